"""Owns work that outlives a request: previews, bundles, checks, housekeeping.

Answers how far a job is. A job acts for whoever asked, with the sight they have when it runs.
"""
