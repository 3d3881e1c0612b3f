"""What the message path costs: one client, one interleaved run, several servers side by side."""
