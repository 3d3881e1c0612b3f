"""The house rules that no other tool knows, as plain functions: a source file in, findings out."""
