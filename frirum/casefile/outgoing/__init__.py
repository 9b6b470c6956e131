"""The one door through which every file leaves the house.

Nothing else answers with a file: who gets it, what it holds and its hash are written down first.
"""
