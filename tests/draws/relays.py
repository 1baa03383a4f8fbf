"""A drand relay that tells the truth or lies, over HTTP on loopback."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from core.draws.beacons import drand


class Relay:
    """What it answers to whatever is asked; `asked` are the paths."""

    def __init__(self, status: int, body: bytes, *, drop_s: float = 0.0) -> None:
        self.status, self.body, self.drop_s = status, body, drop_s
        self.asked: list[str] = []
        self.url = ""


@contextmanager
def relay(status: int = 200, body: bytes = b"", *, drop_s: float = 0.0) -> Iterator[Relay]:
    """Serve one answer until the block ends; `drop_s`: byte by byte, with such pauses."""
    made = Relay(status, body, drop_s=drop_s)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            try:
                self.send_response(made.status)
                self.send_header("Content-Length", str(len(made.body)))
                self.end_headers()
                for byte in made.body if made.drop_s else ():
                    self.wfile.write(bytes([byte]))
                    time.sleep(made.drop_s)
                if not made.drop_s:
                    self.wfile.write(made.body)
            except OSError:
                return  # the client had enough

        def log_message(self, *_: Any) -> None:
            """Nothing on the test's screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def dead_url() -> str:
    """An address where nothing answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


PATH = f"/{drand.QUICKNET.chain_id}/public/1000"
