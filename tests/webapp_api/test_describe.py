"""The API's description as it is kept beside the mini-app."""

from pathlib import Path

import webapp_api
from webapp_api.describe import document

KEPT = Path(webapp_api.__file__).parent / "miniapp" / "openapi.json"


def test_the_kept_description_is_that_of_the_routes() -> None:
    assert KEPT.read_text(encoding="utf-8") == document(), "run make openapi"
