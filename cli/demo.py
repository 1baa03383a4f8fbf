"""`fairlot demo`: the whole product on this machine, with a Telegram to try it on, until Ctrl-C."""

import asyncio
import json
import secrets
import signal
import tempfile
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.console import Console

from cli.progress import step
from cli.runtime import explained
from core.app import App, open_app
from core.kernel.actor import Actor
from core.kernel.migrate import migrate
from sandbox.demo.counter import open_counter
from sandbox.demo.crowd import keep_buying
from sandbox.demo.lotteries import publish_missing
from sandbox.demo.people import introduce
from sandbox.launcher.process import Server
from sandbox.play.people import FIRST_ADMIN, demo_admins, demo_clerks
from sandbox.services import remove_data
from sandbox.stack import (
    DemoData,
    check_port,
    kept_secret,
    open_data,
    run_api,
    run_bot,
    run_custodian,
    run_jobs,
    run_telegram,
    wait_for_bot,
)
from sandbox.telegram.state import CHANNEL_ID, STAFF_GROUP_ID

EXIT_FAILED = 1
EXIT_INTERRUPTED = 130
_WATCH_S = 1.0
_console = Console(highlight=False)


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the API and the mini-app.")] = 8000,
    sandbox_port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the sandbox's Telegram.")] = 8081,
    data_dir: Annotated[Path, typer.Option(help="Where everything is kept between runs.")] = Path(".demo"),
    no_players: Annotated[bool, typer.Option("--no-players", help="No scripted players: you are alone.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Begin from nothing.")] = False,
) -> None:
    """Run the product with a Telegram to try it on, in the browser, until Ctrl-C. The data is kept."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    with explained():
        check_port(port)
        check_port(sandbox_port)
        if reset:
            remove_data(data_dir)
        try:
            _run(data_dir, port, sandbox_port, is_crowded=not no_players)
        except KeyboardInterrupt:
            _console.print("ended; everything is kept for the next start")
            raise typer.Exit(EXIT_INTERRUPTED) from None
    raise typer.Exit(EXIT_FAILED)


def _run(data_dir: Path, port: int, sandbox_port: int, *, is_crowded: bool) -> None:
    with ExitStack() as stack:
        with step(_console, "PostgreSQL and Valkey") as tell:
            bare = stack.enter_context(open_data(data_dir))
            tell(f"data in {data_dir}")
        with step(_console, "The beacon's custodian") as tell:
            data = stack.enter_context(run_custodian(bare))
            tell("on this very machine, so draws are of grade D, operator-trusted")
        token = kept_secret(data_dir, "bot_token", _new_token)
        update = {
            "bot_token": SecretStr(token),
            "telegram_api_url": f"http://127.0.0.1:{sandbox_port}",
            "owner_telegram_id": FIRST_ADMIN,
            "staff_group_id": STAFF_GROUP_ID,
            "channel_id": CHANNEL_ID,
            "api_port": port,
            "public_url": f"http://127.0.0.1:{port}",
            "operator_name": "Fairlot sandbox",
            "operator_licence": "none: play money only",
        }
        data = DemoData(data_dir, data.urls, data.settings.model_copy(update=update))
        asyncio.run(_serve(data, token, sandbox_port, is_crowded=is_crowded))


async def _serve(data: DemoData, token: str, sandbox_port: int, *, is_crowded: bool) -> None:
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(open_app(data.settings))
        with step(_console, "The database's schema") as tell:
            await migrate(app.context.engine)
            tell("up to date")
        with step(_console, "The lotteries") as tell:
            await demo_admins(app.context)
            clerks = await demo_clerks(app.context)
            await publish_missing(app, clerks)
            tell("on sale")
        sockets = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fairlot-")))
        await stack.enter_async_context(open_counter(app, clerks, sockets / "counter.sock"))
        with step(_console, "The API and the mini-app") as tell:
            api = stack.enter_context(run_api(data))
            tell(f"at {data.settings.public_url}")
        with step(_console, "The sandbox's Telegram, the bot, the jobs") as tell:
            telegram = run_telegram(data, sandbox_port, token, sockets / "counter.sock")
            sandbox_url = stack.enter_context(telegram)
            await introduce(sandbox_url)
            bot, jobs = stack.enter_context(run_bot(data)), stack.enter_context(run_jobs(data))
            wait_for_bot(bot, sandbox_url)
            tell("running")
        await asyncio.to_thread(_write_addresses, data, token, sandbox_url)
        _console.print(
            f"\nOpen [bold]{sandbox_url}/[/] and press Start as any player. Two admins' chats are there, too."
            f"\nOpen app, on a player's screen, is the mini-app; without Telegram it is at {data.settings.public_url}/"
            f"\nAddresses for programs: {data.data_dir / 'demo.json'}. Ctrl-C ends everything.\n",
            soft_wrap=True,
        )
        await _watch(app, clerks, [api, bot, jobs], is_crowded=is_crowded)


async def _watch(app: App, clerks: tuple[Actor, Actor], processes: list[Server], *, is_crowded: bool) -> None:
    """Keep the demo lively until Ctrl-C; say so and end where one of its processes ends by itself."""
    stopping = asyncio.Event()
    crowd = asyncio.create_task(keep_buying(app, clerks, stopping, is_crowded=is_crowded))
    try:
        while all(process.is_running for process in processes) and not crowd.done():
            await asyncio.wait([crowd], timeout=_WATCH_S)
    finally:
        stopping.set()
        await crowd
    ended = ", ".join(process.spec.name for process in processes if not process.is_running)
    _console.print(f"[red]{ended or 'the crowd'} ended by itself; see the logs in the data folder[/]")


def _write_addresses(data: DemoData, token: str, sandbox_url: str) -> None:
    addresses = {
        "api_url": data.settings.public_url,
        "sandbox_url": sandbox_url,
        "bot_token": token,
        "admin_telegram_id": FIRST_ADMIN,
        "database_url": data.urls.database_url,
        "redis_url": data.urls.redis_url,
    }
    path = data.data_dir / "demo.json"
    path.touch(mode=0o600)
    path.write_text(json.dumps(addresses, indent=1) + "\n", "ascii")


def _new_token() -> str:
    """A token in Telegram's form, for the sandbox alone."""
    return f"{secrets.randbelow(9 * 10**9) + 10**9}:{secrets.token_urlsafe(26)}"
