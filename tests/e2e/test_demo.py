"""`fairlot demo` over its real processes, through the sandbox's control API alone: from /start to a verified win."""

import json
import subprocess
from pathlib import Path
from typing import Any

import httpx2
import pytest

from sandbox.demo.lotteries import OFFERS
from sandbox.telegram.state import CHANNEL_ID
from tests.e2e.chat import Message, buttons_of, text_of
from tests.e2e.demo import ANSWER_S, FAIRLOT, ROOT, running_demo, wait_for

PLAYER = 555_001
TICKETS, PRICE, PRIZE, TOP_UP = 60, 5, 210, 1_000  # the quick lottery of sandbox/demo/lotteries.py, in whole TJS
PURCHASES = (10, 10, 10, 17, 10, 1, 1, 1)


class Person:
    """Somebody with a Telegram account, as a program from outside plays them: reads messages, presses buttons."""

    def __init__(self, client: httpx2.Client, telegram_id: int) -> None:
        self.client = client
        self.path = f"/sandbox/users/{telegram_id}"

    def messages(self) -> list[Message]:
        """What the bot has said and not deleted, the newest first."""
        answer = self.client.get(f"{self.path}/messages", params={"after": 0})
        assert answer.status_code == 200, answer.text
        return [each for each in reversed(answer.json()["messages"]) if each["from"]["is_bot"]]

    def say(self, text: str) -> None:
        answer = self.client.post(f"{self.path}/messages", json={"text": text})
        assert answer.status_code == 200, answer.text

    def see(self, text: str, timeout_s: float = ANSWER_S) -> Message:
        """The newest message with this text, once it is there."""
        try:
            return wait_for(
                repr(text), lambda: next((m for m in self.messages() if text in text_of(m)), None), timeout_s
            )
        except AssertionError as late:
            raise AssertionError(f"{late}; the bot said: {[text_of(each) for each in self.messages()[:3]]}") from late

    def see_button(self, label: str) -> Message:
        """The newest message with a button of exactly this label, once it is there."""
        return wait_for(
            f"a button {label!r}", lambda: next((m for m in self.messages() if label in buttons_of(m)), None)
        )

    def press(self, label: str, *, on: str) -> None:
        """Press a button of the newest message with the text `on`, again where that was too fast for the bot."""
        message = self.see(on)
        buttons = buttons_of(message)
        found = [data for name, data in buttons.items() if label in name]
        assert len(found) == 1, f"{label!r} among {list(buttons)}"
        pressed = {"message_id": message["message_id"], "data": found[0]}
        wait_for(f"an answer to {label!r}", lambda: self._answered(pressed))

    def _answered(self, pressed: dict[str, Any]) -> bool | None:
        pressing = self.client.post(f"{self.path}/callbacks", json=pressed)
        assert pressing.status_code == 200, pressing.text
        answer = pressing.json()["answer"]
        assert answer is not None, "the bot did not answer"
        return None if "Too fast" in answer["text"] else True


def take_first_steps(player: Person) -> None:
    player.say("/start")
    player.press("English", on="Choose your language")
    player.press("Continue", on="check every draw")
    player.press("at least", on="Terms of play")
    player.press("accept", on="Terms of play")
    player.press("Continue", on="Terms of play")
    player.see("Where do you live?")
    player.say("Tajikistan")
    player.press("Tajikistan", on="Where do you live?")
    player.see("When were you born?")
    player.say("17.05.1990")
    player.see("Hello, ")


def open_quick_lottery(player: Person) -> None:
    player.press("Lotteries", on="Hello, ")
    for place in range(1, len(OFFERS) + 1):
        screen = player.see_button(f"{place}/{len(OFFERS)}")
        if "Quick evening" in text_of(screen):
            player.press("View and buy", on="Quick evening")
            return
        player.press("▶", on=text_of(screen).splitlines()[2])
    pytest.fail("the quick lottery is not on sale")


