"""Secrets at rest, and the rotation of their keys."""

import base64
from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, LargeBinary, Table, Uuid, insert, select

from core.kernel.base import Base, encryption_context
from core.kernel.context import Context, Transaction
from core.kernel.crypto import BadCiphertext, BadKeys, KeyRing, hash_token, new_key, new_token
from core.kernel.rotation import BATCH, encrypted_columns, rotate_keys

OLD, NEW = new_key("old"), new_key("new")
RING = KeyRing.parse(OLD)


@given(st.binary(max_size=200), st.text(max_size=20))
def test_a_secret_comes_back_and_looks_different_each_time(secret: bytes, row: str) -> None:
    one, two = RING.encrypt(secret, row), RING.encrypt(secret, row)
    assert RING.decrypt(one, row) == RING.decrypt(two, row) == secret
    assert one != two


def test_a_secret_of_another_row_does_not_open() -> None:
    blob = RING.encrypt(b"secret", encryption_context("players", "salt", UUID(int=1)))
    for other in (
        ("players", "salt", UUID(int=2)),
        ("players", "pepper", UUID(int=1)),
        ("admins", "salt", UUID(int=1)),
    ):
        with pytest.raises(BadCiphertext):
            RING.decrypt(blob, encryption_context(*other))


def test_no_bit_can_be_changed_and_no_byte_cut() -> None:
    blob = RING.encrypt(b"secret", "row")
    for position in range(len(blob) * 8):
        changed = bytearray(blob)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(BadCiphertext):
            RING.decrypt(bytes(changed), "row")
    for length in range(len(blob)):
        with pytest.raises(BadCiphertext):
            RING.decrypt(blob[:length], "row")
    with pytest.raises(BadCiphertext):
        RING.decrypt(blob + b"\0", "row")


def test_a_secret_under_an_unknown_key_is_named_as_such() -> None:
    with pytest.raises(BadCiphertext, match="no key 'old'"):
        KeyRing.parse(NEW).decrypt(RING.encrypt(b"secret", "row"), "row")
    renamed = KeyRing.parse(new_key("old"))
    with pytest.raises(BadCiphertext, match="not authentic"):
        renamed.decrypt(RING.encrypt(b"secret", "row"), "row")


def test_the_first_key_encrypts_and_all_decrypt() -> None:
    both = KeyRing.parse(f"{NEW}, {OLD}")
    old = RING.encrypt(b"secret", "row")
    fresh = both.encrypt(b"secret", "row")
    assert both.decrypt(old, "row") == both.decrypt(fresh, "row") == b"secret"
    assert (both.is_current(old), both.is_current(fresh)) == (False, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " , ",
        "id",
        "id:",
        ":" + base64.b64encode(bytes(32)).decode(),
        "id:not base64!",
        "id:" + base64.b64encode(bytes(31)).decode(),
        "i" * 33 + ":" + base64.b64encode(bytes(32)).decode(),
        "é:" + base64.b64encode(bytes(32)).decode(),
        f"{OLD},{OLD}",
    ],
    # the keys are random: each worker of a parallel run would collect other names
    ids=["empty", "blank", "no colon", "no key", "no id", "no base64", "short", "long id", "not ascii", "twice"],
)
def test_bad_keys_are_refused_without_showing_them(text: str) -> None:
    with pytest.raises(BadKeys) as refusal:
        KeyRing.parse(text)
    assert OLD.split(":")[1] not in str(refusal.value)


def test_tokens_are_random_and_stored_as_hashes() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(len(token) for token in tokens) >= 43
    token = tokens.pop()
    assert len(hash_token(token)) == 32
    assert token.encode() not in hash_token(token)


@pytest.fixture
async def secrets_table(context: Context) -> AsyncIterator[Table]:
    """A table with an encrypted column, known to the metadata for the length of a test."""
    table = Table(
        "test_secrets",
        Base.metadata,
        Column("id", Uuid(), primary_key=True),
        Column("secret", LargeBinary, info={"encrypted": True}),
        Column("plain", LargeBinary),
    )

    async def create(tx: Transaction) -> None:
        await tx.connection.run_sync(table.create)

    await context.transact(create)
    yield table
    Base.metadata.remove(table)


async def test_rotation_brings_every_secret_under_the_new_key(context: Context, secrets_table: Table) -> None:
    count = BATCH * 2 + 3
    context.keys = KeyRing.parse(OLD)

    def bound_to(n: int) -> str:
        return encryption_context("test_secrets", "secret", UUID(int=n))

    rows = [
        {"id": UUID(int=n), "secret": context.keys.encrypt(str(n).encode(), bound_to(n)), "plain": b"plain"}
        for n in range(1, count + 1)
    ]
    rows.append({"id": UUID(int=count + 1), "secret": None, "plain": b"plain"})
    await context.transact(lambda tx: tx.execute(insert(secrets_table), rows))
    assert secrets_table.c.secret in [column for _, column in encrypted_columns()]
    assert secrets_table.c.plain not in [column for _, column in encrypted_columns()]

    context.keys = KeyRing.parse(f"{NEW},{OLD}")
    assert await rotate_keys(context) == count
    assert await rotate_keys(context) == 0

    only_new = KeyRing.parse(NEW)
    stored = (await context.transact(lambda tx: tx.execute(select(secrets_table).order_by(secrets_table.c.id)))).all()
    assert stored[-1].secret is None
    assert {row.plain for row in stored} == {b"plain"}
    assert [only_new.decrypt(row.secret, bound_to(row.id.int)) for row in stored[:-1]] == [
        str(n).encode() for n in range(1, count + 1)
    ]


async def test_rotation_stops_at_a_secret_that_is_not_ours(context: Context, secrets_table: Table) -> None:
    row = {"id": UUID(int=1), "secret": context.keys.encrypt(b"x", "another row"), "plain": b""}
    await context.transact(lambda tx: tx.execute(insert(secrets_table), [row]))
    context.keys = KeyRing({**KeyRing.parse(NEW).keys, **context.keys.keys}, "new")
    with pytest.raises(BadCiphertext):
        await rotate_keys(context)
