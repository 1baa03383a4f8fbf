"""Everything that a demo runs on one machine: the data folder's servers and keys, the beacon's custodian, the jobs."""

import json
import os
import socket as socket_module
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM

import httpx2
from pydantic import ValidationError

from core.draws.beacons.hashchain import MAX_ROUNDS
from core.kernel.crypto import new_key
from core.settings import ServiceSettings, Settings
from sandbox.launcher.account import Account
from sandbox.launcher.process import Server, ServerSpec
from sandbox.services import ServiceStartFailed, ServiceUrls, open_services

BEACON_PERIOD_S = 10
_RENEW_AT = 0.9
"""A chain is followed by a new one when this part of its rounds is used up."""

_ROOT = Path(__file__).resolve().parents[1]
_READY_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class DemoData:
    """An open data folder: its servers run, its settings lead to them."""

    data_dir: Path
    urls: ServiceUrls
    settings: Settings


@contextmanager
def open_data(data_dir: Path) -> Iterator[DemoData]:
    """Start the servers of a data folder, made at first use; DATABASE_URL and REDIS_URL take their place where set.

    Raises ServiceStartFailed, and DataFolderInUse where another process has the folder.
    """
    with _wrong_settings_named():
        given = ServiceSettings()
    database_url = given.database_url.get_secret_value() if given.database_url else None
    redis_url = given.redis_url.get_secret_value() if given.redis_url else None
    with open_services(data_dir, database_url, redis_url) as urls:
        try:
            # With both URLs given no launcher has made the folder.
            (data_dir / "logs").mkdir(parents=True, exist_ok=True)
            settings = _settings(data_dir, urls)
        except OSError as refused:
            raise ServiceStartFailed(f"the data folder {data_dir} cannot be used: {refused.strerror}") from refused
        yield DemoData(data_dir, urls, settings)


@contextmanager
def _wrong_settings_named() -> Iterator[None]:
    """Name each wrong setting, never its value: addresses hold passwords. Raises ServiceStartFailed."""
    try:
        yield
    except ValidationError as error:
        raise ServiceStartFailed("\n".join(settings_problems(error))) from None


def settings_problems(error: ValidationError) -> list[str]:
    """A line for each setting that is missing or wrong, without its value."""
    lines = []
    for problem in error.errors():
        name = "_".join(str(part) for part in problem["loc"]).upper()
        lines.append(f"{name}: {problem['msg'].removeprefix('Value error, ').lower()}")
    return lines


def _settings(data_dir: Path, urls: ServiceUrls, beacon_url: str | None = None) -> Settings:
    with _wrong_settings_named():
        return Settings(
            environment="sandbox",
            database_url=urls.database_url,
            redis_url=urls.redis_url,
            secret_keys=_secret_keys(data_dir),
            beacon_url=beacon_url,
            _env_file=None,
        )


def _secret_keys(data_dir: Path) -> str:
    """The keys of this folder's secrets, made at first use."""
    return kept_secret(data_dir, "secret_keys", lambda: new_key("demo"))


def _write_private(path: Path, text: str) -> None:
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


@contextmanager
def run_custodian(data: DemoData) -> Iterator[DemoData]:
    """Run the custodian of the beacon beside the data; gives the data with settings that lead to it."""
    with ExitStack() as stack:
        sockets = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fairlot-")))
        socket = sockets / "custodian.sock"
        command = ["sandbox.custodian", "--dir", str(_chain_folder(data.data_dir).absolute())]
        command += ["--unix-socket", str(socket)]
        command += ["--period", str(BEACON_PERIOD_S), "--length", str(MAX_ROUNDS)]
        server = _start(data, "custodian", command, {})
        stack.callback(server.stop)
        server.wait_ready(socket.exists, _READY_TIMEOUT_S)
        yield DemoData(data.data_dir, data.urls, _settings(data.data_dir, data.urls, f"unix:{socket}"))


def _chain_folder(data_dir: Path) -> Path:
    """The folder of the newest chain; a further one where that chain nears its end."""
    folders = sorted(data_dir.glob("custodian-*"))
    if not folders:
        return data_dir / "custodian-001"
    chain = folders[-1] / "chain.json"
    if not chain.exists():
        return folders[-1]
    terms = json.loads(chain.read_bytes())
    used = (time.time() - terms["genesis"]) / (terms["period"] * terms["length"])
    return folders[-1] if used < _RENEW_AT else data_dir / f"custodian-{len(folders) + 1:03}"