def buy_all(player: Person) -> None:
    """All tickets, by buttons and by typed numbers; each receipt has the next numbers."""
    sold = 0
    for quantity in PURCHASES:
        card = "Quick evening · RF-"
        if quantity in (1, 5, 10):
            player.press("1 ticket" if quantity == 1 else f"{quantity} tickets", on=card)
        else:
            player.press("Other", on=card)
            player.see("How many tickets?")
            player.say(str(quantity))
        player.press(f"Pay TJS {quantity * PRICE}.00", on=f"{quantity} × TJS {PRICE}.00")
        first, sold = sold + 1, sold + quantity
        receipt = f"Numbers: {first}–{sold}" if quantity > 1 else f"Numbers: {sold}\n"
        player.see(receipt)
        if sold < TICKETS:
            player.press("More tickets", on=receipt)
    assert sold == TICKETS


def proof_of(player: Person, folder: Path) -> Path:
    """The proof as the bot hands it out: a document behind the notice's lottery."""
    player.press("Open the lottery", on="you have won!")
    player.press("Fairness", on="Quick evening · RF-")
    player.press("Proof file", on="server_seed")
    message = player.see("fairlot verify proof.json")
    file = player.client.get(f"/sandbox/files/{message['document']['file_id']}")
    assert file.status_code == 200, file.text
    path = folder / "proof.json"
    path.write_bytes(file.content)
    return path


def posted(client: httpx2.Client, number: str) -> dict[str, Any]:
    """What stands in the channel about a raffle: record by kind, as a stranger copies it out of the message."""
    answer = client.get(f"/sandbox/chats/{CHANNEL_ID}/messages", params={"after": 0})
    assert answer.status_code == 200, answer.text
    texts = [message["text"].split("\n", 1) for message in answer.json()["messages"]]
    return {heading.split(" · ")[1]: json.loads(record) for heading, record in texts if number in heading}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_from_start_to_a_verified_win_and_home_again_after_a_restart(data: Path, tmp_path: Path) -> None:
    with running_demo(data) as (client, addresses):
        player, admin = Person(client, PLAYER), Person(client, addresses["admin_telegram_id"])
        take_first_steps(player)
        added = client.post("/sandbox/top-up", json={"user_id": PLAYER, "amount_minor": TOP_UP * 100})
        assert added.status_code == 200, added.text
        player.see("TJS 1,000.00 was added")
        open_quick_lottery(player)
        buy_all(player)

        notice = player.see("Sales are closed and the list of tickets is sealed", timeout_s=30)
        admin.say("/draws")
        assert "Quick evening" in text_of(admin.see("Under way:"))
        admin.say("/health")
        health = text_of(admin.see("Health · "))
        assert "Beacon hashchain1" in health
        assert "does not answer" not in health

        # the protocol waits a minute at least between the close and the beacon's round
        result = player.see("you have won!", timeout_s=120)
        assert result["message_id"] == notice["message_id"]
        assert "edit_date" in result
        player.see(f"TJS {PRIZE}.00 is in your wallet", timeout_s=30)
        player.say("/wallet")
        player.see(f"TJS {TOP_UP - TICKETS * PRICE + PRIZE}.00")

        proof = proof_of(player, tmp_path)
        verified = subprocess.run([FAIRLOT, "verify", proof], cwd=ROOT, capture_output=True, text=True, check=False)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        document = json.loads(proof.read_text())
        assert f"The winning ticket is {document['results'][0]['number']}." in text_of(result)
        number = text_of(player.see("Quick evening · RF-")).split("Quick evening · ")[1].split()[0]
        wait_for("the reveal in the channel", lambda: True if "reveal" in posted(client, number) else None)
        records = posted(client, number)
        assert set(records) >= {"open", "close", "reveal"}
        assert records["close"]["record"] == document["close"]
        assert sum(last - first + 1 for first, last, _ in document["entries"]) == TICKETS

    with running_demo(data) as (client, _):
        player = Person(client, PLAYER)
        before = player.messages()[0]["message_id"]
        player.say("/start")
        home = wait_for("an answer", lambda: next((m for m in player.messages() if m["message_id"] > before), None))
        assert "Hello, " in text_of(home)
        assert f"TJS {TOP_UP - TICKETS * PRICE + PRIZE}.00" in text_of(home)
