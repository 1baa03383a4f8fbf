"""The ledger: wallets, transfers, exchange, statement, reconciliation. Nothing else writes money."""
