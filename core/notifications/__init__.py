"""Notifications: every player's inbox, what they want to be told of, and its delivery to their chat."""
