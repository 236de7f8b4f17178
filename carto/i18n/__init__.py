"""Texts that people read, in French and in English."""
