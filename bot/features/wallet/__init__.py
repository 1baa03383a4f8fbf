"""Balances, statements and exchange."""
