"""What a country decides: orders, legal bases, agencies, days kept. Data and values only.

Nothing here knows of a case, asks a database or the clock. Another country is another folder.
"""
