"""The command `fairlot`."""
