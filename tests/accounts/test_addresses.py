"""The address book."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest

from core.accounts.address_rules import (
    FIELDS,
    MAX_ADDRESSES,
    AddressInput,
    check_address,
    check_field,
    is_required,
    postal_code_example,
)
from core.accounts.addresses import add_address, get_address, list_addresses, remove_address, set_default_address
from core.accounts.errors import TooManyAddresses
from core.accounts.rules import countries
from core.accounts.views import AddressView
from core.kernel.actor import Actor
from core.kernel.context import Context, Transaction
from core.kernel.errors import InvalidInput, NotFound
from tests.builders.accounts import make_player

HOME = AddressInput("Firuz Karimov", "+992 (90) 123-45-67", "tj", "Душанбе", "Рудаки 1", postal_code="734000")


async def add(context: Context, actor: Actor, line1: str, *, make_default: bool = False) -> AddressView:
    address = replace(HOME, line1=line1)
    return await context.transact(lambda tx: add_address(tx, actor, address, make_default=make_default))


async def book(context: Context, actor: Actor) -> list[tuple[str, bool]]:
    kept = await context.transact(lambda tx: list_addresses(tx, actor))
    return [(address.line1, address.is_default) for address in kept]


async def test_the_default_moves(context: Context) -> None:
    player = await make_player(context)
    first = await add(context, player.actor, "1")
    assert (first.country, first.phone_number, first.is_default) == ("TJ", "+992901234567", True)
    second = await add(context, player.actor, "2")
    await add(context, player.actor, "3", make_default=True)
    assert await book(context, player.actor) == [("3", True), ("2", False), ("1", False)]
    await context.transact(lambda tx: set_default_address(tx, player.actor, first.id))
    assert await book(context, player.actor) == [("1", True), ("3", False), ("2", False)]
    await context.transact(lambda tx: remove_address(tx, player.actor, second.id))
    await context.transact(lambda tx: remove_address(tx, player.actor, first.id))
    assert await book(context, player.actor) == [("3", True)]


async def test_the_same_address_again_is_the_one_that_stands(context: Context) -> None:
    player = await make_player(context)
    first, other = await add(context, player.actor, "1"), await add(context, player.actor, "2")
    assert await add(context, player.actor, " 1 ") == first
    assert (await add(context, player.actor, "2", make_default=True)) == replace(other, is_default=True)
    assert await book(context, player.actor) == [("2", True), ("1", False)]
    await context.transact(lambda tx: remove_address(tx, player.actor, first.id))
    assert (await add(context, player.actor, "1")).id != first.id


async def call(verb: Callable[..., Awaitable[None]], actor: Actor, address_id: UUID, tx: Transaction) -> None:
    await verb(tx, actor, address_id)


async def test_other_players_addresses_are_not_found(context: Context) -> None:
    owner, stranger = await make_player(context), await make_player(context)
    address = await add(context, owner.actor, "1")
    for verb in (set_default_address, remove_address):
        with pytest.raises(NotFound):
            await context.transact(partial(call, verb, stranger.actor, address.id))
    with pytest.raises(NotFound):
        await context.transact(lambda tx: get_address(tx, stranger.id, address.id))
    assert await context.transact(lambda tx: get_address(tx, owner.id, address.id)) == address
    await context.transact(lambda tx: remove_address(tx, owner.actor, address.id))
    with pytest.raises(NotFound):
        await context.transact(lambda tx: remove_address(tx, owner.actor, address.id))
    with pytest.raises(NotFound):
        await context.transact(lambda tx: set_default_address(tx, owner.actor, UUID(int=0)))
    with pytest.raises(NotFound):
        await context.transact(lambda tx: get_address(tx, owner.id, address.id))


async def test_the_book_is_bounded(context: Context) -> None:
    player = await make_player(context)
    kept = [await add(context, player.actor, str(number)) for number in range(MAX_ADDRESSES)]
    with pytest.raises(TooManyAddresses):
        await add(context, player.actor, "one more")
    await context.transact(lambda tx: remove_address(tx, player.actor, kept[0].id))
    await add(context, player.actor, "one more")


@pytest.mark.parametrize(
    "address",
    [
        replace(HOME, country="US", region="NY", postal_code="10001-1234"),
        replace(HOME, country="GB", postal_code="sw1a 1aa"),
        replace(HOME, country="CA", region="ON", postal_code="K1A 0B1"),
        replace(HOME, country="JP", postal_code="100-0001"),
        replace(HOME, country="AE", postal_code=""),
        replace(HOME, country="TH", region="Bangkok", postal_code="10200"),
    ],
)
def test_countries_have_their_forms(address: AddressInput) -> None:
    assert check_address(address).postal_code == address.postal_code.upper()


@pytest.mark.parametrize(
    ("address", "field"),
    [
        (replace(HOME, recipient=" \x00"), "recipient"),
        (replace(HOME, city=""), "city"),
        (replace(HOME, recipient="\u3164\u200b"), "recipient"),
        (replace(HOME, line1="x" * 121), "line1"),
        (replace(HOME, phone_number="901234567"), "phone_number"),
        (replace(HOME, phone_number="+99290123456789012"), "phone_number"),
        (replace(HOME, country="XK"), "country"),
        (replace(HOME, postal_code="12"), "postal_code"),
        (replace(HOME, postal_code=""), "postal_code"),
        (replace(HOME, country="US", postal_code="10001"), "region"),
        (replace(HOME, country="US", region="NY", postal_code="١٠٠٠١"), "postal_code"),
    ],
)
def test_the_refusal_names_the_field(address: AddressInput, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_address(address)
    assert refused.value.params["field"] == field


@pytest.mark.parametrize("country", sorted(countries()))
def test_the_example_of_a_postal_code_is_one(country: str) -> None:
    example = postal_code_example(country)
    assert (example is not None) is is_required("postal_code", country)
    if example is not None:
        assert check_field("postal_code", example.lower(), country) == example


def test_what_is_not_required_may_be_blank() -> None:
    assert [field for field in FIELDS if not is_required(field, "TJ")] == ["region", "line2"]
    assert [field for field in FIELDS if not is_required(field, "AE")] == ["region", "line2", "postal_code"]
    assert check_field("line2", " \u3164", "TJ") == ""
