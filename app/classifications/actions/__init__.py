"""What an operator can do with the lists: import one, switch one off and on."""
