"""Each rule finds a violation in a few lines made for it, and leaves the right way alone."""

from collections.abc import Callable, Iterator

import pytest

from tests.architecture import rules
from tests.architecture.rules import Finding, error_codes, machine_traces
from tests.architecture.source import Source

Rule = Callable[[Source], Iterator[Finding]]
FEATURE = "core/raffles/buy_tickets.py"

WRONG: list[tuple[Rule, str, str]] = [
    (rules.file_length, FEATURE, "x = 1\n" * 400),
    (rules.function_length, FEATURE, "def f():\n" + "    x = 1\n" * 70),
    (rules.function_length, FEATURE, "class A:\n async def f(self):\n" + "    x = 1\n" * 70),
    (rules.module_docstring, FEATURE, "import os\n"),
    (rules.import_in_function, FEATURE, "def f():\n    import os\n"),
    (rules.import_in_function, FEATURE, "class A:\n def f(self):\n  if 1:\n   from os import path\n"),
    (rules.broad_except, FEATURE, "try:\n    f()\nexcept Exception:\n    pass\n"),
    (rules.broad_except, FEATURE, "try:\n    f()\nexcept:\n    pass\n"),
    (
        rules.broad_except,
        FEATURE,
        "def g():\n try:\n  f()\n except (A, BaseException) as e:\n  raise A from e\n",
    ),
    (rules.sql_outside_repository, FEATURE, "from sqlalchemy import select\n"),
    (rules.sql_outside_repository, FEATURE, "from sqlalchemy.dialects.postgresql import insert as put\n"),
    (rules.sql_outside_repository, FEATURE, "import sqlalchemy as sa\nsa.update(t)\n"),
    (rules.sql_outside_repository, FEATURE, "import sqlalchemy.sql\nsqlalchemy.sql.delete(t)\n"),
    (rules.sql_outside_repository, FEATURE, "c.exec_driver_sql('SELECT 1')\n"),
    (rules.sql_outside_repository, "core/raffles/models.py", "from sqlalchemy import select\n"),
    (rules.sql_outside_repository, "bot/features/x.py", "from sqlalchemy import text\n"),
    (rules.commit_outside_kernel, FEATURE, "async def f(s):\n    await s.commit()\n"),
    (rules.commit_outside_kernel, FEATURE, "session.begin()\n"),
    (rules.commit_outside_kernel, "webapp_api/routes/x.py", "a.b.rollback()\n"),
    (rules.door_library_in_core, FEATURE, "from aiogram.types import Message\n"),
    (rules.door_library_in_core, FEATURE, "import fastapi\n"),
    (rules.doors_apart, "bot/x.py", "from webapp_api.security import f\n"),
    (rules.doors_apart, "webapp_api/x.py", "import bot\n"),
    (rules.purchase_beside_the_desk, "bot/x.py", "from core.raffles.buy_tickets import BuyTickets, buy_tickets\n"),
    (rules.float_in_ledger, "core/ledger/transfer.py", "x = float(1)\n"),
    (rules.float_in_ledger, "core/ledger/transfer.py", "x = 0.5\n"),
    (rules.float_in_ledger, "core/ledger/transfer.py", "x = a / b\n"),
    (rules.float_in_ledger, "core/kernel/money.py", "def f(x: float): ...\n"),
    (rules.environment_read, FEATURE, "import os\nx = os.environ['A']\n"),
    (rules.environment_read, FEATURE, "from os import getenv\n"),
    (rules.undeclared_use_case, FEATURE, "async def buy(tx: Tx, actor: Actor): ...\n"),
    (rules.undeclared_use_case, FEATURE, "async def buy(tx, *, by: 'Actor | None'): ...\n"),
    (rules.undeclared_use_case, FEATURE, "@allow\nasync def buy(tx, actor: actor.Actor): ...\n"),
]

