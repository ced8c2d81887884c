"""Pages that belong to no feature: the way in, privacy, accessibility and help."""
