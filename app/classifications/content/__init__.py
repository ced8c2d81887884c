"""Reads the lists that come with the service, and the files that are published."""
