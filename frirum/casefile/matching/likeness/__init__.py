"""How alike two people are: spelling, keys, widening, evidence, score, belief.

Pure: no table, no clock, no key. Knows people as profiles, and is handed what is on file.
"""
