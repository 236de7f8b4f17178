"""Foreign file to model, one module a format."""
