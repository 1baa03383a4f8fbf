"""Many at once, and what is left after a kill: real commits, real processes, real servers."""
