"""Health establishments as maps: attack paths, choke points, and what they mean for care."""
