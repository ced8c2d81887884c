"""What can be done with an attempt: start it, save answers, close it."""
