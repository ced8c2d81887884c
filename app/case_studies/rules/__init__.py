"""What decides about cases and their marking, pure."""
