"""Draws that are over, and those one can watch."""
