"""Players: identity, profile, consent, sessions, limits, addresses."""
