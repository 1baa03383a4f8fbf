"""What asking for a publication needs from outside of the database."""

from core.app import App
from core.draws.beacons import BeaconUnavailable
from core.draws.rounds import DEFAULT_DELAY_S, MIN_DELAY_S, BeaconRule
from core.kernel.errors import Unavailable

_SANDBOX = "sandbox"


async def beacon_rule(app: App) -> BeaconRule:
    """The rule for a new draw: the usual delay, in the sandbox the shortest one.

    Raises BeaconMissing, BeaconEnding, and Unavailable where the beacon does not answer.
    """
    is_sandbox = app.context.settings.environment == _SANDBOX
    try:
        return await app.beacon_rule(MIN_DELAY_S if is_sandbox else DEFAULT_DELAY_S)
    except BeaconUnavailable as error:
        raise Unavailable from error
