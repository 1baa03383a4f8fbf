"""Tests of the audit chain, critical events and configuration."""
