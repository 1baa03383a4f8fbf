"""pgbench, which came with the server: the same rows, one transaction each, by as many clients as a pool has."""

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import make_url

from sandbox.launcher.account import Account
from sandbox.launcher.binaries import postgres_bin
from sandbox.launcher.places import public_dir

CLIENTS = 8
_THREADS = 2
_SCRIPTS = Path(__file__).parent / "pgbench"
_RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


class PgbenchFailed(RuntimeError):
    """pgbench ended with an error; its last lines say why."""


async def pgbench_rate(database_url: str, script: str, variables: Mapping[str, object], seconds: float) -> float:
    """Transactions per second of a script by CLIENTS clients with prepared statements. Raises PgbenchFailed."""
    url = make_url(database_url)
    command = [
        str(postgres_bin(Account(), public_dir) / "pgbench"),
        *("-h", str(url.query["host"]), "-p", str(url.query["port"]), "-U", str(url.username), str(url.database)),
        *("-n", "-M", "prepared", "-c", str(CLIENTS), "-j", str(_THREADS), "-T", str(max(1, round(seconds)))),
        *("-f", str(_SCRIPTS / f"{script}.sql")),
        *(part for name, value in variables.items() for part in ("-D", f"{name}={value}")),
    ]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
    shown = output.decode(errors="replace")
    rate = _RATE.search(shown)
    if process.returncode != 0 or rate is None:
        raise PgbenchFailed(shown[-2000:])
    return float(rate[1])
