"""Orders: one table for everything that is bought."""
