"""Commands of admins."""
