"""The door in the chat: everything a player or an admin does by messages and buttons."""
