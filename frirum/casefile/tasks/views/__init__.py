"""Tasks, and who takes them over with the case."""
