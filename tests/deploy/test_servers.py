"""The options that production gives to PostgreSQL and Valkey, taken by the servers that all tests run on."""

import asyncio
import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as ValkeyAway

from sandbox.launcher.account import account_for
from sandbox.launcher.binaries import postgres_bin, valkey_server
from sandbox.launcher.places import public_dir
from tests.deploy.files import COMPOSE, FILLED, compose

SERVICES = compose(COMPOSE, FILLED)["services"]
OPTIONS = SERVICES["postgres"]["command"][1:]


@pytest.mark.parametrize("option", OPTIONS)
def test_postgres_takes_its_options(option: str, tmp_path: Path) -> None:
    done = _ask_postgres(option, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("option", ["-cmax_wal_sizes=4GB", "-cshared_buffers=lots"])
def test_postgres_does_not_take_everything(option: str, tmp_path: Path) -> None:
    assert _ask_postgres(option, tmp_path).returncode != 0


def _ask_postgres(option: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`postgres -C`: says a setting's value as the options make it, and ends."""
    name = option.removeprefix("-c").partition("=")[0]
    program = postgres_bin(account_for(folder), public_dir) / "postgres"
    command: list[str | Path] = [program, "-C", name, option, f"-cconfig_file={os.devnull}", "-D", folder]
    return subprocess.run(command, capture_output=True, text=True, check=False)


async def test_valkey_takes_its_options() -> None:
    program = valkey_server(account_for(Path.cwd()), public_dir)
    options = SERVICES["valkey"]["command"][1:]
    with tempfile.TemporaryDirectory() as folder:
        address = f"{folder}/v.sock"
        place = ("--port", "0", "--unixsocket", address, "--dir", folder)
        process = await asyncio.create_subprocess_exec(program, *options, *place, stdout=asyncio.subprocess.PIPE)
        try:
            async with Redis(unix_socket_path=address, decode_responses=True) as valkey:
                await _until_up(valkey, process)
                found = await valkey.config_get("maxmemory", "maxmemory-policy", "appendonly", "save")
        finally:
            process.terminate()
            await process.communicate()
    # what is in it are conversations and claims: none of them may make room for another
    assert found == {"maxmemory": "268435456", "maxmemory-policy": "noeviction", "appendonly": "yes", "save": ""}


async def _until_up(valkey: Redis, process: asyncio.subprocess.Process) -> None:
    for _ in range(100):
        assert process.returncode is None, (await process.communicate())[0]
        try:
            await valkey.ping()
        except (ValkeyAway, OSError):
            await asyncio.sleep(0.1)
        else:
            return
    pytest.fail("Valkey does not answer")
