"""Who the admins are, what their roles permit, and actions that need two of them."""
