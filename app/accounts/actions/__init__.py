"""What a person can do with accounts: one module per noun."""
