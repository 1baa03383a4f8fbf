"""Tests of raffles."""
