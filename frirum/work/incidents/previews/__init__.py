"""What a file is, and a small clean picture of it where that is safe.

The kind is told by content, from an allow-list; pictures are decoded in a process of their own.
"""
