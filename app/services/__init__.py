"""What the desk does: load, ask the domain, save, commit, publish."""
