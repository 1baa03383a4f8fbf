"""Prizes: what a draw awards, and what its winner does with it."""
