"""What all lists have in common: pages, filters, and values that no list takes."""

from datetime import timedelta

import pytest

from core.kernel.clock import ManualClock
from tests.builders.accounts import make_player
from tests.builders.raffles import make_lottery
from tests.webapp_api.client import Api, refusal

PAGED = ("/raffles", "/orders", "/tickets", "/me/consents", "/notices")
ABSURD = ("limit=0", "limit=101", "limit=-1", "limit=x", "limit=1.5", "limit=", "cursor=%3F", "cursor=AA", "cursor=%00")


@pytest.mark.parametrize("path", PAGED)
async def test_absurd_pages_are_refused(api: Api, path: str) -> None:
    client = await api.log_in((await make_player(api.context)).telegram_id)
    for query in (*ABSURD, "limit=" + "9" * 500, "cursor=" + "A" * 50_000):
        answer = await client.get(f"{path}?{query}")
        assert refusal(answer, 422) == "invalid_input"
        assert answer.json()["params"]["field"] == query.partition("=")[0]
    assert (await client.get(f"{path}?limit=100")).status_code == 200


async def test_raffles_by_kind_and_state(api: Api, clock: ManualClock) -> None:
    made = []
    for _ in range(3):
        made.append(str((await make_lottery(api.context)).id))
        clock.advance(timedelta(seconds=1))
    client = api.client()

    async def ids(query: str) -> list[str]:
        return [raffle["id"] for raffle in (await client.get(f"/raffles?{query}")).json()["items"]]

    assert await ids("kind=lottery") == await ids("kind=lottery&state=open&state=drawn") == made[::-1]
    assert await ids("state=settled") == await ids("state=draft") == []
    for query in ("kind=lot", "kind=", "state=sold", "state=open&state=", "&".join(["state=open"] * 17)):
        assert refusal(await client.get(f"/raffles?{query}"), 422) == "invalid_input", query


async def test_a_page_goes_on_where_the_one_before_ended(api: Api, clock: ManualClock) -> None:
    made = []
    for _ in range(3):
        made.append(str((await make_lottery(api.context)).id))
        clock.advance(timedelta(seconds=1))
    first = (await api.client().get("/raffles?limit=2")).json()
    last = (await api.client().get(f"/raffles?limit=2&cursor={first['next_cursor']}")).json()
    assert [raffle["id"] for raffle in first["items"] + last["items"]] == made[::-1]
    assert last["next_cursor"] is None
