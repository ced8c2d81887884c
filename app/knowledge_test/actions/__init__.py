"""What is done with questions and papers."""
