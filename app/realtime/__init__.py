"""Sockets: the connection, its bounded outbox, and the hub that feeds it."""
