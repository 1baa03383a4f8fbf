"""The address book over HTTP: whose it is, what a parcel needs."""

from uuid import uuid4

import pytest

from core.accounts.address_rules import MAX_ADDRESSES
from tests.builders.accounts import make_player
from tests.webapp_api.client import Api, Client, refusal

HOME = {
    "recipient": "Firuz Karimov",
    "phone_number": "+992 (93) 123-45-67",
    "country": "TJ",
    "city": "Dushanbe",
    "line1": "Rudaki Avenue 15",
    "postal_code": "734025",
}


async def entered(api: Api) -> Client:
    return await api.log_in((await make_player(api.context)).telegram_id)


async def keep(client: Client, **fields: object) -> dict:
    answer = await client.post("/me/addresses", {**HOME, **fields})
    assert answer.status_code == 201, answer.text
    kept: dict = answer.json()
    return kept


async def book(client: Client) -> list[dict]:
    items: list[dict] = (await client.get("/me/addresses")).json()["items"]
    return items


async def test_addresses_are_kept_chosen_and_removed(api: Api) -> None:
    client = await entered(api)
    assert await book(client) == []
    home = await keep(client)
    assert home | HOME == home | {"phone_number": HOME["phone_number"]}
    assert (home["phone_number"], home["is_default"]) == ("+992931234567", True)
    work = await keep(client, line1="Work 1")
    shop = await keep(client, line1="Shop 1", is_default=True)
    assert (work["is_default"], shop["is_default"]) == (False, True)
    assert [one["line1"] for one in await book(client)] == ["Shop 1", "Work 1", "Rudaki Avenue 15"]
    assert (await client.request("PUT", f"/me/addresses/{home['id']}/default")).status_code == 204
    assert [one["is_default"] for one in await book(client)] == [True, False, False]
    assert (await client.request("DELETE", f"/me/addresses/{home['id']}")).status_code == 204
    assert [(one["line1"], one["is_default"]) for one in await book(client)] == [("Shop 1", True), ("Work 1", False)]
    assert refusal(await client.request("DELETE", f"/me/addresses/{home['id']}"), 404) == "not_found"


async def test_the_book_is_ones_own(api: Api) -> None:
    client, other = await entered(api), await entered(api)
    home = await keep(client)
    assert await book(other) == []
    for id_ in (home["id"], str(uuid4())):
        assert refusal(await other.request("PUT", f"/me/addresses/{id_}/default"), 404) == "not_found"
        assert refusal(await other.request("DELETE", f"/me/addresses/{id_}"), 404) == "not_found"
    assert await book(client) == [home]


async def test_the_book_has_an_end(api: Api) -> None:
    client = await entered(api)
    for number in range(MAX_ADDRESSES):
        await keep(client, line1=f"Street {number}")
    answer = await client.post("/me/addresses", HOME)
    assert refusal(answer, 409) == "too_many_addresses"
    assert answer.json()["params"] == {"maximum": MAX_ADDRESSES}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"recipient": ""}, "recipient"),
        ({"recipient": None}, "recipient"),
        ({"recipient": 5}, "recipient"),
        ({"city": "\u0000 "}, "city"),
        ({"line1": "x" * 121}, "line1"),
        ({"line1": "x" * 501}, "line1"),
        ({"phone_number": "93 123"}, "phone_number"),
        ({"country": "XX"}, "country"),
        ({"country": "Tajikistan"}, "country"),
        ({"postal_code": "12"}, "postal_code"),
        ({"country": "TH", "postal_code": "10200"}, "region"),
        ({"is_default": "yes"}, "is_default"),
        ({"is_default": 1}, "is_default"),
        ({"id": "019a0000-0000-7000-8000-000000000000"}, "id"),
    ],
)
async def test_what_a_parcel_would_not_arrive_by(api: Api, change: dict, field: str) -> None:
    client = await entered(api)
    answer = await client.post("/me/addresses", {**HOME, **change})
    assert refusal(answer, 422) == "invalid_input"
    assert answer.json()["params"]["field"] == field
    assert await book(client) == []
