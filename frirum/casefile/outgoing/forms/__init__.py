"""What is written about something that is to leave."""
