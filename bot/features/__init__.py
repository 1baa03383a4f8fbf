"""Features of players, one package each."""
