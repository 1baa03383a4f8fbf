"""Lotteries that a player wants to hear of."""
