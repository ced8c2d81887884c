"""Part 2 in a real browser."""
