"""Marks and grades. Pure."""
