"""Measures the product against a bare Django project: same machine, same run, same database.

`python -m bench [--postgres URL] [--size S|M]`. What counts are ratios; milliseconds alone do not.
"""