RIGHT: list[tuple[Rule, str, str]] = [
    (rules.file_length, FEATURE, "x = 1\n" * 399),
    (rules.function_length, FEATURE, "def f():\n" + "    x = 1\n" * 69),
    (rules.function_length, "migrations/versions/a.py", "def upgrade():\n" + "    x = 1\n" * 99),
    (rules.module_docstring, "core/__init__.py", ""),
    (rules.module_docstring, FEATURE, '"""The room."""\nimport os\n'),
    (rules.import_in_function, FEATURE, "import os\ndef f(): ...\n"),
    (rules.broad_except, FEATURE, "try:\n    f()\nexcept Exception:\n    undo()\n    raise\n"),
    (rules.broad_except, FEATURE, "try:\n    f()\nexcept (OSError, ValueError):\n    pass\n"),
    (rules.sql_outside_repository, "core/raffles/repository.py", "from sqlalchemy import select\n"),
    (rules.sql_outside_repository, "core/raffles/repository/reads.py", "from sqlalchemy import select\n"),
    (rules.sql_outside_repository, "core/raffles/models.py", "from sqlalchemy import BigInteger, text\n"),
    (rules.sql_outside_repository, "core/kernel/outbox.py", "from sqlalchemy import insert\n"),
    (rules.sql_outside_repository, FEATURE, "from rich.text import text\nx.update({})\n"),
    (rules.commit_outside_kernel, "core/kernel/context.py", "session.begin()\n"),
    (rules.commit_outside_kernel, "tests/x/test_y.py", "session.commit()\n"),
    (rules.door_library_in_core, "bot/x.py", "import aiogram\n"),
    (rules.doors_apart, "bot/x.py", "import core.app\n"),
    (rules.purchase_beside_the_desk, "bot/x.py", "from core.raffles.buy_tickets import BuyTickets\n"),
    (rules.float_in_ledger, "core/ledger/transfer.py", "x = a // b\n"),
    (rules.float_in_ledger, "core/reports/shares.py", "x = 0.5\n"),
    (rules.environment_read, "core/settings.py", "import os\nos.environ\n"),
    (rules.undeclared_use_case, FEATURE, "@allow(player=True)\nasync def buy(tx, actor: Actor): ...\n"),
    (rules.undeclared_use_case, FEATURE, "async def _lock(tx, actor: Actor): ...\n"),
    (rules.undeclared_use_case, FEATURE, "async def settle(tx, raffle_id: UUID): ...\n"),
]


def _name(value: object) -> str | None:
    return getattr(value, "__name__", None)


@pytest.mark.parametrize(("rule", "path", "text"), WRONG, ids=_name)
def test_violation_is_found(rule: Rule, path: str, text: str) -> None:
    assert list(rule(Source(path, text)))


@pytest.mark.parametrize(("rule", "path", "text"), RIGHT, ids=_name)
def test_right_way_passes(rule: Rule, path: str, text: str) -> None:
    assert not list(rule(Source(path, text)))


def test_every_rule_has_a_violation_of_its_own() -> None:
    assert {rule for rule, _, _ in WRONG} == set(rules.PER_FILE)


def test_allowed_broad_except_is_allowed_in_its_function_only() -> None:
    text = "def loop():\n try:\n    f()\n except Exception:\n    log()\n"
    allowed = frozenset({f"{FEATURE}::loop"})
    assert not list(rules.broad_except(Source(FEATURE, text), allowed))
    assert list(rules.broad_except(Source(FEATURE, text.replace("loop", "other")), allowed))


def test_error_codes() -> None:
    base = Source("core/kernel/errors.py", "class DomainError(Exception):\n    code: str\n")
    kind = "from x import DomainError\nclass Refusal(DomainError): ...\n"
    good = Source("core/a/errors.py", kind + "class SoldOut(Refusal):\n    code = 'sold_out'\n")
    double = Source("core/b/errors.py", "class Gone(errors.DomainError):\n    code: str = 'sold_out'\n")
    silent = Source("core/c/errors.py", "class Odd(SoldOut): ...\n")
    assert not list(error_codes([base, good]))
    assert "has the code of core/a/errors.py" in next(what for _, what in error_codes([base, good, double]))
    assert [what for _, what in error_codes([base, good, silent])] == ["has no code"]


@pytest.mark.parametrize(
    ("line", "is_found"),
    [
        ("cd /home/x && ls", True),
        ('path = "/home/x"', True),
        ("https://index.example/simple", True),
        ("see docs/home/x and ../home/x", False),
        ("${ROOT}/home/x", False),
    ],
)
def test_machine_traces(line: str, is_found: bool) -> None:
    assert bool(list(machine_traces("a.md", line, ("/home/", "index.example")))) is is_found
