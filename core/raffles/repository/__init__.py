"""All SQL of raffles: `sales` is the hot path, `states` moves a raffle along, `reading` shows it."""
