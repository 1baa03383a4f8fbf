"""`python -m bot`: answers players and admins until SIGTERM or Ctrl-C. Any number of these processes may run."""

import uvloop

from bot.process import run_bot
from core.settings import Settings

if __name__ == "__main__":
    uvloop.run(run_bot(Settings()))
