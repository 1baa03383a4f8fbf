"""`python -m webapp_api`: the API of this environment's settings."""

import uvloop

from core.settings import Settings
from webapp_api.process import run_api

if __name__ == "__main__":
    uvloop.run(run_api(Settings()))
