"""The jobs process and its schedule."""
