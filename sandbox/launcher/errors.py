"""What can go wrong when the servers of the sandbox are started."""

from pathlib import Path

LOG_LINES = 15


class ServiceStartFailed(RuntimeError):
    """A server did not come up; the message ends with the last lines of its log."""

    def __init__(self, reason: str, log: Path | None = None) -> None:
        tail = last_lines(log) if log is not None else ""
        super().__init__(f"{reason}\n{tail}" if tail else reason)


class DataFolderInUse(ServiceStartFailed):
    """Another launcher runs on this data folder."""


def last_lines(log: Path) -> str:
    """The end of a log file, indented; empty when there is none."""
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-LOG_LINES:])
