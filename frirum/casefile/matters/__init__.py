"""Owns the skeleton: matter, side, team, case, assignment, phase, and who sees which case.

Answers "is this case there for this actor?". Holds no person's name.
"""
