"""The contender's one Django app."""
