"""What a player won, and the choice about it."""
