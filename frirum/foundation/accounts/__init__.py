"""Owns the people who sign in: staff, volunteers, clients; their roles, factors and devices.

Answers: who is this request from. What they may see is the wall's business alone.
"""
