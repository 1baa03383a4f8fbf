"""Raffles that a player follows, over HTTP."""

from datetime import timedelta
from uuid import uuid4

import pytest

from core.kernel.clock import ManualClock
from core.raffles import watchlist
from core.raffles.cancel_raffle import cancel_raffle
from tests.builders.accounts import make_player
from tests.builders.ledger import two_admins
from tests.builders.raffles import make_draft, make_lottery
from tests.raffles.helpers import act
from tests.webapp_api.client import Api, Client, refusal


async def entered(api: Api) -> Client:
    return await api.log_in((await make_player(api.context)).telegram_id)


async def followed(client: Client) -> list[str]:
    return [raffle["id"] for raffle in (await client.get("/watchlist")).json()["items"]]


async def watch(client: Client, raffle_id: object, method: str = "PUT") -> object:
    answer = await client.request(method, f"/raffles/{raffle_id}/watch")
    return answer.status_code if answer.status_code == 204 else refusal(answer, answer.status_code)


async def test_raffles_are_followed_and_left(api: Api, clock: ManualClock) -> None:
    client, other = await entered(api), await entered(api)
    raffles = []
    for _ in range(2):
        raffles.append(str((await make_lottery(api.context)).id))
        clock.advance(timedelta(seconds=1))
    assert await followed(client) == []
    for raffle_id in (*raffles, raffles[0]):
        assert await watch(client, raffle_id) == 204
    assert await followed(client) == raffles[::-1]
    assert await followed(other) == []
    assert (await client.get(f"/raffles/{raffles[0]}/holding")).json()["is_watched"]
    assert await watch(other, raffles[0], "DELETE") == 204
    for _ in range(2):
        assert await watch(client, raffles[0], "DELETE") == 204
    assert await followed(client) == raffles[1:]
    assert not (await client.get(f"/raffles/{raffles[0]}/holding")).json()["is_watched"]


async def test_what_cannot_be_followed(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    client = await entered(api)
    assert await watch(client, uuid4()) == "not_found"
    assert await watch(client, uuid4(), "DELETE") == 204
    over = await make_lottery(api.context)
    admin, _ = await two_admins(api.context)
    await act(api.context, cancel_raffle, admin, over.id, "over")
    assert await watch(client, over.id) == "wrong_state"
    monkeypatch.setattr(watchlist, "MAX_WATCHED", 1)
    first, second = [await make_lottery(api.context) for _ in range(2)]
    assert await watch(client, first.id) == 204
    assert await watch(client, second.id) == "invalid_input"
    assert await followed(client) == [str(first.id)]


async def test_a_draft_is_not_shown_by_being_followed(api: Api) -> None:
    client = await entered(api)
    draft = await make_draft(api.context)
    assert await watch(client, draft) == 204
    assert await followed(client) == []
