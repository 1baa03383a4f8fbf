"""The inbox and its preferences over HTTP."""

from datetime import timedelta
from uuid import uuid4

import pytest

from core.kernel.clock import ManualClock
from core.notifications.kinds import Category, Kind
from core.notifications.set_reachable import set_reachable
from core.notifications.views import Notice, NoticeParams
from tests.builders.accounts import MadePlayer, make_player
from tests.kernel.helpers import sql
from tests.notifications.helpers import notice, tell
from tests.webapp_api.client import Api, Client, refusal

SOME_ID = "019a0000-0000-7000-8000-000000000000"


async def entered(api: Api, language: str = "en") -> tuple[Client, MadePlayer]:
    player = await make_player(api.context, language=language)
    return await api.log_in(player.telegram_id, language=language), player


async def inbox(client: Client, query: str = "") -> dict:
    answer = await client.get(f"/notices{query}")
    assert answer.status_code == 200, answer.text
    page: dict = answer.json()
    return page


def sealed(player: MadePlayer, title: str = "A & <b>B</b>") -> Notice:
    params: NoticeParams = {
        "raffle_id": str(uuid4()),
        "award_id": str(uuid4()),
        "raffle": "RF-1",
        "title": {"en": title, "ru": "По-русски"},
        "round": 8,
        "draw_countdown": "2026-11-20T12:00:00+00:00",
    }
    return Notice(player.id, Kind.DRAW_SEALED, Category.DRAWS, params, f"sealed:{player.id}")


async def test_a_notice_is_in_the_players_words(api: Api) -> None:
    client, player = await entered(api)
    await tell(api.context, sealed(player), notice(player, text="R1"))
    page = await inbox(client)
    assert (page["unread"], page["next_cursor"]) == (2, None)
    credited, drawn = page["items"]
    assert credited["text"] == "💰 <b>TJS 1.00</b> was added to your wallet. Reference: R1".replace(" 1", "\u00a01")
    assert credited["params"] == {"amount_minor": 100, "asset": "TJS", "reference": "R1"}
    assert (credited["raffle_id"], credited["prize_id"], credited["read_at"]) == (None, None, None)
    assert "A &amp; &lt;b&gt;B&lt;/b&gt;" in drawn["text"]
    assert "tg-time" not in drawn["text"]
    assert "20 Nov 17:00" in drawn["text"]
    assert drawn["params"] == {"raffle": "RF-1", "round": 8, "draw_countdown": "2026-11-20T12:00:00+00:00"}
    assert drawn["raffle_id"] != drawn["prize_id"] is not None
    await client.request("PATCH", "/me", {"language": "ru"})
    assert "По-русски" in (await inbox(client))["items"][1]["text"]


async def test_the_inbox_is_ones_own_and_paged(api: Api, clock: ManualClock) -> None:
    client, player = await entered(api)
    other, _ = await entered(api)
    for number in range(3):
        await tell(api.context, notice(player, text=f"R{number}"))
        clock.advance(timedelta(seconds=1))
    first = await inbox(client, "?limit=2")
    rest = await inbox(client, f"?limit=2&cursor={first['next_cursor']}")
    assert [one["params"]["reference"] for one in first["items"] + rest["items"]] == ["R2", "R1", "R0"]
    assert (await inbox(other)) == {"items": [], "next_cursor": None, "unread": 0}
    marked = await other.post("/notices/read", {"ids": [one["id"] for one in first["items"]]})
    assert marked.json() == {"unread": 0}
    assert (await inbox(client))["unread"] == 3


async def test_notices_are_read_one_by_one_or_up_to_one(api: Api, clock: ManualClock) -> None:
    client, player = await entered(api)
    for _ in range(4):
        await tell(api.context, notice(player))
        clock.advance(timedelta(seconds=1))
    newest, newer, older, oldest = (one["id"] for one in (await inbox(client))["items"])
    assert (await client.post("/notices/read", {"ids": [older, str(uuid4())]})).json() == {"unread": 3}
    assert (await client.post("/notices/read", {"up_to": newer})).json() == {"unread": 1}
    assert (await client.post("/notices/read", {"up_to": newer})).json() == {"unread": 1}
    shown = {one["id"]: one["read_at"] is not None for one in (await inbox(client))["items"]}
    assert shown == {newest: False, newer: True, older: True, oldest: True}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ids": None},
        {"ids": []},
        {"ids": "all"},
        {"ids": ["x"]},
        {"ids": [None]},
        {"up_to": "x"},
        {"up_to": 5},
        {"ids": [SOME_ID] * 101},
        {"ids": [SOME_ID], "up_to": SOME_ID},
    ],
)
async def test_which_notices_has_to_be_said(api: Api, body: dict) -> None:
    client, player = await entered(api)
    await tell(api.context, notice(player))
    assert refusal(await client.post("/notices/read", body), 422) == "invalid_input"
    assert (await inbox(client))["unread"] == 1


