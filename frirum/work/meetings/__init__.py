"""Meetings with others about a case: who is invited by whom, what may be told, what was agreed.

The two sides of a matter never meet here. Minutes are internal, or shared piece by piece.
"""
