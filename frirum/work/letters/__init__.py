"""Letters from a case: written from whole templates, read by a second reader, sent.

A letter is filled by an allow-list and never with an address. It leaves by `outgoing` alone.
"""
