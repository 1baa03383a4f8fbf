"""Players by Telegram identity, their profile, their lock, their end."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Text, func, literal_column, select, text
from sqlalchemy.exc import IntegrityError

from core.access.roles import Role
from core.accounts.addresses import add_address, list_addresses
from core.accounts.anonymise_player import anonymise_player
from core.accounts.block_player import BlockReason, block_player, unblock_player
from core.accounts.configuration import ALLOWED_COUNTRIES, DENIED_COUNTRIES, MINIMUM_AGES, REQUIRED_TERMS
from core.accounts.errors import BirthDateLocked, CountryRefused, PlayerBlocked, Underage
from core.accounts.kinds import CountryAccess, PlayerStatus
from core.accounts.locking import lock_players
from core.accounts.models import Player
from core.accounts.read_player import find_player, read_player, read_profile
from core.accounts.register_player import register_player
from core.accounts.rules import check_may_play
from core.accounts.salts import player_salt_keys
from core.accounts.update_profile import ProfileChange, update_profile
from core.accounts.views import PlayerView, TelegramProfile
from core.audit.models import AuditRow
from core.audit.set_config import set_config
from core.kernel.actor import SYSTEM, Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Forbidden, InvalidInput, NotFound, WrongState
from core.kernel.rotation import rotate_keys
from tests.accounts.test_addresses import HOME
from tests.builders.access import make_admin
from tests.builders.accounts import make_player

PROFILE = TelegramProfile(42, "Firuz", "Karimov", "firuz", "ru", "https://t.me/i/userpic/1.jpg")


async def register(context: Context, profile: TelegramProfile = PROFILE, code: str | None = None) -> PlayerView:
    return await context.transact(lambda tx: register_player(tx, SYSTEM, profile, referral_code=code))


async def change(context: Context, actor: Actor, **values: object) -> PlayerView:
    return await context.transact(lambda tx: update_profile(tx, actor, ProfileChange(**values)))  # type: ignore[arg-type]


async def test_first_start_makes_a_player_and_later_ones_refresh_it(context: Context) -> None:
    first = await register(context)
    assert first.is_new
    assert (first.public_name, first.language, first.status) == ("Firuz K.", "ru", PlayerStatus.ACTIVE)
    assert first.avatar_url == "https://t.me/i/userpic/1.jpg"
    again = await register(context, TelegramProfile(42, "Фируз", None, None, "en", "javascript:alert(1)"))
    assert again.id == first.id
    assert not again.is_new
    assert (again.first_name, again.last_name, again.username, again.language) == ("Фируз", "", None, "en")
    assert again.avatar_url is None
    assert again.referral_code == first.referral_code
    assert await context.transact(lambda tx: find_player(tx, 42)) == again
    assert await context.transact(lambda tx: find_player(tx, 43)) is None


async def test_what_tells_nothing_new_writes_nothing(context: Context, clock: ManualClock) -> None:
    async def version() -> tuple[str, datetime]:
        read = select(literal_column("players.xmin::text", Text).label("version"), Player.last_active_at)
        row = (await context.transact(lambda tx: tx.execute(read))).one()
        return row.version, row.last_active_at

    first = await register(context)
    clock.advance(timedelta(minutes=4))
    stored = await version()
    assert await register(context, code="ANYBODY") == replace(first, is_new=False)
    assert await version() == stored
    for profile in (
        replace(PROFILE, username="firuz_k"),
        replace(PROFILE, first_name="Фируз"),
        replace(PROFILE, last_name=None),
        replace(PROFILE, photo_url=None),
        replace(PROFILE, language="en"),
    ):
        before = await version()
        clock.advance(timedelta(seconds=1))
        changed = await register(context, profile)
        assert (await version())[0] != before[0]
        assert await context.transact(lambda tx: find_player(tx, 42)) == changed != first
    before = await version()
    clock.advance(timedelta(minutes=5))
    assert await register(context, profile) == changed
    after = await version()
    assert after[0] != before[0]
    assert after[1] == clock.now()


async def test_a_start_never_overwrites_what_the_player_chose(context: Context) -> None:
    actor = Actor.player((await register(context)).id)
    chosen = await change(
        context,
        actor,
        language="tg",
        country="tj",
        birth_date=date(1990, 1, 1),
        time_zone="Asia/Dushanbe",
        display_name=" Lucky\u202e ",
    )
    await register(context, TelegramProfile(42, "Other", "Name", "other", "th"))
    after = await context.transact(lambda tx: read_profile(tx, actor))
    assert (after.language, after.country, after.public_name) == ("tg", "TJ", "Lucky")
    assert (after.birth_date, after.time_zone) == (chosen.birth_date, chosen.time_zone)
    assert after.first_name == "Other"
    assert (await change(context, actor, display_name=" ")).public_name == "Other N."


async def test_names_without_letters_and_beyond_bounds_are_stored(context: Context) -> None:
    player = await register(context, TelegramProfile(1, "\x00\u202e", "x" * 500, "", "x" * 90, "https://[bad"))
    assert (player.first_name, player.last_name) == ("", "x" * 64)
    assert player.public_name == f"Player {player.referral_code[-4:]}"
    assert player.username is None


@pytest.mark.parametrize("telegram_id", [0, -5, 2**52])
async def test_impossible_telegram_ids(context: Context, telegram_id: int) -> None:
    with pytest.raises(InvalidInput):
        await register(context, TelegramProfile(telegram_id, "A"))


async def test_concurrent_first_starts_make_one_player(live_context: Context) -> None:
    made = await asyncio.gather(*(register(live_context) for _ in range(8)))
    assert len({player.id for player in made}) == 1
    assert sum(player.is_new for player in made) == 1
    assert len({player.referral_code for player in made}) == 1


async def test_a_referral_code_counts_once_and_not_for_oneself(context: Context) -> None:
    referrer = await register(context)
    friend = await register(context, TelegramProfile(43, "Friend"), f" {referrer.referral_code.lower()} ")
    assert friend.referred_by_id == referrer.id
    other = await register(context, TelegramProfile(44, "Other"))
    again = await register(context, TelegramProfile(43, "Friend"), other.referral_code)
    assert again.referred_by_id == referrer.id
    assert (await register(context, PROFILE, referrer.referral_code)).referred_by_id is None
    assert (await register(context, TelegramProfile(45, "Fifth"), "NOPE\x00")).referred_by_id is None


async def test_a_bad_value_writes_nothing(context: Context) -> None:
    player = await make_player(context)
    with pytest.raises(InvalidInput):
        await change(context, player.actor, country="US", time_zone="Mars/Base")
    with pytest.raises(InvalidInput):
        await change(context, player.actor, birth_date=date(2026, 11, 21))
    assert (await context.transact(lambda tx: read_profile(tx, player.actor))).country == "TJ"


async def test_a_birth_date_is_not_in_the_future_of_its_own_zone(context: Context, clock: ManualClock) -> None:
    clock.set(datetime(2026, 11, 20, 10, 30, tzinfo=UTC))
    player = await make_player(context, eligible=False)
    tomorrow_in_utc = date(2026, 11, 21)
    changed = await change(context, player.actor, birth_date=tomorrow_in_utc, time_zone="Pacific/Kiritimati")
    assert changed.birth_date == tomorrow_in_utc
    with pytest.raises(InvalidInput):
        await change(context, player.actor, birth_date=tomorrow_in_utc, time_zone="America/New_York")


async def test_a_verified_birth_date_is_locked(context: Context) -> None:
    player = await make_player(context)
    await context.transact(lambda tx: tx.execute(text("UPDATE players SET kyc_level = 2")))
    await change(context, player.actor, birth_date=date(1990, 5, 17), country="TH")
    with pytest.raises(BirthDateLocked):
        await change(context, player.actor, birth_date=date(1990, 5, 18))


async def test_a_locked_player_carries_what_the_rules_ask(context: Context) -> None:
    player = await make_player(context)
    locked = (await context.transact(lambda tx: lock_players(tx, [player.id])))[player.id]
    assert (locked.country_access, locked.minimum_age, locked.accepted_terms) == (CountryAccess.ALLOWED, 20, 1)
    check_may_play(locked, context.clock.now(), 1)
    assert await context.transact(lambda tx: lock_players(tx, [])) == {}


@pytest.mark.parametrize(
    ("key", "value", "refusal"),
    [
        (DENIED_COUNTRIES, ["TJ"], CountryRefused),
        (ALLOWED_COUNTRIES, ["TH"], CountryRefused),
        (MINIMUM_AGES, {"TJ": 40}, Underage),
    ],
)
async def test_configuration_decides_on_countries_and_ages(
    context: Context, clock: ManualClock, key: object, value: object, refusal: type[Exception]
) -> None:
    player = await make_player(context)
    admin = await make_admin(context, Role.OWNER)
    await context.transact(lambda tx: set_config(tx, admin, key.name, value, 0))  # type: ignore[attr-defined]
    clock.advance(timedelta(seconds=11))
    locked = (await context.transact(lambda tx: lock_players(tx, [player.id])))[player.id]
    with pytest.raises(refusal):
        check_may_play(locked, clock.now(), 1)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (DENIED_COUNTRIES, ["XX"]),
        (DENIED_COUNTRIES, "IR"),
        (MINIMUM_AGES, {"TJ": "18"}),
        (MINIMUM_AGES, []),
        (REQUIRED_TERMS, 0),
        (REQUIRED_TERMS, True),
    ],
)
def test_configuration_refuses_nonsense(key: object, value: object) -> None:
    with pytest.raises((ValueError, InvalidInput)):
        key.check(value)  # type: ignore[attr-defined]


async def test_salt_keys_are_secret_and_survive_a_rotation(live_context: Context) -> None:
    one, two = await make_player(live_context), await make_player(live_context)
    keys = await live_context.transact(lambda tx: player_salt_keys(tx, [one.id, two.id]))
    assert {len(key) for key in keys.values()} == {32}
    assert keys[one.id] != keys[two.id]
    stored = await live_context.transact(lambda tx: tx.execute(select(Player.salt_key).where(Player.id == one.id)))
    assert keys[one.id] not in stored.scalar_one()
    live_context.keys = type(live_context.keys)(live_context.keys.keys | {"next": b"k" * 32}, "next")
    assert await rotate_keys(live_context) >= 2
    assert await live_context.transact(lambda tx: player_salt_keys(tx, [one.id, two.id])) == keys


async def test_blocking_refuses_play_and_is_audited(context: Context) -> None:
    player = await make_player(context)
    admin = await make_admin(context, Role.OWNER)
    await context.transact(lambda tx: block_player(tx, admin, player.id, BlockReason.FRAUD))
    with pytest.raises(PlayerBlocked):
        await change(context, player.actor, language="ru")
    with pytest.raises(WrongState):
        await context.transact(lambda tx: block_player(tx, admin, player.id, BlockReason.FRAUD))
    await context.transact(lambda tx: unblock_player(tx, admin, player.id))
    await change(context, player.actor, language="ru")
    with pytest.raises(Forbidden):
        await context.transact(lambda tx: block_player(tx, player.actor, player.id, BlockReason.FRAUD))
    actions = await context.transact(
        lambda tx: tx.execute(select(AuditRow.action).where(AuditRow.subject_id == str(player.id)))
    )
    assert set(actions.scalars()) == {"player.blocked", "player.unblocked"}


async def test_anonymised_players_keep_their_id_alone(context: Context) -> None:
    player = await make_player(context)
    await context.transact(lambda tx: add_address(tx, player.actor, HOME))
    for _ in range(2):
        await context.transact(lambda tx: anonymise_player(tx, player.id))
    left = await context.transact(lambda tx: read_player(tx, player.id))
    assert (left.telegram_id, left.first_name, left.birth_date, left.country) == (None, "", None, None)
    assert left.status is PlayerStatus.ANONYMISED
    assert await context.transact(lambda tx: player_salt_keys(tx, [player.id])) == {}
    assert await context.transact(lambda tx: list_addresses(tx, player.actor)) == []
    blanked = await context.transact(lambda tx: tx.execute(text("SELECT recipient || line1 FROM addresses")))
    assert blanked.scalar_one() == ""
    anew = await register(context, TelegramProfile(player.telegram_id, "Firuz"))
    assert anew.id != player.id
    assert anew.is_new
    with pytest.raises(NotFound):
        await context.transact(lambda tx: anonymise_player(tx, tx.new_id()))


async def test_an_anonymised_row_without_its_marks_is_refused(context: Context) -> None:
    await make_player(context)
    with pytest.raises(IntegrityError, match="ck_players_anonymised"):
        await context.transact(lambda tx: tx.execute(text("UPDATE players SET telegram_id = NULL")))
    count = await context.transact(lambda tx: tx.execute(select(func.count()).select_from(Player)))
    assert count.scalar_one() == 1
