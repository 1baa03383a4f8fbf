"""Tests of what the staff sees and is told."""
