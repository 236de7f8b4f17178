"""Model to reachability: who can send what to whom."""
