"""The constants of drand's quicknet, the only chain that a `drand-quicknet` record may name (section 3)."""

from core.draws.beacons.source import BeaconInfo

KIND = "drand-quicknet"
SIGNATURE_BYTES = 48
PUBLIC_KEY_BYTES = 96

QUICKNET = BeaconInfo(
    kind=KIND,
    chain_id="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    genesis=1692803367,
    period=3,
    public_key=(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
        "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
)
