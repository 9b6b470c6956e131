"""What is typed in. Each form parses, and says in words of the room what it read."""
