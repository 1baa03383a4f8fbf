"""Scripted players: they buy a lottery out through the use cases, and the result is written for anyone to verify."""
