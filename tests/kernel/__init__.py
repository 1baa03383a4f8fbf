"""Tests of the kernel: every law of it has one that fails without it."""
