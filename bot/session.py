"""What a dialog's callbacks find in the middleware's data, with types."""

from dataclasses import dataclass
from typing import TypeVar

from aiogram_dialog import DialogManager

from bot.texts import Texts
from core.accounts.views import PlayerView
from core.app import App
from core.kernel.actor import Actor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Session:
    """The application, the player of this update, and their words."""

    app: App
    player: PlayerView
    actor: Actor
    t: Texts


def session_of(manager: DialogManager) -> Session:
    """The session of the update that a dialog handles."""
    data = manager.middleware_data
    return Session(data["app"], data["player"], data["actor"], data["t"])


def adopt(manager: DialogManager, player: PlayerView) -> None:
    """Go on with the player's changed profile: what is shown next is in their new language."""
    manager.middleware_data.update(player=player, t=Texts.of(player))
