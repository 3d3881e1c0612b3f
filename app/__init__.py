"""The guidance desk: a citizen asks, an e-counsellor answers, a coordinator sees the load."""
