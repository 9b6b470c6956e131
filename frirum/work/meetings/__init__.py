"""Network meetings about a case, held on one side only: who is asked, what each of them may hear.

It answers which meetings are due and what was agreed. Minutes leave through `outgoing` alone.
"""
