"""Sources of public randomness: what every beacon offers, and how it fails."""

from core.draws.beacons.source import (
    BeaconInfo,
    BeaconInvalid,
    BeaconNotReady,
    BeaconSource,
    BeaconUnavailable,
    BeaconValue,
)

__all__ = ["BeaconInfo", "BeaconInvalid", "BeaconNotReady", "BeaconSource", "BeaconUnavailable", "BeaconValue"]
