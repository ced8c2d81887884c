"""What pages, marking and commands ask about cases."""
