"""Weaknesses: the engine, and one file a rule."""
