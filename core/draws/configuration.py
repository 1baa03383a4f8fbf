"""What the operator may change at run time about new draws; what is open keeps what it was opened with."""

from typing import Any

from core.audit.configuration import ConfigKey, read_config
from core.draws.beacons import drand, hashchain
from core.kernel.context import Transaction
from core.kernel.money import MAX_MINOR, check_asset


def _kind(value: Any) -> str | None:
    if value is not None and value not in (drand.KIND, hashchain.KIND):
        raise ValueError(f"{drand.KIND}, {hashchain.KIND}, or null for whichever is configured")
    return value  # type: ignore[no-any-return]


def _sums(value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        raise ValueError("a map of assets to sums in minor units")
    for sum_minor in value.values():
        if isinstance(sum_minor, bool) or not isinstance(sum_minor, int) or not 0 <= sum_minor <= MAX_MINOR:
            raise ValueError("a sum is a whole number of minor units")
    return {check_asset(asset): sum_minor for asset, sum_minor in value.items()}


BEACON: ConfigKey[str | None] = ConfigKey("draws.beacon", None, _kind)
# By asset; an asset that is not named has no bound.
OPERATOR_TRUSTED_UP_TO: ConfigKey[dict[str, int]] = ConfigKey("draws.operator_trusted_up_to", {}, _sums)
LATE_REFUNDS_ABOVE: ConfigKey[dict[str, int]] = ConfigKey("draws.late_refunds_above", {}, _sums)


async def beacon_of_new_draws(tx: Transaction) -> str | None:
    """The kind of beacon that draws are opened with from now on; None: whichever is configured."""
    return await read_config(tx, BEACON)


async def is_operator_trusted_enough(tx: Transaction, asset: str, prizes_minor: int) -> bool:
    """Whether prizes of this sum may be drawn by a beacon on the operator's own machine."""
    most = (await read_config(tx, OPERATOR_TRUSTED_UP_TO)).get(asset)
    return most is None or prizes_minor <= most


async def is_refunded_when_late(tx: Transaction, asset: str, prizes_minor: int) -> bool:
    """Whether a draw for prizes of this sum is refunded when its close record was published too late."""
    above = (await read_config(tx, LATE_REFUNDS_ABOVE)).get(asset)
    return above is not None and prizes_minor > above
