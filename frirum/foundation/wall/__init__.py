"""Owns who may, who looked and who changed: permissions, walled models, actions, doors, ledger.

Answers "may this actor see and do this?". Knows nothing of stalking and gives no one a way round.
"""
