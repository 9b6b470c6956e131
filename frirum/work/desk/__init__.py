"""Owns Today, the list of cases, the search and the case page: one panel of each room, one screen.

Answers "what do I do now?" and "how does this case stand?". Stores nothing.
"""
