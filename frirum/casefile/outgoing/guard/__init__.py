"""The outgoing guard: what of a matter stands in a text or file, however it is spelt.

It compares; what becomes of it, the room decides.
"""
