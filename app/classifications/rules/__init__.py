"""What decides about codes, pure."""
