"""How dangerous it is, and what is done about it.

Judgements by a professional, and plans with measures. It answers what is due for review, and
never adds up an instrument to "the risk".
"""
