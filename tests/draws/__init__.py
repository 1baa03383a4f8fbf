"""Tests of the draw engine."""
