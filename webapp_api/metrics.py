"""What the operator watches: requests by route and status, their time, refusals by code."""

import time
from functools import cache
from http import HTTPMethod, HTTPStatus

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_METHODS = frozenset(HTTPMethod)
_OTHER = "other"
"""What a client made up is no label: every label is kept for as long as the process runs."""


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "fairlot_http_requests_total", "Requests.", ("method", "route", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "fairlot_http_request_seconds",
            "Time until the answer began.",
            ("method", "route"),
            registry=self.registry,
            buckets=_BUCKETS_S,
        )
        self.refusals = Counter("fairlot_refusals_total", "Refusals.", ("code",), registry=self.registry)
        self.streams = Gauge("fairlot_event_streams", "Open streams of events.", registry=self.registry)
        # each looked up once: the library makes its labels anew at every look-up, which takes longer than to count
        self.requests_of = cache(self.requests.labels)
        self.seconds_of = cache(self.seconds.labels)


class Measured:
    """Counts and times every request under its route's path, so that ids make no new lines."""

    def __init__(self, inner: ASGIApp, metrics: Metrics) -> None:
        self._inner = inner
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        began = time.perf_counter()
        method = scope["method"] if scope["method"] in _METHODS else _OTHER
        status = int(HTTPStatus.INTERNAL_SERVER_ERROR)

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._metrics.seconds_of(method, route_of(scope)).observe(time.perf_counter() - began)
            await send(message)

        try:
            await self._inner(scope, receive, noting)
        finally:
            self._metrics.requests_of(method, route_of(scope), status).inc()


def route_of(scope: Scope) -> str:
    """The path of the route that took the request as its router names it, so with names in the place of ids."""
    return getattr(scope.get("route"), "path", _OTHER)
