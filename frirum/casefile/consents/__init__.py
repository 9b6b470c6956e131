"""On what basis something of a case may be told to somebody.

A consent for one recipient, one purpose and one extent, until a day or until it is withdrawn; or
a basis that the law gives. It answers whether one holds today, and shares nothing itself.
"""
