"""What the staff sees across features."""
