"""Parsing of what is typed, by what it is about."""
