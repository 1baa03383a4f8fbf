"""LDP-1, the draw engine: pure functions, beacons, proof and verification."""
