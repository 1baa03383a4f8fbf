"""The rules. Each takes one source and yields (line, what is wrong); the package they speak of need not exist yet."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from tests.architecture.source import PRODUCT, Function, Source

Finding = tuple[int, str]

FILE_LINES = 400
FUNCTION_LINES = 70
SQL_NAMES = frozenset({"text", "select", "insert", "update", "delete"})
DOOR_LIBRARIES = frozenset({"aiogram", "aiogram_dialog", "fastapi", "starlette", "typer", "rich"})
# "path::function" of the outermost loop of a door or a job; anything else catches what it knows
BROAD_EXCEPTS = frozenset(
    {
        "core/kernel/outbox.py::_hand_over",
        "core/kernel/work.py::each",
        "core/jobs/runner.py::run_job",
        "core/raffles/desk.py::_carry_out",
        "bot/polling.py::_handle",
        "webapp_api/errors.py::__call__",
    }
)


def file_length(source: Source) -> Iterator[Finding]:
    """A file stays below the length that one reads at a sitting."""
    lines = len(source.text.splitlines())
    if lines >= FILE_LINES:
        yield lines, f"the file has {lines} lines, fewer than {FILE_LINES} are allowed"


def function_length(source: Source) -> Iterator[Finding]:
    """A function stays below a screen; a migration may list what it makes."""
    if source.is_in("migrations/versions"):
        return
    for function in source.functions():
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > FUNCTION_LINES:
            yield function.lineno, f"{function.name} has {lines} lines, {FUNCTION_LINES} are allowed"


def module_docstring(source: Source) -> Iterator[Finding]:
    """A module says which room it is; an empty one has nothing to say."""
    if source.tree.body and ast.get_docstring(source.tree) is None:
        yield 1, "the module has no docstring"


def import_in_function(source: Source) -> Iterator[Finding]:
    """Imports stand at the top, where layers can be seen."""
    for function in source.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno, f"import inside {function.name}"


def broad_except(source: Source, allowed: frozenset[str] = BROAD_EXCEPTS) -> Iterator[Finding]:
    """Errors that nobody expected are not caught, except to clean up and pass them on."""
    for scope, handler in _handlers(source.tree, "module"):
        caught = {"everything"} if handler.type is None else set(_names(handler.type))
        if not caught & {"everything", "Exception", "BaseException"} or _raises_again(handler):
            continue
        if f"{source.path}::{scope}" not in allowed:
            yield handler.lineno, f"broad except in {scope}"


def sql_outside_repository(source: Source) -> Iterator[Finding]:
    """SQL is written in repositories; models may use `text` for DDL."""
    if not source.is_in(*PRODUCT) or source.is_in("core/kernel", "migrations", "benchmarks"):
        return
    if source.parts[-1] == "repository.py" or "repository" in source.parts[:-1]:
        return
    banned = SQL_NAMES - {"text"} if source.parts[-1] == "models.py" else SQL_NAMES
    modules = set()
    for line, module, name, local in source.imports():
        if module.partition(".")[0] != "sqlalchemy":
            continue
        if name in banned:
            yield line, f"{name} of {module} outside a repository"
        elif name is None:
            modules.add(local)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and (
            (node.attr in banned and ast.unparse(node.value) in modules) or node.attr == "exec_driver_sql"
        ):
            yield node.lineno, f"{ast.unparse(node)} outside a repository"


def commit_outside_kernel(source: Source) -> Iterator[Finding]:
    """`transact` of the kernel alone begins, commits and rolls back."""
    if not source.is_in(*PRODUCT) or source.is_in("core/kernel", "migrations", "benchmarks"):
        return
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"commit", "rollback", "begin", "begin_nested"}
        ):
            yield node.lineno, f"{ast.unparse(node.func)}() outside core/kernel"


def door_library_in_core(source: Source) -> Iterator[Finding]:
    """The core knows no chat and no HTTP framework."""
    if source.is_in("core"):
        for line, module, _, _ in source.imports():
            if module.partition(".")[0] in DOOR_LIBRARIES:
                yield line, f"core imports {module}"


def doors_apart(source: Source) -> Iterator[Finding]:
    """The two doors never import each other."""
    for door, other in (("bot", "webapp_api"), ("webapp_api", "bot")):
        if source.is_in(door):
            for line, module, _, _ in source.imports():
                if module.partition(".")[0] == other:
                    yield line, f"{door} imports {module}"


def purchase_beside_the_desk(source: Source) -> Iterator[Finding]:
    """The desk is the only way to buy; what is bought beside it queues on the raffle's row."""
    if not source.is_in(*PRODUCT) or source.is_in("core/raffles/desk", "benchmarks"):
        return
    for line, module, name, _ in source.imports():
        if module == "core.raffles.buy_tickets" and name == "buy_tickets":
            yield line, "buy_tickets outside core/raffles/desk.py; submit to App.desk"


