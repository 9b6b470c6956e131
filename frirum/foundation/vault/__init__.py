"""Owns keys, sealed fields and sealed files.

Answers: what did this row say, given the key of the case it hangs on. Never tells who may ask.
"""
