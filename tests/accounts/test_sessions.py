"""Sessions: one launch string, one session; hashed, bounded in time, forgotten."""

import asyncio
import hashlib
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event, text

from core.accounts.authenticate_sessions import authenticate_sessions, look_up_sessions
from core.accounts.block_player import BlockReason, block_player
from core.accounts.end_session import end_all_sessions, end_session, list_sessions
from core.accounts.errors import InitDataUsed, PlayerBlocked, SessionEnded
from core.accounts.jobs import forget_sessions
from core.accounts.open_session import open_session
from core.accounts.views import AuthenticatedSession
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.crypto import hash_token
from core.kernel.errors import Forbidden, InvalidInput, NotFound
from tests.builders.accounts import MadePlayer, make_player

DAY = timedelta(hours=24)


async def login(
    context: Context, player: MadePlayer, init_data: str = "one", address: str | None = "203.0.113.7"
) -> tuple[str, datetime]:
    digest = hashlib.sha256(f"{player.telegram_id}{init_data}".encode()).digest()
    return await context.transact(
        lambda tx: open_session(
            tx,
            SYSTEM,
            player.id,
            digest,
            device="Pixel",
            user_agent="Telegram-Android/11\x00",
            address=address,
            address_country="TJ",
        )
    )


async def authenticate(context: Context, token: str) -> AuthenticatedSession:
    [seen] = await context.read(lambda tx: look_up_sessions(tx, [token]))
    [found] = await context.transact(lambda tx: authenticate_sessions(tx, [token]))
    assert seen is None or repr(seen) == repr(found)
    if not isinstance(found, AuthenticatedSession):
        raise found
    return found


async def stored(context: Context, column: str) -> list[object]:
    rows = await context.transact(lambda tx: tx.execute(text(f"SELECT {column} FROM player_sessions ORDER BY id")))
    return list(rows.scalars())


