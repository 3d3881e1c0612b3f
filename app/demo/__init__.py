"""A desk to look at: fictitious staff with shifts, a history, and people who talk."""
