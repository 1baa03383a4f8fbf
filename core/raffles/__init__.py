"""Raffles: anything with numbered tickets, from its draft to its settlement."""
