"""Owns keyed facts about people, the queue of conflict checks and what the desk decided.

Answers: may this go on, or does the desk look first. Knows people by opaque id, never by name.
"""
