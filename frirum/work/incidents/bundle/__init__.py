"""The police bundle: a report, numbered exhibits and their SHA-256 sums in one ZIP.

Pure: it gets a `BundleContent` and a stream to write to, and knows no model, request or case.
What has no field in `content.py` (effects, addresses, phones, school, work) cannot leave with it.
"""