async def test_a_second_exchange_rotates_the_token(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    first, ends = await login(context, player)
    assert ends == clock.now() + DAY
    opened = await authenticate(context, first)
    clock.advance(timedelta(minutes=5))
    second, ends = await login(context, player)
    assert ends == clock.now() + DAY
    assert (await authenticate(context, second)).session_id == opened.session_id
    with pytest.raises(SessionEnded):
        await authenticate(context, first)


async def test_two_exchanges_at_once_leave_one_session_and_one_token(live_context: Context) -> None:
    player = await make_player(live_context)
    made = await asyncio.gather(*(login(live_context, player) for _ in range(6)))
    assert len(await stored(live_context, "id")) == 1
    alive = []
    for token, _ in made:
        try:
            alive.append(await authenticate(live_context, token))
        except SessionEnded:
            continue
    assert len(alive) == 1


async def test_after_logout_the_string_is_used_up(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    token, _ = await login(context, player)
    session = await authenticate(context, token)
    await context.transact(lambda tx: end_session(tx, player.actor, session.session_id))
    with pytest.raises(SessionEnded):
        await authenticate(context, token)
    with pytest.raises(InitDataUsed) as refused:
        await login(context, player)
    assert refused.value.code == "init_data_used"
    clock.advance(timedelta(hours=2))
    await context.transact(forget_sessions)
    with pytest.raises(InitDataUsed):
        await login(context, player)
    await login(context, player, "two")
    with pytest.raises(NotFound):
        await context.transact(lambda tx: end_session(tx, player.actor, session.session_id))


async def test_a_string_of_another_player_is_refused(context: Context) -> None:
    one, two = await make_player(context), await make_player(context)
    await login(context, one)
    digest = hashlib.sha256(f"{one.telegram_id}one".encode()).digest()
    with pytest.raises(InitDataUsed):
        await context.transact(lambda tx: open_session(tx, SYSTEM, two.id, digest))
    with pytest.raises(Forbidden):
        await context.transact(lambda tx: open_session(tx, two.actor, two.id, b"x" * 32))
    with pytest.raises(InvalidInput):
        await context.transact(lambda tx: open_session(tx, SYSTEM, two.id, b"short"))


async def test_a_session_ends_a_day_after_its_last_use(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    token, _ = await login(context, player)
    clock.advance(DAY - timedelta(seconds=1))
    assert (await authenticate(context, token)).expires_at == clock.now() + DAY
    clock.advance(DAY)
    with pytest.raises(SessionEnded):
        await authenticate(context, token)
    with pytest.raises(InitDataUsed):
        await login(context, player)


async def test_a_session_lives_thirty_days_at_most(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    opened = clock.now()
    token, _ = await login(context, player)
    while clock.now() + timedelta(hours=20) < opened + timedelta(days=30):
        clock.advance(timedelta(hours=20))
        session = await authenticate(context, token)
    assert session.expires_at == opened + timedelta(days=30)
    clock.set(opened + timedelta(days=30))
    with pytest.raises(SessionEnded):
        await authenticate(context, token)


async def test_use_is_noted_once_a_minute(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    token, _ = await login(context, player)
    written: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("UPDATE"):
            written.append(statement)

    event.listen(context.engine.sync_engine, "before_cursor_execute", note)
    for _ in range(6):
        clock.advance(timedelta(seconds=20))
        await authenticate(context, token)
    assert len([statement for statement in written if "player_sessions" in statement]) == 2


async def test_a_look_up_leaves_to_the_other_function_whose_use_has_to_be_noted(
    context: Context, clock: ManualClock
) -> None:
    player = await make_player(context)
    token, _ = await login(context, player)
    kinds = []
    for seconds in (59, 1, 59, 24 * 3600):
        clock.advance(timedelta(seconds=seconds))
        for _ in range(2):
            [seen] = await context.read(lambda tx: look_up_sessions(tx, [token]))
            kinds.append(type(seen).__name__)
            await context.transact(lambda tx: authenticate_sessions(tx, [token]))
    lives = "AuthenticatedSession"
    assert kinds == [lives, lives, "NoneType", lives, lives, lives, "SessionEnded", "SessionEnded"]
    unknown, _ = await context.read(lambda tx: look_up_sessions(tx, ["made-up", token]))
    assert isinstance(unknown, SessionEnded)


async def test_only_hashes_are_stored(context: Context) -> None:
    player = await make_player(context)
    token, _ = await login(context, player)
    assert await stored(context, "token_hash") == [hash_token(token)]
    assert await stored(context, "user_agent") == ["Telegram-Android/11"]
    row = (
        await context.transact(lambda tx: tx.execute(text("SELECT player_sessions::text FROM player_sessions")))
    ).one()
    assert token not in row[0]


async def test_sessions_are_listed_and_ended_by_their_owner_only(context: Context) -> None:
    owner, stranger = await make_player(context), await make_player(context)
    tokens = [(await login(context, owner, name))[0] for name in ("one", "two")]
    listed = await context.transact(lambda tx: list_sessions(tx, owner.actor))
    assert [session.device for session in listed] == ["Pixel", "Pixel"]
    assert listed[0].id > listed[1].id
    with pytest.raises(NotFound):
        await context.transact(lambda tx: end_session(tx, stranger.actor, listed[0].id))
    assert await context.transact(lambda tx: end_all_sessions(tx, owner.actor)) == 2
    assert await context.transact(lambda tx: list_sessions(tx, owner.actor)) == []
    for token in tokens:
        with pytest.raises(SessionEnded):
            await authenticate(context, token)


async def test_a_blocked_player_has_no_session(context: Context) -> None:
    player = await make_player(context)
    token, _ = await login(context, player)
    await context.transact(lambda tx: block_player(tx, SYSTEM, player.id, BlockReason.ABUSE))
    with pytest.raises(SessionEnded):
        await authenticate(context, token)
    with pytest.raises(PlayerBlocked):
        await login(context, player, "two")


async def test_only_the_country_outlives_a_session(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    await login(context, player, "ended")
    await context.transact(lambda tx: end_all_sessions(tx, player.actor))
    assert await stored(context, "address") == [None]
    await login(context, player, "expired", "2001:DB8::1")
    await login(context, player, "nonsense", "not an address")
    assert await stored(context, "address") == [None, "2001:db8::1", None]
    assert await context.transact(forget_sessions) == 0
    clock.advance(DAY)
    fresh, _ = await login(context, player, "fresh")
    assert await context.transact(forget_sessions) == 2
    assert await stored(context, "COALESCE(address, device, user_agent)") == [None, None, None, "203.0.113.7"]
    clock.advance(timedelta(seconds=1))
    assert await context.transact(lambda tx: forget_sessions(tx, 1)) == 1
    clock.advance(DAY - timedelta(seconds=2))
    await authenticate(context, fresh)
    clock.advance(timedelta(seconds=2))
    assert await context.transact(forget_sessions) == 2
    assert len(await stored(context, "id")) == 1
    country = await context.transact(lambda tx: tx.execute(text("SELECT session_country FROM players")))
    assert country.scalar_one() == "TJ"
