"""What players allow themselves: deposits, spending and losses."""
