"""The lottery that a dialog is about, and buttons that every screen about one has."""

from uuid import UUID

from aiogram_dialog import DialogManager, StartMode
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.kbd import Start, SwitchInlineQueryChosenChatButton
from aiogram_dialog.widgets.text import Format

from bot.states import Home
from bot.texts import Label
from core.kernel.errors import NotFound
from core.kernel.links import decode_id


def raffle_id_of(manager: DialogManager) -> UUID:
    """The lottery chosen in this dialog, else the one that it was started with."""
    start_data = manager.start_data if isinstance(manager.start_data, dict) else {}
    return UUID(manager.dialog_data.get("raffle_id") or start_data["raffle_id"])


def id_in(item_id: str) -> UUID:
    """The id that a button carries. Raises NotFound for what is none of ours."""
    found = decode_id(item_id)
    if found is None:
        raise NotFound(what="raffle", id=item_id[:22])
    return found


def home_button() -> Start:
    """Leaves everything."""
    return Start(Label("common-home"), id="home", state=Home.main, mode=StartMode.RESET_STACK)


def share_button(when: WhenCondition = None) -> SwitchInlineQueryChosenChatButton:
    """Lets the player choose a chat for a card of the lottery whose `number` the getter gives."""
    return SwitchInlineQueryChosenChatButton(
        Label("sharing-share"),
        Format("{number}"),
        allow_user_chats=True,
        allow_group_chats=True,
        allow_channel_chats=True,
        id="share",
        when=when,
    )
