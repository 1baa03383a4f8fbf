"""`fairlot play`: scripted players buy a lottery out, it is drawn by protocol, and its proof is verified."""

import asyncio
import io
import json
import shlex
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from cli.operate import find_differences
from cli.progress import step, tick
from cli.runtime import EXIT_UNUSABLE, explained
from cli.verify import judge_files
from core.app import App, open_app
from core.audit.verify_chain import verify_chain
from core.draws.beacons import BeaconUnavailable
from core.draws.entries import entry_rows
from core.draws.signatures import keys_document
from core.draws.signing_keys import published_keys
from core.draws.verify import Verdict
from core.kernel.actor import Actor
from core.kernel.migrate import migrate
from core.kernel.money import Money
from core.raffles.build_proof import proof_of
from core.raffles.models import RaffleState
from core.raffles.show_records import show_records
from core.raffles.views import ProofFiles, RaffleView
from sandbox.play import lottery
from sandbox.play.people import ASSET, DemoPlayer, demo_admins, demo_player, top_up
from sandbox.stack import DemoData, open_data, run_custodian, run_jobs

EXIT_FAILED = 1
_PREPARED_AT_ONCE = 8
_PROOF, _ENTRIES, _RECORDS, _KEYS = "proof.json", "entries.csv", "records.json", "fairlot-keys.json"
_console = Console(highlight=False)


def play(
    players: Annotated[int, typer.Option(min=1, max=2000, help="How many scripted players take part.")] = 50,
    tickets: Annotated[int, typer.Option(min=1, max=200_000, help="How many tickets the lottery has.")] = 500,
    data_dir: Annotated[Path, typer.Option(help="Where the servers keep their data between runs.")] = Path(".demo"),
    out: Annotated[
        Path | None, typer.Option(help="Where the proof is written (by default into the data folder).")
    ] = None,
) -> None:
    """Let scripted players buy a lottery out, draw it by protocol, pay the prize, and verify the proof."""
    target = out or data_dir / "proof"
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal without our signs shows something else in their place, and the demo goes on.
        sys.stdout.reconfigure(errors="replace")
    # Also where a shell started us with Ctrl-C ignored, and for a plain kill: the servers are ended in order.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    with explained():
        try:
            if out is not None:
                _make_folder(out)
            is_proved = _play_on(data_dir, players, tickets, target)
        except BeaconUnavailable as error:
            typer.echo(f"the custodian of the beacon: {error}", err=True)
            raise typer.Exit(EXIT_UNUSABLE) from None
        except KeyboardInterrupt:
            typer.echo("ended; what was done is kept, the next start goes on from it", err=True)
            raise typer.Exit(130) from None
    raise typer.Exit(0 if is_proved else EXIT_FAILED)


