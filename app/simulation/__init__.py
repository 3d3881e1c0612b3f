"""Simulated people on the public protocol, and the checker of their histories."""
