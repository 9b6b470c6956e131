"""Owns the filling of a week from wishes: the problem, two ways to solve it, and the proof.

Answers "who could come when?" with a proposal. Books nothing, and never says who keeps whom away.
"""
