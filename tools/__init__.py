"""Set-up, checks and builds of this repository."""
