"""Attempts as pages need them, and what happened to them."""
