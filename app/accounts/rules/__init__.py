"""Decisions about people: extra time, slowing down, words of a password. Pure."""
