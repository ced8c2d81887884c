"""The hard cases of timed attempts as an apprentice meets them in a browser."""
