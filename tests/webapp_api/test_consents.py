"""Documents, consent and eligibility over HTTP: the text that was shown is the text that was agreed to."""

import hashlib
from datetime import date, timedelta

import pytest

from core.access.roles import Role
from core.accounts.configuration import REQUIRED_TERMS
from core.accounts.update_profile import ProfileChange, update_profile
from core.audit.set_config import set_config
from core.kernel.clock import ManualClock
from tests.builders.access import make_admin
from tests.builders.accounts import make_player
from tests.webapp_api.client import Api, Client, refusal


async def newcomer(api: Api, language: str = "ru") -> Client:
    player = await make_player(api.context, eligible=False, language=language)
    return await api.log_in(player.telegram_id, language=language)


async def documents(client: Client) -> dict[str, dict]:
    answer = await client.get("/documents")
    assert answer.status_code == 200, answer.text
    return {one["document"]: one for one in answer.json()["items"]}


async def test_what_is_read_is_what_is_agreed_to(api: Api) -> None:
    client = await newcomer(api)
    shown = await documents(client)
    assert set(shown) == {"terms", "marketing"}
    assert "Правила игры" in shown["terms"]["text"]
    assert not shown["terms"]["is_accepted"]
    for document, one in shown.items():
        assert one["hash"] == hashlib.sha256(one["text"].encode()).hexdigest()
        given = await client.post("/me/consents", {"document": document, "version": one["version"]})
        assert given.status_code == 201, given.text
        assert given.json()["document_hash"] == one["hash"]
        assert (given.json()["locale"], given.json()["is_given"]) == ("ru", True)
    assert all(one["is_accepted"] for one in (await documents(client)).values())
    assert (await client.get("/me")).json()["accepted_terms"] == 1


async def test_the_language_that_it_was_read_in_is_recorded(api: Api) -> None:
    client = await newcomer(api, "en")
    given = (await client.post("/me/consents", {"document": "terms", "version": 1, "locale": "th"})).json()
    await client.request("PATCH", "/me", {"language": "th"})
    assert given["locale"] == "th"
    assert given["document_hash"] == (await documents(client))["terms"]["hash"]


async def test_a_repetition_adds_nothing_and_the_history_is_paged(api: Api, clock: ManualClock) -> None:
    client = await newcomer(api)
    first = (await client.post("/me/consents", {"document": "marketing", "version": 1})).json()
    clock.advance(timedelta(minutes=1))
    assert (await client.post("/me/consents", {"document": "marketing", "version": 1})).json() == first
    for _ in range(2):
        assert (await client.request("DELETE", "/me/consents/marketing")).status_code == 204
    assert not (await documents(client))["marketing"]["is_accepted"]
    await client.post("/me/consents", {"document": "marketing", "version": 1})
    page = (await client.get("/me/consents?limit=2")).json()
    rest = (await client.get(f"/me/consents?limit=2&cursor={page['next_cursor']}")).json()
    assert [line["is_given"] for line in page["items"] + rest["items"]] == [True, False, True]
    assert rest["next_cursor"] is None
    assert rest["items"] == [first]
    assert (await (await newcomer(api)).get("/me/consents")).json()["items"] == []


async def test_another_version_is_refused(api: Api, clock: ManualClock) -> None:
    client = await newcomer(api)
    answer = await client.post("/me/consents", {"document": "terms", "version": 2})
    assert refusal(answer, 409) == "document_outdated"
    assert answer.json()["params"] == {"document": "terms", "version": 1}
    admin = await make_admin(api.context, Role.OWNER)
    await api.context.transact(lambda tx: set_config(tx, admin, REQUIRED_TERMS.name, 2, 0))
    clock.advance(timedelta(seconds=11))
    assert (await documents(client))["terms"]["version"] == 2
    assert (await client.post("/me/consents", {"document": "terms", "version": 2})).status_code == 201


@pytest.mark.parametrize(
    "body",
    [
        {"document": "privacy", "version": 1},
        {"document": "terms"},
        {"document": "terms", "version": "1"},
        {"document": "terms", "version": 1.0},
        {"document": "terms", "version": 0},
        {"document": "terms", "version": 2**70},
        {"document": "terms", "version": 1, "locale": "xx"},
        {"document": "terms", "version": 1, "locale": "en" * 50},
        {"document": "terms", "version": 1, "locale": 5},
    ],
)
async def test_bodies_that_mean_nothing(api: Api, body: dict) -> None:
    client = await newcomer(api)
    assert refusal(await client.post("/me/consents", body), 422) == "invalid_input"
    assert (await client.get("/me/consents")).json()["items"] == []


async def test_an_unknown_document_cannot_be_taken_back(api: Api) -> None:
    client = await newcomer(api)
    assert refusal(await client.request("DELETE", "/me/consents/privacy"), 422) == "invalid_input"


async def test_outside_text_in_a_document_is_no_markup(api: Api) -> None:
    api.context.settings = api.context.settings.model_copy(update={"operator_name": "<script>& Co"})
    text = (await documents(await newcomer(api, "en")))["terms"]["text"]
    assert "&lt;script&gt;&amp; Co" in text
    assert "<script>" not in text


async def test_eligibility_says_what_is_missing(api: Api) -> None:
    player = await make_player(api.context, eligible=False)
    client = await api.log_in(player.telegram_id)

    async def refused(**change: object) -> str:
        stated = ProfileChange(**change)  # type: ignore[arg-type]
        await api.context.transact(lambda tx: update_profile(tx, player.actor, stated))
        return refusal(await client.get("/me/eligibility"), 403)

    assert await refused() == "country_unknown"
    assert await refused(country="KP") == "country_refused"
    assert await refused(country="TJ") == "birth_date_unknown"
    assert await refused(birth_date=date(2020, 1, 1)) == "underage"
    assert await refused(birth_date=date(1990, 1, 1)) == "consent_required"
    await client.post("/me/consents", {"document": "terms", "version": 1})
    allowed = await client.get("/me/eligibility")
    assert (allowed.status_code, allowed.content) == (204, b"")
    await client.request("DELETE", "/me/consents/terms")
    assert refusal(await client.get("/me/eligibility"), 403) == "consent_required"
