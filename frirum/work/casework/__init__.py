"""The work with authorities in a case: contacts, reports and what became of them, orders.

It answers who coordinates, what is in force and when it expires. Nothing leaves from here.
"""
