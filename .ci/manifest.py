"""The release manifest of the draw software: written anew, or with --check held against the sources."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from core.draws.errors import SoftwareDiffers
from core.draws.software import MANIFEST, released_sha256, software_lines


def main() -> None:
    """Exit code 1 where the manifest is to be current and is not."""
    if "--check" not in sys.argv[1:]:
        MANIFEST.write_text(software_lines())
    try:
        released_sha256()
    except SoftwareDiffers as refusal:
        sys.exit(f"core/{MANIFEST.name} is not current ({refusal.params['files']}): make manifest")


if __name__ == "__main__":
    main()
