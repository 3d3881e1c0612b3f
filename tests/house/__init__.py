"""The house rules, and that each of them can fail."""
