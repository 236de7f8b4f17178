"""The command line: click only; commands hold no logic."""
