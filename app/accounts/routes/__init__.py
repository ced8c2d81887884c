"""Pages of accounts: signing in and links, one's own settings, people and organisations, extra time."""
