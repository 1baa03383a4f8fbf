"""What the installation says about itself."""

import pytest

from core.accounts.rules import LANGUAGES
from tests.notifications.telegram import DOWN, client_of, fake_telegram
from tests.webapp_api.client import Api
from webapp_api import bot_name
from webapp_api.bot_name import BotName

ME = {"ok": True, "result": {"id": 1, "is_bot": True, "username": "fairlot_bot"}}


async def test_strangers_read_who_runs_it(api: Api) -> None:
    about = (await api.client().get("/about")).json()
    assert about["languages"] == list(LANGUAGES)
    assert about["terms_version"] >= 1
    assert about["bot_username"] is None, "nobody knows the name without a token"


async def test_the_bots_name_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with fake_telegram() as telegram, client_of(telegram) as client:
        telegram.faults.extend([DOWN, (200, ME)])
        name = BotName(client)
        assert await name.get() is None
        assert await name.get() is None, "a Telegram that is away is not asked again at once"
        assert len(telegram.calls) == 1
        monkeypatch.setattr(bot_name, "RETRY_S", 0.0)
        name = BotName(client)
        assert [await name.get(), await name.get()] == ["fairlot_bot", "fairlot_bot"]
        assert len(telegram.calls) == 2
