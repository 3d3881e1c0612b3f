"""Rules without stores."""
