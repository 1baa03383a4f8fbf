"""First steps: language, what this is, consent, country, age."""
