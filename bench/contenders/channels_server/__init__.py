"""The message path on Django Channels: one ORM transaction a message, the receipt through the group."""
