"""What is secret before the reveal stands nowhere in clear: no log, no answer, no command's output, no message, no dump
of the database of a real demo."""

import asyncio
import base64
import os
import subprocess
from pathlib import Path

import httpx2
import pytest

from core.draws.models import Draw, SigningKey
from core.kernel.base import encryption_context
from core.kernel.clock import SystemClock
from core.kernel.context import Context, open_context
from core.raffles.list_raffles import list_raffles
from core.raffles.models import RaffleState
from core.raffles.views import RaffleView
from core.settings import Settings
from sandbox.stack import environment_of
from tests.builders.raffles import buy, purchase
from tests.concurrency.crowd import one_of, rows_of, until
from tests.concurrency.test_backup import libpq, program
from tests.e2e.demo import FAIRLOT, ROOT, running_demo
from tests.raffles.helpers import rich_player

ROUND_S = 110.0
"""A minute at least lies between a close and its round."""


def spellings(secret: bytes) -> dict[str, bytes]:
    """The ways in which bytes get into a text."""
    return {
        "raw": secret,
        "hex": secret.hex().encode(),
        "HEX": secret.hex().upper().encode(),
        "base64": base64.b64encode(secret).rstrip(b"="),
        "base64url": base64.urlsafe_b64encode(secret).rstrip(b"="),
        "Python": repr(secret)[2:-1].encode(),
        "list": ", ".join(map(str, secret)).encode(),
    }


def found(secrets: dict[str, bytes], places: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """Which secret stands where, and how it is spelled there."""
    return [
        (name, place, spelling)
        for place, text in places.items()
        for name, secret in secrets.items()
        for spelling, needle in spellings(secret).items()
        if needle in text
    ]


async def secrets_of(context: Context) -> dict[str, bytes]:
    """Every server seed that is not revealed yet, and the operator's signing keys."""

    sealed = [
        ("seed", Draw, "server_seed", "SELECT id, server_seed AS sealed FROM draws"),
        ("key", SigningKey, "private_key", "SELECT id, private_key AS sealed FROM signing_keys"),
    ]
    return {
        f"{name} {row.id}": context.keys.decrypt(row.sealed, encryption_context(model.__tablename__, column, row.id))
        for name, model, column, statement in sealed
        for row in await rows_of(context, statement)
    }


async def sell_out(context: Context) -> RaffleView:
    """Buy all tickets of the demo's quick lottery; the demo's own jobs close it."""
    page = await context.transact(lambda tx: list_raffles(tx, (RaffleState.OPEN,), None, 50, None))
    raffle = min(page.items, key=lambda raffle: raffle.ticket_total)
    player = await rich_player(context)
    await buy(context, purchase(player, raffle, raffle.ticket_total))
    return raffle


async def is_in(context: Context, raffle: RaffleView, *states: str) -> bool:
    return await one_of(context, "SELECT state FROM raffles WHERE id = :id", id=raffle.id) in states


def answers(client: httpx2.Client, raffles: list[RaffleView]) -> dict[str, bytes]:
    """What anybody is answered: every GET that the API describes, of every raffle, and the pages beside it."""
    described = client.get("/api/v1/openapi.json").json()
    paths = [path for path, methods in described["paths"].items() if "get" in methods]
    asked = [path.replace("{raffle_id}", str(raffle.id)) for path in paths for raffle in raffles]
    asked += [f"/proof/{raffle.number}" for raffle in raffles]
    asked += ["/healthz", "/readyz", "/metrics", "/.well-known/fairlot-keys.json"]
    return {path: client.get(path).content for path in dict.fromkeys(asked) if "{" not in path and "events" not in path}


def outputs(settings: Settings) -> dict[str, bytes]:
    """What the commands say that look at the database, and a plain dump of it."""
    commands: list[list[str]] = [[str(program("pg_dump")), libpq(settings)]]
    commands += [[str(FAIRLOT), *words.split()] for words in ("reconcile", "audit verify", "admin list", "migrate")]
    environment = {**os.environ, **environment_of(settings)}
    said: dict[str, bytes] = {}
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, (command, done.stderr)
        said[" ".join([Path(command[0]).name, *command[1:]])] = done.stdout + done.stderr
    return said


def files(data: Path) -> dict[str, bytes]:
    """Logs of all processes, and everything that Telegram ever saw."""
    paths = [*sorted((data / "logs").glob("*.log")), data.with_suffix(".out"), data / "telegram" / "journal.jsonl"]
    return {path.name: path.read_bytes() for path in paths}


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_no_secret_stands_in_clear_before_its_reveal(data: Path) -> None:
    with running_demo(data) as (_, addresses):
        settings = Settings(
            environment="sandbox",
            database_url=addresses["database_url"],
            redis_url=addresses["redis_url"],
            secret_keys=(data / "secret_keys").read_text("ascii").strip(),
            _env_file=None,
        )
        asyncio.run(search(data, settings, addresses["api_url"]))


async def search(data: Path, settings: Settings, api_url: str) -> None:
    context = open_context(settings, SystemClock())
    try:
        raffle = await sell_out(context)
        await until(lambda: is_in(context, raffle, "closed"))
        page = await context.transact(lambda tx: list_raffles(tx, tuple(RaffleState), None, 50, None))
        secrets = await secrets_of(context)
        assert len(secrets) > len(page.items) > 1
        with httpx2.Client(base_url=api_url, timeout=20) as client:
            public = answers(client, page.items)
            places = {**public, **files(data), **await asyncio.to_thread(outputs, settings)}
            assert await is_in(context, raffle, "closed"), "the reveal came before all was read"
            assert found(secrets, places) == []

            # the same look finds what is public, and the seed once it is
            commits = await rows_of(context, "SELECT server_commit FROM draws WHERE id = :id", id=raffle.draw_id)
            commit = {"commit": commits[0].server_commit}
            assert {place for _, place, _ in found(commit, places)} >= {
                f"/api/v1/raffles/{raffle.id}/draw",
                "journal.jsonl",
                f"pg_dump {libpq(settings)}",
            }
            await until(lambda: is_in(context, raffle, "drawn", "settled"), ROUND_S)
            seed = {"seed": secrets[f"seed {raffle.draw_id}"]}
            assert {place for _, place, _ in found(seed, answers(client, [raffle]))} >= {
                f"/api/v1/raffles/{raffle.id}/draw",
                f"/api/v1/raffles/{raffle.id}/proof",
            }
    finally:
        await context.close()
