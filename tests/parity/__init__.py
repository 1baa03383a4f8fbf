"""The same scenario through each door leaves the same rows."""
