"""The Bot API's methods by topic; importing this fills the table in `registry`."""

from sandbox.telegram.methods import chats, editing, files, inline, payments, polling, profile, sending
from sandbox.telegram.methods.registry import call

TOPICS = (chats, editing, files, inline, payments, polling, profile, sending)

__all__ = ["TOPICS", "call"]
