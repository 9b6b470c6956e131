"""Owns time and place: appointments, sites and rooms, working hours, who must never meet.

Answers "when, where and with whom?", and to whoever may not see a case "busy" or "not available".
Never says why, and never puts two opponents near each other.
"""
