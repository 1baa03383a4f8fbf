"""The door of the mini-app and of programs: HTTP over the same use cases as the bot."""
