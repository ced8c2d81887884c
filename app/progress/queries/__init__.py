"""What the home pages and boards show, gathered from the features below."""
