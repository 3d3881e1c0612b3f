"""Every frame of the protocol, as typed structures."""
