"""How beacons are asked over HTTP: a bounded time, a bounded answer, and nothing believed."""

import asyncio
import json

import httpx2

from core.draws.beacons.source import BeaconUnavailable

DEFAULT_TIMEOUT_S = 5.0
"""For the whole of a request: a source that answers drop by drop is as good as none."""

OK = 200
TOO_EARLY = 425
_LARGEST_ANSWER_BYTES = 4096


def open_client(
    base_url: str, *, unix_socket: str | None = None, transport: httpx2.AsyncBaseTransport | None = None
) -> httpx2.AsyncClient:
    """A client of one source. A proxy from the environment must not stand between a draw and its beacon."""
    if unix_socket is not None:
        transport = httpx2.AsyncHTTPTransport(uds=unix_socket)
    return httpx2.AsyncClient(base_url=base_url, transport=transport, timeout=DEFAULT_TIMEOUT_S, trust_env=False)


async def get_json(client: httpx2.AsyncClient, path: str, timeout_s: float) -> tuple[int, object]:
    """Status and JSON body (None unless the status is 200). Raises BeaconUnavailable."""
    body = b""
    try:
        async with asyncio.timeout(timeout_s), client.stream("GET", path) as response:
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > _LARGEST_ANSWER_BYTES:
                    raise BeaconUnavailable("the beacon's answer is too long")
        return response.status_code, json.loads(body) if response.status_code == OK else None
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:  # TimeoutError is an OSError
        raise BeaconUnavailable(f"the beacon did not answer: {type(error).__name__}") from error
    except (ValueError, RecursionError) as error:
        raise BeaconUnavailable("the beacon's answer is no JSON") from error
