"""Tests of admins, roles and approvals."""
