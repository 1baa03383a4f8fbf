"""What asking for a publication needs from outside of the database."""

from core.app import App
from core.draws.beacons import BeaconUnavailable
from core.draws.rounds import DEFAULT_DELAY_S, MIN_DELAY_S, BeaconRule
from core.kernel.errors import Unavailable
from core.settings import Settings

_SANDBOX = "sandbox"


def delay_s(settings: Settings) -> int:
    """How long after the close a new draw's round lies at least."""
    return MIN_DELAY_S if settings.environment == _SANDBOX else DEFAULT_DELAY_S


async def beacon_rule(app: App) -> BeaconRule:
    """The rule for a new draw: the usual delay, in the sandbox the shortest one.

    Raises BeaconMissing, BeaconEnding, and Unavailable where the beacon does not answer.
    """
    try:
        return await app.beacon_rule(delay_s(app.context.settings))
    except BeaconUnavailable as error:
        raise Unavailable from error
