"""Shape of what people enter about accounts, and the wording of its errors."""
