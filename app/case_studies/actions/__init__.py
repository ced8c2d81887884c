"""What is done with cases: checked, loaded, drawn, marked."""
