"""The whole desk: real processes and a real browser."""
