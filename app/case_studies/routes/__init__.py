"""Pages of part 2."""
