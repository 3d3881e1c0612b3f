"""Real PostgreSQL and Valkey from wheels, for the demo, development and the tests."""
