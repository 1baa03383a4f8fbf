"""Builders of what tests begin with, made through the real use cases."""
