"""Help, terms, privacy, support."""
