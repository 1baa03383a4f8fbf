"""`python -m bot`: answers players and admins until SIGTERM or Ctrl-C. Any number of these processes may run."""

import asyncio

from bot.process import run_bot
from core.settings import Settings

if __name__ == "__main__":
    asyncio.run(run_bot(Settings()))