@contextmanager
def run_jobs(data: DemoData) -> Iterator[Server]:
    """Run the process of the jobs on the data."""
    server = _start(data, "jobs", ["core.jobs"], environment_of(data.settings))
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def run_telegram(data: DemoData, port: int, token: str, top_up_socket: Path | None = None) -> Iterator[str]:
    """Run the sandbox's Telegram for one bot on a port of this machine; gives its address.

    Raises ServiceStartFailed, and PortTaken where another program has the port.
    """
    check_port(port)
    command = ["sandbox.telegram", "--port", str(port), "--data-dir", str((data.data_dir / "telegram").absolute())]
    command += ["--bot-token", token]
    if top_up_socket is not None:
        command += ["--top-up-socket", str(top_up_socket)]
    server = _start(data, "telegram", command, {})
    try:
        server.wait_ready(lambda: _listens(port), _READY_TIMEOUT_S)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()


@contextmanager
def run_bot(data: DemoData) -> Iterator[Server]:
    """Run the bot on the data; its settings name the token and where the Bot API answers."""
    server = _start(data, "bot", ["bot"], environment_of(data.settings))
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def run_api(data: DemoData) -> Iterator[Server]:
    """Run the API and the mini-app on the data, on the port of its settings; gives the process once it answers.

    Raises ServiceStartFailed, and PortTaken where another program has the port.
    """
    port = data.settings.api_port
    check_port(port)
    server = _start(data, "api", ["webapp_api"], environment_of(data.settings))
    try:
        server.wait_ready(lambda: _listens(port), _READY_TIMEOUT_S)
        yield server
    finally:
        server.stop()


def wait_for_bot(bot: Server, sandbox_url: str) -> None:
    """Returns when the bot asks the sandbox's Telegram for updates. Raises ServiceStartFailed."""
    state_url = f"{sandbox_url}/sandbox/state"
    bot.wait_ready(lambda: bool(httpx2.get(state_url).json()["is_polled"]), _READY_TIMEOUT_S)


class PortTaken(ServiceStartFailed):
    """Another program listens on a port that the demo wants."""


def check_port(port: int) -> None:
    """Raises PortTaken unless the port of this machine is free."""
    with socket_module.socket(socket_module.AF_INET) as probe:
        probe.setsockopt(socket_module.SOL_SOCKET, socket_module.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortTaken(f"port {port} of this machine is taken; choose another one by an option") from None


def _listens(port: int) -> bool:
    with socket_module.socket(socket_module.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def kept_secret(data_dir: Path, name: str, make: Callable[[], str]) -> str:
    """A secret of this folder, made at first use and kept with mode 0600."""
    path = data_dir / name
    if not path.exists():
        _write_private(path, make())
    return path.read_text("ascii").strip()


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables that give another process these settings."""
    variables = {
        "ENVIRONMENT": settings.environment,
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "SECRET_KEYS": settings.secret_keys.get_secret_value(),
    }
    optional = {
        "BEACON_URL": settings.beacon_url,
        "DATABASE_POOL_SIZE": str(settings.database_pool_size),
        "STATEMENT_TIMEOUT_MS": str(settings.statement_timeout_ms),
        "LOCK_TIMEOUT_MS": str(settings.lock_timeout_ms),
        "BOT_TOKEN": settings.bot_token.get_secret_value() if settings.bot_token else None,
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "PUBLIC_URL": settings.public_url,
        "API_HOST": settings.api_host,
        "API_PORT": str(settings.api_port),
        "OWNER_TELEGRAM_ID": None if settings.owner_telegram_id is None else str(settings.owner_telegram_id),
        "STAFF_GROUP_ID": None if settings.staff_group_id is None else str(settings.staff_group_id),
        "CHANNEL_ID": None if settings.channel_id is None else str(settings.channel_id),
        "WEBHOOK_SECRET": settings.webhook_secret.get_secret_value() if settings.webhook_secret else None,
        "WEBHOOK_HOST": settings.webhook_host,
        "WEBHOOK_PORT": str(settings.webhook_port),
        "OPERATOR_NAME": settings.operator_name,
        "OPERATOR_LICENCE": settings.operator_licence,
    }
    return variables | {name: value for name, value in optional.items() if value is not None}


def _start(data: DemoData, name: str, module: list[str], environment: Mapping[str, str]) -> Server:
    logs = data.data_dir / "logs"
    spec = ServerSpec(
        name=name,
        command=[sys.executable, "-m", *module],
        account=Account(),
        cwd=_ROOT,
        log=(logs / f"{name}.log").absolute(),
        lock=(data.data_dir / f"{name}.lock").absolute(),
        pid_file=(data.data_dir / f"{name}.pid").absolute(),
        marker=module[0],
        end_signal=SIGTERM,
        environment=environment,
    )
    return Server(spec)
