"""All that knows Valkey: the line, the seats, presence and the bus."""
