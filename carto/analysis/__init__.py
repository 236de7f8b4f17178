"""Pure functions from graph to frozen results."""
