"""Where a player's things are sent."""
