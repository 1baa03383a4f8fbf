"""What a player was told, to be read again."""
