"""The weaknesses: one rule, one file."""
