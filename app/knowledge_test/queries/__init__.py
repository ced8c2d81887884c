"""What pages and papers need to know of questions."""
