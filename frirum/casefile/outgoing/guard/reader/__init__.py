"""Everything that a file says: its text, what is hidden in it, and its properties.

Imports nothing of Django, as strangers' files are read in a child process.
"""
