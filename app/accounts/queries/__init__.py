"""What pages need to know of people: one module per noun."""
