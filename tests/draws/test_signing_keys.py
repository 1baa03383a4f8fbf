"""The operator's keys in the database: made once, replaced without a gap, never lost, never shown."""

import asyncio
import base64
import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.access.roles import Role
from core.draws.models import SigningKey
from core.draws.signatures import PublicKey, SignedRecord, keys_document
from core.draws.signing_keys import HANDOVER, published_keys, rotate_signing_key, sign
from core.kernel.actor import SYSTEM
from core.kernel.base import encryption_context
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.crypto import BadCiphertext, KeyRing, new_key
from core.kernel.errors import Busy, Forbidden
from core.kernel.rotation import encrypted_columns, rotate_keys
from tests.builders.access import make_admin
from tests.builders.raffles import make_lottery
from tests.draws.signing import signed_draw, verifies
from tests.plugins.database import NOW
from tests.raffles.helpers import count, execute, query

RECEIPT = signed_draw().receipts[0]


async def keys_of(context: Context) -> list[PublicKey]:
    return await context.transact(published_keys)


async def rotated(context: Context) -> PublicKey:
    return await context.transact(lambda tx: rotate_signing_key(tx, SYSTEM))


async def signed_at(context: Context, at: datetime) -> SignedRecord:
    """A receipt that is dated so."""
    receipt = {**RECEIPT, "issued_at": int(at.timestamp())}
    return await context.transact(lambda tx: sign(tx, "receipt", receipt))


async def test_the_first_key_is_made_at_first_need_and_once(context: Context) -> None:
    assert await count(context, "signing_keys") == 0
    signed = await signed_at(context, NOW)
    [key] = await keys_of(context)
    assert (key.key_id, key.valid_until) == (signed.key_id, None)
    assert key.valid_from == int((NOW - HANDOVER).timestamp())
    verifies(signed.to_record(), keys_document([key]))
    assert await count(context, "audit_log", "action = 'signing_key.made' AND subject_id = :id", id=key.key_id) == 1


async def test_the_first_key_reaches_back_to_draws_that_were_opened_before(
    context: Context, clock: ManualClock
) -> None:
    """As in a database that is older than its keys."""
    await make_lottery(context)
    await execute(context, "DELETE FROM signing_keys")
    clock.advance(timedelta(days=400))
    [key] = await keys_of(context)
    assert key.valid_from == int((NOW - HANDOVER).timestamp())


async def test_whoever_is_first_makes_the_key_and_all_others_take_it(live_context: Context) -> None:
    """Eight connections at once, with real commits."""
    found = await asyncio.gather(*(keys_of(live_context) for _ in range(8)))
    assert len({key.key_id for keys in found for key in keys}) == 1
    assert await count(live_context, "signing_keys") == 1
    assert await count(live_context, "audit_log", "action = 'signing_key.made'") == 1


async def test_a_second_process_waits_for_the_first_ones_key(live_context: Context) -> None:
    """The narrowest case: both have found that there is none, and the first one has not committed yet."""
    is_made, may_commit = asyncio.Event(), asyncio.Event()

    async def slow(tx: Transaction) -> list[PublicKey]:
        keys = await published_keys(tx)
        is_made.set()
        await may_commit.wait()
        return keys

    first = asyncio.create_task(live_context.transact(slow))
    await is_made.wait()
    second = asyncio.create_task(keys_of(live_context))
    done, _ = await asyncio.wait([second], timeout=0.3)
    assert not done
    may_commit.set()
    assert await first == await second
    assert await count(live_context, "signing_keys") == 1


async def test_a_rotation_takes_over_later_and_changes_nothing_that_was_signed(
    context: Context, clock: ManualClock
) -> None:
    clock.advance(timedelta(seconds=0.7))  # records and published keys know whole seconds alone
    times = [NOW, NOW + HANDOVER - timedelta(seconds=1)]
    before = [await signed_at(context, at) for at in times]
    new = await rotated(context)
    old, listed = await keys_of(context)
    assert (old.valid_until, listed) == (new.valid_from, new)
    assert new.valid_from == int((NOW + HANDOVER).timestamp())
    after = [await signed_at(context, at) for at in times]
    assert after == before
    first_of_new = await signed_at(context, NOW + HANDOVER)
    assert first_of_new.key_id == new.key_id
    clock.advance(timedelta(days=800))
    newest = await rotated(context)
    assert [await signed_at(context, at) for at in times] == before
    assert await signed_at(context, NOW + HANDOVER) == first_of_new
    keys = await keys_of(context)
    assert [key.valid_until for key in keys] == [new.valid_from, newest.valid_from, None]
    for signed in (*before, first_of_new, await signed_at(context, clock.now() + HANDOVER)):
        verifies(signed.to_record(), keys_document(keys))


