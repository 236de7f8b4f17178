"""Model and graphs to foreign formats, one module a format."""
