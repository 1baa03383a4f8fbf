"""Processes of ours by the fork of one that has loaded everything: the Bot API's types alone take seconds to load.

Each line on standard input is a process: its module, environment and log. Its pid is told, and what it does is
`python -m` with the module. All of them end with this process.
"""

import ctypes
import json
import os
import runpy
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

import bot.process  # noqa: F401 - what its processes need
import webapp_api.process  # noqa: F401 - what its processes need
from sandbox.launcher.process import PR_SET_PDEATHSIG


def run(plan: dict[str, Any], parent: int) -> NoReturn:
    """Be the process."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    log = os.open(plan["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for descriptor in (sys.stdout.fileno(), sys.stderr.fileno()):
        os.dup2(log, descriptor)
    os.chdir(Path(plan["log"]).parent)  # away from the developer's .env
    os.environ.update(plan["environment"])
    code = 1
    try:
        runpy.run_module(plan["module"], run_name="__main__")
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    parent = os.getpid()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody is left as a zombie
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            run(json.loads(line), parent)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
