"""All SQL of the ledger, by what it serves."""
