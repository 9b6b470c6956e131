"""Owns what is compared of people, the queue of conflict checks and what the desk decided.

Answers: may this go on, or does the desk look first. Opens names to compare them, shows them never.
"""
