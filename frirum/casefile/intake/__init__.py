"""What comes in before there is a case: calls, letters, the public form, referrals.

Everybody named is checked behind the wall before anything is offered; only the conflict desk,
through `conflicts.py`, learns more than "ready" or "with the desk".
"""
