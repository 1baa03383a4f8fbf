"""`python -m webapp_api`: the API of this environment's settings."""

import asyncio

from core.settings import Settings
from webapp_api.process import run_api

if __name__ == "__main__":
    asyncio.run(run_api(Settings()))
