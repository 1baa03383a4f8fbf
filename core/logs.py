"""Logging: one line per event, structured, without secrets or personal data."""

import logging
import sys

import structlog


def configure_logging(level: str, *, as_json: bool | None = None) -> None:
    """Send all logging to standard error: readable on a terminal, JSON elsewhere."""
    if as_json is None:
        as_json = not sys.stderr.isatty()
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # Their lines repeat ours, every run of every job, every request to the custodian, or tell what no log may hold:
    # at DEBUG all rows that are read.
    for noisy in ("apscheduler", "httpx2", "httpcore", "sqlalchemy"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
