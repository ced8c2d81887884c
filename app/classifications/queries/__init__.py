"""What a page or a command asks of the classifications."""
