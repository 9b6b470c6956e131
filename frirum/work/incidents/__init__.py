"""What happened, and its proof: the log of a case, its exhibits and who held them.

Answers what, when, how often and in which pattern. Never says how dangerous somebody is.
"""
