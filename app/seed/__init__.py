"""Topics, categories, texts and quick replies that a new desk starts with."""
