"""`python -m core.jobs`: runs the jobs until SIGTERM or Ctrl-C. Any number of these processes may run."""

import uvloop

from core.jobs.runner import run_jobs
from core.settings import Settings

if __name__ == "__main__":
    uvloop.run(run_jobs(Settings()))
