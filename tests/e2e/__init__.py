"""Tests of the whole product, over real processes."""
