"""HTTP and socket entry points: parse, one service call, answer."""
