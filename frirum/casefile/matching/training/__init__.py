"""Makes people, spoils what is told of them, and learns from it how much each fact says.

For whoever works on the comparison. Nobody here is real, and nothing here runs in a house.
"""
