"""What players want to be told of, where, and when not."""
