"""Reference data with its sources, and typed access to it."""
