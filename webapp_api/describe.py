"""`python -m webapp_api.describe`: prints the OpenAPI document, from which the mini-app's client is made."""

import json
import sys

from core.app import App
from core.kernel.clock import SystemClock
from core.kernel.context import open_context
from core.kernel.crypto import new_key
from core.settings import Settings
from webapp_api.factory import build_api


def document() -> str:
    """The OpenAPI document as it is kept beside the mini-app; nothing is connected to."""
    settings = Settings(
        database_url="postgresql://nobody@localhost/none",
        redis_url="redis://localhost",
        secret_keys=new_key("none"),
        bot_id=1,
        _env_file=None,
    )
    api = build_api(App(open_context(settings, SystemClock())))
    return json.dumps(api.openapi(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(document())