async def test_two_rotations_in_one_second_leave_no_gap(context: Context) -> None:
    await rotated(context)
    await rotated(context)
    keys = await keys_of(context)
    assert [key.valid_until for key in keys] == [keys[1].valid_from, keys[2].valid_from, None]
    assert keys[1].valid_from < keys[2].valid_from
    assert await count(context, "audit_log", "action = 'signing_key.rotated'") == 2


async def test_of_two_rotations_at_once_one_takes_effect(live_context: Context) -> None:
    await keys_of(live_context)
    is_done, may_commit = asyncio.Event(), asyncio.Event()

    async def slow(tx: Transaction) -> PublicKey:
        key = await rotate_signing_key(tx, SYSTEM)
        is_done.set()
        await may_commit.wait()
        return key

    first = asyncio.create_task(live_context.transact(slow))
    await is_done.wait()
    second = asyncio.create_task(rotated(live_context))
    await asyncio.sleep(0.2)
    may_commit.set()
    with pytest.raises(Busy):
        await second
    assert (await keys_of(live_context))[1] == await first
    assert await count(live_context, "signing_keys") == 2


async def test_only_the_system_rotates(context: Context) -> None:
    owner = await make_admin(context, Role.OWNER)
    with pytest.raises(Forbidden):
        await context.transact(lambda tx: rotate_signing_key(tx, owner))


async def sealed(context: Context) -> dict[UUID, bytes]:
    return {row.id: row.private_key for row in await query(context, "SELECT id, private_key FROM signing_keys")}


async def test_the_private_half_is_encrypted_and_bound_to_its_row(context: Context) -> None:
    await rotated(context)
    public = {UUID(key.key_id): key.public_key for key in await keys_of(context)}
    stored = await sealed(context)
    assert len(stored) == 2
    for key_id, blob in stored.items():
        private = context.keys.decrypt(blob, encryption_context("signing_keys", "private_key", key_id))
        assert private not in blob
        assert Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw() == public[key_id]
        for other in stored.keys() - {key_id}:
            with pytest.raises(BadCiphertext):
                context.keys.decrypt(blob, encryption_context("signing_keys", "private_key", other))


async def test_rotating_the_secret_keys_covers_signing_keys(context: Context) -> None:
    assert SigningKey.__table__.c.private_key in [column for _, column in encrypted_columns()]
    before = await signed_at(context, NOW)
    old = next(f"{name}:{base64.b64encode(key).decode()}" for name, key in context.keys.keys.items())
    fresh = new_key("fresh")
    context.keys = KeyRing.parse(f"{fresh},{old}")
    assert await rotate_keys(context) >= 1
    context.keys = KeyRing.parse(fresh)
    assert all(context.keys.is_current(blob) for blob in (await sealed(context)).values())
    assert await signed_at(context, NOW) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM signing_keys",
        "TRUNCATE signing_keys",
        "UPDATE signing_keys SET public_key = public_key",
        "UPDATE signing_keys SET valid_from = valid_from - interval '1 day'",
        "UPDATE signing_keys SET valid_until = NULL WHERE valid_until IS NOT NULL",
        "UPDATE signing_keys SET valid_until = valid_until + interval '1 day' WHERE valid_until IS NOT NULL",
    ],
)
async def test_what_a_key_vouches_for_stands(statement: str, context: Context) -> None:
    await rotated(context)
    with pytest.raises(DBAPIError, match="append-only"):
        await context.transact(lambda tx: tx.execute(text(statement)))


async def test_no_secret_reaches_the_log(context: Context, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        signed = await signed_at(context, NOW)
        await rotated(context)
        keys = await keys_of(context)
    for key_id, blob in (await sealed(context)).items():
        private = context.keys.decrypt(blob, encryption_context("signing_keys", "private_key", key_id))
        for shown in (caplog.text, repr(keys), repr(signed), await _audited(context)):
            assert private.hex() not in shown
            assert repr(private)[2:-1] not in shown


async def _audited(context: Context) -> str:
    rows: Any = await query(context, "SELECT details FROM audit_log")
    return repr([row.details for row in rows])
