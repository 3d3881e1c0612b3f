"""Pictures of the pages, made from a running demo."""
