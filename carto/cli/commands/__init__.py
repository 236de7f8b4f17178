"""One module a command; each reads its options, calls a use case and hands over the answer."""
