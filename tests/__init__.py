"""Tests of the whole product; the folders mirror the tree."""
