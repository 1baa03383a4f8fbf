"""Buying tickets: how many, the confirmation, the receipt or the refusal."""
