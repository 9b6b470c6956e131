"""Owns work that outlives a request, the processes that do it, and copies of the house.

Answers how far a job is. A job acts for whoever asked, with the sight they have when it runs.
"""
