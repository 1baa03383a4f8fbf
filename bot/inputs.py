"""What a screen takes as typed text: any text but a command."""

from typing import Any

from aiogram import F
from aiogram.enums import ContentType

TEXT: dict[str, Any] = {"content_types": ContentType.TEXT, "filter": ~F.text.startswith("/")}
"""Arguments of a MessageInput."""
