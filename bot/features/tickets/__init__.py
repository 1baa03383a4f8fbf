"""What a player bought, and what became of it."""
