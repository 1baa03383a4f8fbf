"""Versioned configuration."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.audit import configuration
from core.audit.configuration import ConfigKey, read_config
from core.audit.errors import ConfigurationChanged, UnknownConfiguration
from core.audit.set_config import list_config, set_config
from core.kernel.actor import SYSTEM, Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import Forbidden, InvalidInput
from tests.audit.helpers import audit_rows

NAME = "test.limit"
ADMIN = Actor.admin(UUID(int=7), frozenset({"config.write"}))


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError("not a whole number")
    return value


@pytest.fixture
def key() -> Iterator[ConfigKey[int]]:
    yield ConfigKey(NAME, 5, _whole)
    configuration._keys.pop(NAME)


async def put(context: Context, value: Any, version: int, actor: Actor = ADMIN, name: str = NAME) -> None:
    await context.transact(lambda tx: set_config(tx, actor, name, value, version))


@pytest.fixture
def get(context: Context, key: ConfigKey[int]) -> Callable[[], Any]:
    return lambda: context.transact(lambda tx: read_config(tx, key))


async def test_the_default_counts_until_a_version_is_set(context: Context, get: Callable[[], Any]) -> None:
    assert await get() == 5
    await put(context, 6, 0)
    assert await get() == 6
    await put(context, 7, 1)
    assert await get() == 7
    rows = [(row.action, row.subject_id, row.details, row.actor_id) for row in await audit_rows(context)]
    assert rows == [("configuration.set", NAME, {"version": version}, ADMIN.id) for version in (1, 2)]


async def test_a_change_elsewhere_is_seen_after_ten_seconds(
    context: Context, get: Callable[[], Any], clock: ManualClock
) -> None:
    assert await get() == 5
    # another process: this one's cache does not know
    insert = text("INSERT INTO configurations VALUES (:name, 1, '9', NULL, now())")
    await context.transact(lambda tx: tx.execute(insert, {"name": NAME}))
    clock.advance(timedelta(seconds=9, microseconds=999_999))
    assert await get() == 5
    clock.advance(timedelta(microseconds=1))
    assert await get() == 9


async def test_a_value_that_is_rolled_back_is_never_cached(
    context: Context, key: ConfigKey[int], get: Callable[[], Any]
) -> None:
    async def fail(tx: Transaction) -> None:
        await set_config(tx, ADMIN, NAME, 8, 0)
        assert await read_config(tx, key) == 8
        raise LookupError

    with pytest.raises(LookupError):
        await context.transact(fail)
    assert await get() == 5


async def test_a_stale_version_is_refused(context: Context, get: Callable[[], Any]) -> None:
    await put(context, 6, 0)
    for stale in (0, 2):
        with pytest.raises(ConfigurationChanged) as refusal:
            await put(context, 7, stale)
        assert refusal.value.params == {"name": NAME, "version": 1}
    assert await get() == 6


@pytest.mark.usefixtures("key")
async def test_one_of_two_concurrent_changes_wins(live_context: Context) -> None:
    results = await asyncio.gather(*(put(live_context, value, 0) for value in range(5)), return_exceptions=True)
    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, ConfigurationChanged) for result in results) == 4


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("value", [-1, "6", 1.5, None, {"a": 2**60}])
async def test_a_value_that_the_check_refuses_is_refused(context: Context, value: Any) -> None:
    with pytest.raises(InvalidInput) as refusal:
        await put(context, value, 0)
    assert refusal.value.params["field"] == NAME


async def test_an_unknown_name_is_refused(context: Context) -> None:
    with pytest.raises(UnknownConfiguration):
        await put(context, 1, 0, name="test.unknown")


@pytest.mark.usefixtures("key")
async def test_the_permission_is_demanded(context: Context) -> None:
    for actor in (Actor.player(UUID(int=1)), Actor.admin(UUID(int=1), frozenset({"audit.read"}))):
        with pytest.raises(Forbidden):
            await put(context, 1, 0, actor)


@pytest.mark.usefixtures("key")
async def test_all_keys_are_listed_with_their_versions(context: Context) -> None:
    async def mine() -> tuple[int, Any]:
        listed = await context.transact(lambda tx: list_config(tx, SYSTEM))
        return next((view.version, view.value) for view in listed if view.name == NAME)

    assert await mine() == (0, 5)
    await put(context, 6, 0)
    await put(context, 7, 1)
    assert await mine() == (2, 7)


def test_a_name_is_defined_once(key: ConfigKey[int]) -> None:
    with pytest.raises(ValueError, match="twice"):
        ConfigKey(key.name, 1, _whole)


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    "statement", ["UPDATE configurations SET value = '1'", "DELETE FROM configurations", "TRUNCATE configurations"]
)
async def test_versions_stay_as_they_are(context: Context, statement: str) -> None:
    await put(context, 6, 0)
    with pytest.raises(DBAPIError, match="append-only"):
        await context.transact(lambda tx: tx.execute(text(statement)))
