"""The parts that start PostgreSQL and Valkey from their wheels: who runs them, where, and how they end."""
