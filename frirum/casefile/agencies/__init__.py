"""Whom the house works with outside: authorities, other services, and their people.

Open to everyone in the house and of no case; it answers who somebody is and by which number to
call back. It never says in which case anybody has a part.
"""
