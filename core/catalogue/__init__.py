"""Products: what stands behind a prize."""
