"""All SQL of accounts, by table."""
