"""What is typed about times and places."""
