"""What a player wants to be told of, where, and when not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.accounts.configuration import DOCUMENT_VERSIONS
from core.accounts.errors import ConsentRequired
from core.accounts.give_consent import accepted_version
from core.accounts.kinds import Document
from core.accounts.locking import lock_players
from core.audit.configuration import read_config
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput
from core.notifications.kinds import ESSENTIAL, UNASKED, Category
from core.notifications.repository import inbox
from core.notifications.rules import default_switch
from core.notifications.views import Preferences, QuietTime, Switch


@dataclass(frozen=True, slots=True)
class PreferencesChange:
    """Categories that are not named stay. `quiet` None leaves the hours, `no_quiet` ends them."""

    switches: Mapping[Category, Switch] = field(default_factory=dict)
    quiet: QuietTime | None = None
    no_quiet: bool = False


@allow(player=True)
async def read_preferences(tx: Transaction, actor: Actor) -> Preferences:
    """The player's preferences as they stand."""
    switched = await inbox.switches_of(tx, actor.player_id)
    return Preferences(
        switches={category: switched.get(category, default_switch(category)) for category in Category},
        quiet=await inbox.quiet_of(tx, actor.player_id),
        is_reachable=not await inbox.is_blocked(tx, actor.player_id),
    )


@allow(player=True)
async def set_preferences(tx: Transaction, actor: Actor, change: PreferencesChange) -> Preferences:
    """Change preferences; gives them as they stand now.

    Raises InvalidInput where money or results would leave the inbox, where a chat message has no line in the inbox,
    and for quiet hours that are empty or carry a zone of their own; ConsentRequired where marketing is switched on
    without the consent to it.
    """
    for category, switch in change.switches.items():
        if not switch.inbox and (category in ESSENTIAL or switch.telegram):
            raise InvalidInput(field="inbox", reason="essential")
    if change.quiet is not None and not _is_usable(change.quiet):
        raise InvalidInput(field="quiet", reason="malformed")
    await lock_players(tx, [actor.player_id])
    if any(change.switches[category].telegram for category in UNASKED & change.switches.keys()):
        await _check_consent(tx, actor)
    if change.switches:
        await inbox.write_switches(tx, actor.player_id, change.switches)
    if change.quiet is not None or change.no_quiet:
        await inbox.write_quiet(tx, actor.player_id, change.quiet)
    return await read_preferences(tx, actor)


async def _check_consent(tx: Transaction, actor: Actor) -> None:
    if await accepted_version(tx, actor, Document.MARKETING) is None:
        current = await read_config(tx, DOCUMENT_VERSIONS[Document.MARKETING])
        raise ConsentRequired(document=Document.MARKETING, version=current)


def _is_usable(quiet: QuietTime) -> bool:
    return quiet.starts != quiet.ends and quiet.starts.tzinfo is None and quiet.ends.tzinfo is None
