"""Decisions about time and saving. Pure."""
