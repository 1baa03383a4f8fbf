"""Fairness: what was committed to, and proofs judged."""
