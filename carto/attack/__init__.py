"""Topology and catalogue to attack graph: facts, steps, kernel."""
