"""The bot, through the real dispatcher: updates in, calls of the Bot API out."""
