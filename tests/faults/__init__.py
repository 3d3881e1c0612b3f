"""The fault matrix: what is done to a desk, and what it promises through it; short in tests, full by hand."""
