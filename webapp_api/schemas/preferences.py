"""What a player wants to be told of, over the wire."""

from datetime import time
from typing import Annotated

from pydantic import Field

from core.notifications.kinds import Category
from core.notifications.set_preferences import PreferencesChange
from core.notifications.views import Preferences, QuietTime
from core.notifications.views import Switch as SwitchView
from webapp_api.schemas.base import Answer, Body, Switch

WallTime = Annotated[
    str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", description="In the player's own time zone.")
]
_SHOWN = "%H:%M"


class NoticeSwitch(Body):
    """Where the notices of a category go. What has no line in the inbox is not sent to the chat either."""

    inbox: Switch
    telegram: Switch


class NoticeSwitches(Answer):
    """All categories of a player."""

    money: NoticeSwitch
    results: NoticeSwitch
    draws: NoticeSwitch
    watchlist: NoticeSwitch
    marketing: NoticeSwitch


class QuietHours(Body):
    """When only money and results reach the chat; over midnight where `starts` is later than `ends`."""

    starts: WallTime = Field(examples=["22:00"])
    ends: WallTime = Field(examples=["08:00"])


class NoticePreferences(Answer):
    """What a player wants to be told of, and whether the chat can be reached."""

    switches: NoticeSwitches
    quiet: QuietHours | None
    is_reachable: bool = Field(description="False: the player has blocked the bot, or never started it.")

    @classmethod
    def of(cls, preferences: Preferences) -> "NoticePreferences":
        quiet = preferences.quiet
        return cls(
            switches=NoticeSwitches(
                **{
                    name: NoticeSwitch(
                        inbox=preferences.switches[Category(name)].inbox,
                        telegram=preferences.switches[Category(name)].telegram,
                    )
                    for name in NoticeSwitches.model_fields
                }
            ),
            quiet=None
            if quiet is None
            else QuietHours(starts=quiet.starts.strftime(_SHOWN), ends=quiet.ends.strftime(_SHOWN)),
            is_reachable=preferences.is_reachable,
        )


class SwitchesChange(Body):
    """Categories that are left out stay as they are; money and results stay in the inbox in any case."""

    money: NoticeSwitch | None = None
    results: NoticeSwitch | None = None
    draws: NoticeSwitch | None = None
    watchlist: NoticeSwitch | None = None
    marketing: NoticeSwitch | None = None


class NoticePreferencesChange(Body):
    """What is left out stays as it is; `quiet` null ends the quiet hours."""

    switches: SwitchesChange = SwitchesChange()
    quiet: QuietHours | None = None

    def to_change(self) -> PreferencesChange:
        """The change as the core takes it."""
        chosen = {Category(name): getattr(self.switches, name) for name in SwitchesChange.model_fields}
        quiet = self.quiet
        return PreferencesChange(
            switches={name: SwitchView(one.inbox, one.telegram) for name, one in chosen.items() if one is not None},
            quiet=None
            if quiet is None
            else QuietTime(time.fromisoformat(quiet.starts), time.fromisoformat(quiet.ends)),
            no_quiet=quiet is None and "quiet" in self.model_fields_set,
        )
