"""Owns the cast and the demo centre: a believable year in the house, made by calling actions.

Installed only when DEMO is set (and in tests). Never touches a database that holds real users.
"""
