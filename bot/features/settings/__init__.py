"""Language and time zone, and the ways to what else a player sets."""
