"""Who is asking: init-data, sessions, rate limits, headers."""
