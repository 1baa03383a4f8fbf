"""Fetching a public file for a command: in a bounded time, of a bounded size, from no other host."""

import threading
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from urllib.parse import SplitResult, urljoin, urlsplit

from core.draws.proof import UnusableInput

SCHEMES = ("https://", "http://")
TOTAL_S = 120.0
"""For everything: names, connections, redirects, the whole answer, however slowly it comes."""

IDLE_S = 10.0
"""For each single wait within it."""

MOST_REDIRECTS = 3
_CHUNK = 1 << 20
_REDIRECTS = {
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
}
_HEADERS = {"Accept": "application/json, text/csv", "Accept-Encoding": "identity", "User-Agent": "fairlot-verify"}


def download(url: str, largest_bytes: int) -> tuple[str, bytes]:
    """What stands at a public address, and the address that it was found at. Raises UnusableInput."""
    answers: SimpleQueue[tuple[str, bytes] | UnusableInput] = SimpleQueue()

    def work() -> None:
        answer: tuple[str, bytes] | UnusableInput = UnusableInput(f"{shown(url)}: cannot be loaded")
        try:
            answer = _fetched(url, largest_bytes)
        except UnusableInput as error:
            answer = error
        finally:
            answers.put(answer)

    # a thread of its own: looking up a name knows no time-out, and a server may answer letter by letter
    threading.Thread(target=work, daemon=True).start()
    try:
        answer = answers.get(timeout=TOTAL_S)
    except Empty:
        raise UnusableInput(f"{shown(url)}: no whole answer within {TOTAL_S:.0f} seconds") from None
    if isinstance(answer, UnusableInput):
        raise answer
    return answer


def _fetched(url: str, largest_bytes: int) -> tuple[str, bytes]:
    for _ in range(MOST_REDIRECTS + 1):
        target = _target(url)
        connection = _connection(target)
        try:
            path = (target.path or "/") + (f"?{target.query}" if target.query else "")
            connection.request("GET", path, headers=_HEADERS)
            response = connection.getresponse()
            if response.status not in _REDIRECTS:
                return url, _body(url, response, largest_bytes)
            url = _redirected(url, response.headers.get("Location"))
        except (OSError, HTTPException, UnicodeError) as error:
            reason = str(error) if isinstance(error, OSError) and str(error) else type(error).__name__
            raise UnusableInput(f"{shown(url)}: cannot be loaded ({shown(reason)[:200]})") from error
        finally:
            connection.close()
    raise UnusableInput(f"{shown(url)}: redirected more than {MOST_REDIRECTS} times")


def _target(url: str) -> SplitResult:
    try:
        target = urlsplit(url)
        is_good = target.hostname is not None and target.port != 0
    except ValueError:
        is_good = False
    if not is_good or target.username is not None or not url.isascii() or not url.isprintable() or " " in url:
        raise UnusableInput(f"{shown(url)}: no address of a public file")
    if target.scheme != "https" and not _is_loopback(target.hostname or ""):
        raise UnusableInput(f"{shown(url)}: only https is followed beyond this machine")
    return target


def _connection(target: SplitResult) -> HTTPConnection:
    kind = HTTPSConnection if target.scheme == "https" else HTTPConnection
    return kind(target.hostname or "", target.port, timeout=IDLE_S)


def _redirected(url: str, location: str | None) -> str:
    if location is None:
        raise UnusableInput(f"{shown(url)}: redirects to nowhere")
    try:
        there = urljoin(url, location)
        is_same = urlsplit(there)[:2] == urlsplit(url)[:2]
    except ValueError:
        is_same = False
    if not is_same:
        raise UnusableInput(f"{shown(url)}: leads to another host, which is not followed: {shown(location)[:200]}")
    return there


def _body(url: str, response: HTTPResponse, largest_bytes: int) -> bytes:
    if response.status != HTTPStatus.OK:
        missing = "; there is no proof before the draw" if response.status == HTTPStatus.NOT_FOUND else ""
        raise UnusableInput(f"{shown(url)}: the server answered {response.status}{missing}")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise UnusableInput(f"{shown(url)}: the answer is compressed, which was not asked for")
    body = bytearray()
    while chunk := response.read(_CHUNK):
        body += chunk
        if len(body) > largest_bytes:
            raise UnusableInput(f"{shown(url)}: larger than {largest_bytes >> 20} MiB")
    promised = response.headers.get("Content-Length")
    if promised is not None and promised != str(len(body)):
        raise UnusableInput(f"{shown(url)}: the answer ended early")
    return bytes(body)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def shown(text: object) -> str:
    """A name or an address as any terminal can print it."""
    return "".join(
        letter if letter.isprintable() else "?" for letter in str(text).encode("ascii", "backslashreplace").decode()
    )