def _make_folder(out: Path) -> None:
    """Find out before the play, not after it, that the proof has no place."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        typer.echo(f"the proof cannot be written to {out}: {refused.strerror}", err=True)
        raise typer.Exit(EXIT_UNUSABLE) from None


def _play_on(data_dir: Path, players: int, tickets: int, target: Path) -> bool:
    crowd = f"{_count(players, 'player')}, {_count(tickets, 'ticket')}"
    _say(f"Fairlot plays one lottery: {crowd} of {Money(lottery.PRICE_MINOR, ASSET)}.\n")
    with ExitStack() as stack:
        with step(_console, "PostgreSQL and Valkey") as tell:
            bare = stack.enter_context(open_data(data_dir))
            tell(f"data in {data_dir}")
        with step(_console, "The beacon's custodian") as tell:
            data = stack.enter_context(run_custodian(bare))
            tell("keeps the chain's secret, on this very machine: so the draw is of grade D, operator-trusted")
        return asyncio.run(_tell(data, players, tickets, target))


async def _tell(data: DemoData, players: int, tickets: int, target: Path) -> bool:
    async with open_app(data.settings) as app:
        with step(_console, "The database's schema") as tell:
            await migrate(app.context.engine)
            tell("up to date")
        with run_jobs(data):
            return await _play(app, players, tickets, target)


async def _play(app: App, players: int, tickets: int, target: Path) -> bool:
    crowd, admins = await _gather(app, players, tickets)
    with step(_console, "The lottery") as tell:
        raffle = await lottery.publish_lottery(app, admins, tickets)
        tell(f"{raffle.number}, drafted by one admin, published by another; its secret seed is committed to")
    await _sell(app, raffle, crowd)
    await _draw(app, raffle)
    await _pay(app, raffle, crowd)
    await _write_proof(app, raffle, target)
    verdict = _verify(target)
    is_sound = await _check_books(app)
    proof, records = (shlex.quote(str(target / name)) for name in (_PROOF, _RECORDS))
    _say("\nCheck it yourself, with no database and no network:\n")
    _say(f"    .venv/bin/fairlot verify {proof} --records {records}\n")
    return verdict.is_valid and is_sound


async def _gather(app: App, players: int, tickets: int) -> tuple[list[DemoPlayer], tuple[Actor, Actor]]:
    with step(_console, "The people") as tell:
        admins = await demo_admins(app.context)
        gate = asyncio.Semaphore(_PREPARED_AT_ONCE)
        # Enough that money never decides who gets the last ticket.
        purse_minor = lottery.PRICE_MINOR * max(2 * tickets // players, 20)

        async def prepare(index: int) -> tuple[DemoPlayer, int]:
            async with gate:
                player = await demo_player(app.context, index)
                return player, await top_up(app.context, admins, player, purse_minor)

        prepared = await asyncio.gather(*(prepare(index) for index in range(players)))
        added = Money(sum(minor for _, minor in prepared), ASSET)
        tell(f"2 admins, {_count(players, 'player')}; deposits of {added}, each approved by the second admin")
    return [player for player, _ in prepared], admins


async def _sell(app: App, raffle: RaffleView, crowd: list[DemoPlayer]) -> None:
    columns = (TextColumn("  Selling"), BarColumn(40), MofNCompleteColumn(), TextColumn("tickets"), TimeElapsedColumn())
    started = time.monotonic()
    with Progress(*columns, console=_console, transient=True) as progress:
        bar = progress.add_task("", total=raffle.ticket_total)
        purchases = await lottery.buy_out(
            app, raffle, crowd, lambda _, receipt: progress.advance(bar, receipt.quantity)
        )
    sold = f"{_count(raffle.ticket_total, 'ticket')} in {_count(purchases, 'purchase')}"
    tick(_console, "Sold out", sold, started)


async def _draw(app: App, raffle: RaffleView) -> None:
    with step(_console, "The close") as tell:
        closed = await lottery.wait_for(app, raffle, {RaffleState.CLOSED, RaffleState.DRAWN, RaffleState.SETTLED})
        close = await lottery.close_of(app, closed)
        tell(
            f"record {close.close_hash[:16]}..., which names beacon round {close.round} at {close.due_at:%H:%M:%S} UTC"
        )
    started = time.monotonic()
    if not _console.is_terminal:
        _say("  waiting for that round, so that nobody can know the outcome before it")
    columns = (
        SpinnerColumn(),
        TextColumn("Waiting for the beacon, so that nobody could know the outcome: {task.fields[left]} s"),
    )
    with Progress(*columns, console=_console, transient=True) as progress:
        wait = progress.add_task("", left=0)
        drawn = asyncio.create_task(lottery.wait_for(app, raffle, {RaffleState.SETTLED}))
        while not drawn.done():
            left_s = (close.due_at - datetime.now(UTC)).total_seconds()
            progress.update(wait, left=max(int(left_s) + 1, 0))
            await asyncio.wait([drawn], timeout=0.25)
        await drawn
    tick(_console, "The draw", f"beacon round {close.round} is out, the seed is revealed", started)


async def _pay(app: App, raffle: RaffleView, crowd: list[DemoPlayer]) -> None:
    names = {player.actor.player_id: player.name for player in crowd}
    with step(_console, "The prize") as tell:
        awards = await lottery.wait_for_payment(app, raffle)
        tell(
            "; ".join(
                f"ticket {award.ticket_number} of {names[award.player_id]} wins"
                f" {Money(award.value_minor, award.asset)}, paid to the wallet"
                for award in awards
            )
        )


async def _write_proof(app: App, raffle: RaffleView, target: Path) -> None:
    with step(_console, "The proof") as tell:
        files = await proof_of(app.context, raffle.id)
        records = await app.transact(lambda tx: show_records(tx, raffle.id))
        keys = keys_document(await app.transact(published_keys))
        beside = {_RECORDS: [record.to_record() for record in records], _KEYS: keys}
        await asyncio.to_thread(_write, files, beside, target)
        entries = "1 entry" if len(files.entries) == 1 else f"{len(files.entries)} entries"
        tell(f"{entries}, in {target}, beside what the operator signed")


def _write(files: ProofFiles, beside: Mapping[str, object], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name, document in {_PROOF: files.proof, **beside}.items():
        (target / name).write_text(json.dumps(document), "ascii")
    (target / _ENTRIES).unlink(missing_ok=True)
    if "entries" not in files.proof:
        (target / _ENTRIES).write_text("".join(entry_rows(files.entries)), "ascii")


def _verify(target: Path) -> Verdict:
    with step(_console, "The verification") as tell:
        verdict = judge_files(str(target / _PROOF), records=[target / _RECORDS])
        tell("valid: the winner was computed again from the files alone" if verdict.is_valid else "INVALID")
    if not verdict.is_valid:
        _say(f"  {verdict.field}: {verdict.reason}")
    return verdict


async def _check_books(app: App) -> bool:
    with step(_console, "The books") as tell:
        differences = await find_differences(app.context)
        chain = await app.context.snapshot(verify_chain)
        sound = not differences and chain.is_intact
        tell(f"add up; the audit chain of {chain.rows} rows is intact" if sound else "DO NOT add up")
    for one in differences:
        _say(f"  {one.check}: {one.subject}: expected {one.expected}, found {one.actual}")
    return sound


def _say(line: str) -> None:
    # No markup in plain lines: a folder may be called [red].
    _console.print(line, soft_wrap=True, markup=False)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
