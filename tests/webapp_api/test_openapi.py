"""A fuzzer over the whole OpenAPI, against the real process: no fault of ours, and every answer as it is described."""

import json
import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CheckFunction
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from core.kernel.clock import ManualClock
from core.kernel.context import Context, open_context
from core.ledger.set_rate import set_rate
from sandbox.services import ServiceUrls
from tests.builders.accounts import make_player
from tests.builders.ledger import fund, two_admins
from tests.builders.raffles import TestBeacon, bought_out, make_draft, make_lottery, run_draw
from tests.webapp_api.client import launch, signed
from tests.webapp_api.server import Server, running
from webapp_api.describe import document

EXAMPLES = 8
"""Of each operation, by the schema and against it."""
REJECTED = ["400", "401", "403", "404", "409", "413", "422", "429"]
SCHEMA = schemathesis.openapi.from_dict(
    json.loads(document()),
    config=SchemathesisConfig.from_dict({"checks": {"negative_data_rejection": {"expected-statuses": REJECTED}}}),
)
OPERATIONS = [
    f"{method.upper()} {path}"
    for path, methods in SCHEMA.raw_schema["paths"].items()
    for method in methods
    # its answer has no end: see test_live
    if not path.endswith("/events")
]

ADDRESS = {
    "recipient": "Anna Petrova",
    "phone_number": "+992 93 123 45 67",
    "country": "TJ",
    "city": "Dushanbe",
    "line1": "Rudaki Avenue 15",
    "postal_code": "734025",
}
SENSIBLE: dict[str, Any] = {
    **ADDRESS,
    "currency": "TJS",
    "from_currency": "TJS",
    "to_currency": "COIN",
    "rate_id": None,
    "quantity": 1,
    "pay_with": "BALANCE",
}
"""Values that a rule would hardly ever find among made-up ones."""


class Fuzzed:
    """The server, people with sessions, and values that lead to what is really there."""

    def __init__(self, server: Server, context: Context) -> None:
        self.server = server
        self.context = context
        self._http = requests.Session()
        self._players: Iterator[str] = iter(())
        self._changing: Iterator[str] = iter(())
        self._known: dict[str, list[Any]] = {}

    async def fill(self) -> None:
        """Raffles in several states, two players with money, one with tickets and a prize."""
        past = ManualClock(datetime.now(UTC) - timedelta(days=2))
        earlier = open_context(self.server.settings, past)
        beacon = TestBeacon(past)
        winner = await make_player(earlier)
        await fund(earlier, winner, 100_000)
        drawn = await bought_out(earlier, beacon, winner)
        await run_draw(earlier, past, beacon)
        first, _ = await two_admins(earlier)
        await earlier.transact(lambda tx: set_rate(tx, first, "TJS", "COIN", numerator=2, denominator=1))
        await earlier.close()
        other = await make_player(self.context)
        await fund(self.context, other, 100_000)
        on_sale, draft = (
            await make_lottery(self.context, tickets=100_000, price_minor=1),
            await make_draft(self.context),
        )
        # in turn, so that no session asks more often than it may
        self._players = cycle([self.log_in(winner.telegram_id) for _ in range(12)])
        self._changing = cycle([self.log_in(other.telegram_id) for _ in range(6)])
        self.ask("POST", "/me/addresses", self._changing, json=ADDRESS)
        self._known = {
            **{name: [value] for name, value in SENSIBLE.items()},
            "raffle_id": [str(raffle_id) for raffle_id in (on_sale.id, drawn.id, draft)],
            "wallet_id": [self.first("/wallets", tokens) for tokens in (self._players, self._changing)],
            "order_id": [self.first("/orders", self._players)],
            "prize_id": [self.first("/prizes", self._players)],
            "session_id": [self.first("/auth/sessions", self._changing)],
            "address_id": [self.first("/me/addresses", self._changing)],
        }

    def ask(self, method: str, path: str, tokens: Iterator[str], **options: Any) -> Any:
        """What the server answers to a request that has to succeed."""
        headers = {"Authorization": f"Bearer {next(tokens)}"}
        answer = self._http.request(method, f"{self.server.url}/api/v1{path}", headers=headers, **options)
        assert answer.ok, answer.text
        return answer.json()

    def first(self, path: str, tokens: Iterator[str]) -> str:
        """The id of the first of somebody's things."""
        found: str = self.ask("GET", path, tokens)["items"][0]["id"]
        return found

    def init_data(self, telegram_id: int | None = None) -> str:
        user = {"id": telegram_id or secrets.randbelow(2**50) + 1, "first_name": "Firuz"}
        return signed(launch(self.context, user))

    def log_in(self, telegram_id: int | None = None) -> str:
        body = {"init_data": self.init_data(telegram_id)}
        answer = self._http.post(f"{self.server.url}/api/v1/auth/telegram", json=body)
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["session_token"]
        return token

    def lead(self, case: Case, turn: int) -> None:
        """Put values of what is there in the place of made-up ones, each in its turn; every fourth case stays."""
        if turn % 4 == 3:
            return
        for part in (case.path_parameters, case.query, case.body):
            if isinstance(part, dict):
                for name in part.keys() & self._known.keys():
                    part[name] = self._known[name][turn % len(self._known[name])]
        if case.path.endswith("/auth/telegram"):
            case.body = {"init_data": self.init_data()}

    def send(self, case: Case) -> int:
        """Send a case with a session where the operation takes one, check the answer, give its status."""
        headers: dict[str, str] = {}
        if case.operation.definition.raw.get("security"):
            headers["Authorization"] = f"Bearer {self._token(case)}"
        # what fits the schema may still be refused by a rule; of a value given twice in a query the last one counts
        excluded: list[CheckFunction] = [positive_data_acceptance]
        excluded += [negative_data_rejection] if case.method == "GET" else []
        answer = case.call_and_validate(self.server.url, self._http, headers, excluded_checks=excluded, timeout=30)
        return int(answer.status_code)

    def _token(self, case: Case) -> str:
        """Somebody's session: of whoever is there for it where the call changes who may play, or ends it."""
        if case.method == "DELETE" and case.path.startswith("/api/v1/auth/session"):
            return self.log_in() if "{" not in case.path else next(self._changing)
        return next(self._players if case.method == "GET" or "/me" not in case.path else self._changing)


@pytest.fixture(scope="module")
async def fuzzed(
    services: ServiceUrls, module_database: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Fuzzed]:
    server = Server(services, module_database, tmp_path_factory.mktemp("api"))
    async with running(server) as context:
        ready = Fuzzed(server, context)
        await ready.fill()
        yield ready
    assert "Traceback" not in server.said()


bounded = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_answer_is_as_described(fuzzed: Fuzzed, operation: str) -> None:
    method, _, path = operation.partition(" ")
    described = SCHEMA[path][method.lower()]
    statuses: list[int] = []

    @bounded
    @given(described.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def by_the_schema(case: Case) -> None:
        fuzzed.lead(case, len(statuses))
        statuses.append(fuzzed.send(case))

    @bounded
    @given(described.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def against_the_schema(case: Case) -> None:
        statuses.append(fuzzed.send(case))

    by_the_schema()
    if described.definition.raw.get("parameters") or described.definition.raw.get("requestBody"):
        against_the_schema()
    # a fuzzer that never gets past the schema tests nothing: SENSIBLE has to tell it what a rule asks for
    assert any(status < 400 or status in (403, 404, 409) for status in statuses), statuses
