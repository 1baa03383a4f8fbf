"""Who stands in the sandbox's Telegram from the first start on: players of each language, and the two admins."""

from dataclasses import dataclass

import httpx2

from sandbox.play.people import FIRST_ADMIN
from sandbox.telegram.state import STAFF_GROUP_ID


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a Telegram account."""

    telegram_id: int
    first_name: str
    language_code: str
    last_name: str = ""


# the chat page knows its admins by this first name
_ADMIN = "Admin"
PEOPLE = (
    Person(920_001, "Anna", "en"),
    Person(920_002, "Олег", "ru"),
    Person(920_003, "Фаррух", "tg"),
    Person(920_004, "มะลิ", "th"),
    Person(FIRST_ADMIN, _ADMIN, "en", "Amina"),
    Person(FIRST_ADMIN + 1, _ADMIN, "en", "Bobur"),
)
_TIMEOUT_S = 10.0


async def introduce(sandbox_url: str) -> None:
    """Add those who are missing; whoever is there keeps the name they have by now."""
    async with httpx2.AsyncClient(base_url=sandbox_url, timeout=_TIMEOUT_S) as client:
        state = (await client.get("/sandbox/state")).raise_for_status().json()
        present = {user["id"] for user in state["users"]}
        for person in PEOPLE:
            if person.telegram_id in present:
                continue
            names = {"first_name": person.first_name, "language_code": person.language_code}
            if person.last_name:
                names["last_name"] = person.last_name
            (await client.put(f"/sandbox/users/{person.telegram_id}", json=names)).raise_for_status()
            if person.first_name == _ADMIN:
                member = f"/sandbox/chats/{STAFF_GROUP_ID}/members/{person.telegram_id}"
                (await client.put(member, json={"status": "administrator"})).raise_for_status()
