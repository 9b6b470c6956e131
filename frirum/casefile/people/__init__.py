"""Owns persons as known in one case, how to reach them, and what contact is safe.

Answers: who is this case about, and by which way may we call. Never joins persons of two cases.
"""
