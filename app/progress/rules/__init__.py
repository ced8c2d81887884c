"""Decisions of the home pages. Pure."""
