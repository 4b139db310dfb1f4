"""What a person reads: why each value was chosen, on the terminal and as a page."""