async def test_what_a_later_version_wrote_is_passed_over(api: Api) -> None:
    client, player = await entered(api)
    await tell(api.context, notice(player, text="R1"), notice(player))
    await sql(
        api.context,
        "UPDATE notifications SET kind = 'of-tomorrow' WHERE player_id = :id AND params ->> 'reference' <> 'R1'",
        id=player.id,
    )
    assert [one["params"]["reference"] for one in (await inbox(client))["items"]] == ["R1"]


async def test_preferences_are_changed_in_part(api: Api) -> None:
    client, player = await entered(api)
    before = (await client.get("/me/preferences")).json()
    assert before["switches"]["draws"] == {"inbox": True, "telegram": True}
    assert before["switches"]["marketing"] == {"inbox": True, "telegram": False}
    assert set(before["switches"]) == {"money", "results", "draws", "watchlist", "marketing"}
    assert (before["quiet"], before["is_reachable"]) == (None, True)

    async def change(**body: object) -> dict:
        answer = await client.request("PATCH", "/me/preferences", body)
        assert answer.status_code == 200, answer.text
        assert answer.json() == (await client.get("/me/preferences")).json()
        changed: dict = answer.json()
        return changed

    assert await change() == before
    off = {"inbox": False, "telegram": False}
    assert (await change(switches={"draws": off}))["switches"] == before["switches"] | {"draws": off}
    quiet = {"starts": "22:00", "ends": "07:30"}
    assert (await change(quiet=quiet))["quiet"] == quiet
    kept = await change(switches={"money": {"inbox": True, "telegram": False}})
    assert (kept["quiet"], kept["switches"]["draws"]) == (quiet, off)
    assert (await change(quiet=None))["quiet"] is None
    await api.context.transact(lambda tx: set_reachable(tx, player.telegram_id, False))
    assert not (await client.get("/me/preferences")).json()["is_reachable"]
    other, _ = await entered(api)
    assert (await other.get("/me/preferences")).json() == before


async def test_marketing_comes_with_its_consent(api: Api) -> None:
    client, _ = await entered(api)

    async def marketing() -> dict:
        switches: dict = (await client.get("/me/preferences")).json()["switches"]
        return switches["marketing"]

    on = {"inbox": True, "telegram": True}
    answer = await client.request("PATCH", "/me/preferences", {"switches": {"marketing": on}})
    assert refusal(answer, 403) == "consent_required"
    assert answer.json()["params"] == {"document": "marketing", "version": 1}
    await client.post("/me/consents", {"document": "marketing", "version": 1})
    assert await marketing() == on
    await client.request("DELETE", "/me/consents/marketing")
    assert await marketing() == {"inbox": False, "telegram": False}


@pytest.mark.parametrize(
    "body",
    [
        {"switches": {"money": {"inbox": False, "telegram": False}}},
        {"switches": {"draws": {"inbox": False, "telegram": True}}},
        {"switches": {"draws": {"inbox": True}}},
        {"switches": {"draws": {"inbox": "true", "telegram": True}}},
        {"switches": {"draws": {"inbox": 1, "telegram": 0}}},
        {"switches": {"staff": {"inbox": True, "telegram": True}}},
        {"switches": {"news": {"inbox": True, "telegram": True}}},
        {"switches": []},
        {"switches": None},
        {"quiet": {"starts": "22:00"}},
        {"quiet": {"starts": "22:00", "ends": "22:00"}},
        {"quiet": {"starts": "24:00", "ends": "07:00"}},
        {"quiet": {"starts": "7:00", "ends": "08:00"}},
        {"quiet": {"starts": "22:00:00", "ends": "07:00"}},
        {"quiet": {"starts": "22:00+05:00", "ends": "07:00"}},
        {"quiet": {"starts": "٢٢:٠٠", "ends": "07:00"}},
        {"quiet": {"starts": 79200, "ends": 0}},
        {"quiet": "22:00-07:00"},
        {"is_reachable": True},
    ],
)
async def test_preferences_that_are_none(api: Api, body: dict) -> None:
    client, _ = await entered(api)
    before = (await client.get("/me/preferences")).json()
    assert refusal(await client.request("PATCH", "/me/preferences", body), 422) == "invalid_input"
    assert (await client.get("/me/preferences")).json() == before
