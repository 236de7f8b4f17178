"""Text to model: YAML and tables, positions, merge, cascade, references."""