def float_in_ledger(source: Source) -> Iterator[Finding]:
    """Money is integer minor units: no float, no float literal, no division that makes one."""
    if not source.is_in("core/ledger", "core/kernel/money"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno, "float in the ledger"
        elif isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno, f"the float {node.value} in the ledger"
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield node.lineno, "a division that makes a float in the ledger; use //"


def environment_read(source: Source) -> Iterator[Finding]:
    """Only the settings read the environment; the launcher passes it on to the servers' programs."""
    if not source.is_in(*PRODUCT) or source.path in {"core/settings.py", "sandbox/launcher/process.py"}:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.environb", "os.getenv"}:
            yield node.lineno, f"{ast.unparse(node)} outside core/settings.py"
    for line, module, name, _ in source.imports():
        if module == "os" and name in {"environ", "environb", "getenv"}:
            yield line, f"os.{name} outside core/settings.py"


def undeclared_use_case(source: Source) -> Iterator[Finding]:
    """A use case (public, async, given a transaction and an actor) declares who may call it."""
    if source.parts[0] != "core" or len(source.parts) < 3 or source.is_in("core/kernel"):
        return
    for node in source.tree.body:
        if not isinstance(node, ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        arguments = [*node.args.posonlyargs, *node.args.args]
        takes_actor = any(
            "Actor" in _names(argument.annotation)
            for argument in [*arguments, *node.args.kwonlyargs]
            if argument.annotation is not None
        )
        if arguments and arguments[0].arg == "tx" and takes_actor and not _has_allow(node):
            yield node.lineno, f"{node.name} has no @allow(...)"


PER_FILE = (
    file_length,
    function_length,
    module_docstring,
    import_in_function,
    broad_except,
    sql_outside_repository,
    commit_outside_kernel,
    door_library_in_core,
    doors_apart,
    purchase_beside_the_desk,
    float_in_ledger,
    environment_read,
    undeclared_use_case,
)


def error_codes(sources: Iterable[Source]) -> Iterator[tuple[str, str]]:
    """Every DomainError of the core has a code of its own; yields (where, what is wrong).

    A class that others extend may go without: it is a kind, not a refusal.
    """
    classes = [(source, node) for source in sources if source.is_in("core") for node in _classes(source)]
    refusals = _descendants("DomainError", classes)
    extended = {name for _, node in classes for base in node.bases for name in _last_names(base)}
    owner: dict[str, str] = {}
    for source, node in classes:
        if node.name not in refusals:
            continue
        where = f"{source.path}:{node.lineno} {node.name}"
        code = _own_code(node)
        if code is None:
            if node.name not in extended:
                yield where, "has no code"
        elif code in owner:
            yield where, f"has the code of {owner[code]}: {code}"
        else:
            owner[code] = where


def machine_traces(path: str, text: str, needles: Iterable[str]) -> Iterator[Finding]:
    """No address of a package registry and no path of the machine that it was written on."""
    if PurePosixPath(path).name == "LICENSE":
        return
    wanted = tuple(needles)
    for number, line in enumerate(text.splitlines(), start=1):
        for needle in wanted:
            at = line.find(needle)
            # a path begins here only if nothing of a longer path or word stands before it
            while at > 0 and needle.startswith("/") and (line[at - 1].isalnum() or line[at - 1] in "._-}*~"):
                at = line.find(needle, at + 1)
            if at >= 0:
                yield number, f"contains {needle}"


def _handlers(node: ast.AST, scope: str) -> Iterator[tuple[str, ast.ExceptHandler]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ExceptHandler):
            yield scope, child
        yield from _handlers(child, child.name if isinstance(child, Function) else scope)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _names(node: ast.expr) -> Iterator[str]:
    """All plain and last attribute names of an expression; of a quoted annotation, too."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.Attribute):
            yield part.attr
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield from (word.strip() for word in part.value.split("|"))


def _has_allow(function: ast.AsyncFunctionDef) -> bool:
    calls = (decorator for decorator in function.decorator_list if isinstance(decorator, ast.Call))
    return any("allow" in _last_names(call.func) for call in calls)


def _last_names(node: ast.expr) -> set[str]:
    if isinstance(node, ast.Attribute):
        return {node.attr}
    return {node.id} if isinstance(node, ast.Name) else set()


def _classes(source: Source) -> Iterator[ast.ClassDef]:
    return (node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef))


def _descendants(root: str, classes: list[tuple[Source, ast.ClassDef]]) -> set[str]:
    found = {root}
    while True:
        more = {node.name for _, node in classes if any(_last_names(base) & found for base in node.bases)} - found
        if not more:
            return found - {root}
        found |= more


def _own_code(node: ast.ClassDef) -> str | None:
    for statement in node.body:
        targets: list[ast.expr] = []
        value: ast.expr | None = None
        if isinstance(statement, ast.Assign):
            targets, value = statement.targets, statement.value
        elif isinstance(statement, ast.AnnAssign):
            targets, value = [statement.target], statement.value
        if any(isinstance(target, ast.Name) and target.id == "code" for target in targets):
            return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None
    return None
