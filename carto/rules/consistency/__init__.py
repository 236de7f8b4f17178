"""Consistency of a model with itself: one rule, one file."""
