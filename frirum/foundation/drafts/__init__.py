"""Owns what is half written: a sealed draft of a page's form, for the one who writes it.

Answers "what had I typed here?". Keeps no file and no password, and shows a draft to nobody else.
"""
