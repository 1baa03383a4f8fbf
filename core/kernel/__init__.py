"""The kernel: what every feature stands on, without domain words."""
