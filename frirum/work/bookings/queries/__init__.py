"""What the calendar's pages are made of."""
