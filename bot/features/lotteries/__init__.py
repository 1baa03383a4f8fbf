"""Lotteries: one after the other, and each by itself."""
