"""The rows of the fault matrix, a file for each kind of thing that breaks."""
