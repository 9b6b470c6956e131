"""The floor: what the same pages cost when nothing is sealed, walled, translated or written down.

Plain Django as its tutorial shows it, with an index for every question it asks.
"""
