"""Parts with real PostgreSQL and Valkey."""
