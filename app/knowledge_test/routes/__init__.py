"""Pages of part 1: the mock and its result, and practice."""
