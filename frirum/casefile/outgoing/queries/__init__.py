"""What left, what is in the way of what is to leave, and what waits for whom."""
