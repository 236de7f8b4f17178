"""Reference data with sources, and typed access to it."""
