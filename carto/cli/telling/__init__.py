"""From results to words and tables on a terminal."""
