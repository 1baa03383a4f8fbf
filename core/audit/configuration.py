"""Run-time configuration: typed keys that features define, read through a cache of ten seconds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from core.audit import repository
from core.audit.errors import UnknownConfiguration
from core.kernel.context import Transaction

T = TypeVar("T")
CACHE_TTL = timedelta(seconds=10)
_CACHE = "configuration"
_CHANGED = "configuration.changed"
_keys: dict[str, "ConfigKey[Any]"] = {}


@dataclass(frozen=True, slots=True)
class ConfigKey(Generic[T]):
    """A configurable value, defined once at module level by the feature that reads it; that makes the name known.

    `check` takes a JSON value (no floats) and gives it typed; it raises ValueError or InvalidInput for a bad one.
    `default` counts until somebody sets the key.
    """

    name: str
    default: T
    check: Callable[[Any], T]

    def __post_init__(self) -> None:
        if self.name in _keys:
            raise ValueError(f"the configuration key {self.name!r} is defined twice")
        _keys[self.name] = self


@dataclass(frozen=True, slots=True)
class _Cached:
    value: Any
    until: datetime


def find_key(name: str) -> ConfigKey[Any]:
    """The key of a name. Raises UnknownConfiguration."""
    key = _keys.get(name)
    if key is None:
        raise UnknownConfiguration(name=name)
    return key


def defined_keys() -> list[ConfigKey[Any]]:
    """All keys that loaded features define, by name."""
    return [_keys[name] for name in sorted(_keys)]


async def read_config(tx: Transaction, key: ConfigKey[T]) -> T:
    """The value of a key. What another process or transaction set is seen after ten seconds at the latest."""
    if key.name in tx.held.get(_CHANGED, ()):
        # set in this very transaction: not to be kept for others before the commit
        return await _load(tx, key)
    cache: dict[str, _Cached] = tx.context.memory.setdefault(_CACHE, {})
    now = tx.clock.now()
    cached = cache.get(key.name)
    if cached is None or cached.until <= now:
        cached = cache[key.name] = _Cached(await _load(tx, key), now + CACHE_TTL)
    value: T = cached.value
    return value


def forget_cached(tx: Transaction, name: str) -> None:
    """Drop a key from the cache, and keep it out for the rest of this transaction."""
    tx.held.setdefault(_CHANGED, set()).add(name)
    tx.context.memory.get(_CACHE, {}).pop(name, None)


async def _load(tx: Transaction, key: ConfigKey[T]) -> T:
    stored = await repository.current_configuration(tx, key.name)
    return key.default if stored is None else key.check(stored[1])
