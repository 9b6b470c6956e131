"""Owns the skeleton: matter, side, team, case, assignment, phase; who sees which case; crossings.

Answers "is this case there for this actor?". Holds no person's name.
"""
