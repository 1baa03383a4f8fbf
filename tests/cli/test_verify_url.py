"""`fairlot verify https://...`: a public proof by its address, and servers that mean harm."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
import typer
from typer.testing import CliRunner

from cli import download, verify_inputs
from cli import verify as command
from core.draws.entries import entry_rows
from tests.draws.samples import SOME_ENTRIES, make_sample

app = typer.Typer()
app.command(cls=command.VerifyCommand)(command.verify)
WHOLE = json.dumps(make_sample().proof).encode()
WITHOUT = json.dumps(make_sample(with_entries=False).proof).encode()
LISTED = "".join(entry_rows(SOME_ENTRIES)).encode()

Answer = Callable[["Server"], None]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def whole(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(server: "Server") -> None:
        server.send_response(status)
        for name, value in headers.items():
            server.send_header(name.replace("_", "-"), value)
        server.send_header("Content-Length", str(len(body)))
        server.end_headers()
        server.wfile.write(body)

    return answer


def moved(location: str | None, status: int = 302) -> Answer:
    return whole(b"", status, **({} if location is None else {"Location": location}))


def endless(server: "Server") -> None:
    server.send_response(200)
    server.end_headers()
    while True:
        server.wfile.write(b"[" * 65536)


def drop_by_drop(server: "Server") -> None:
    server.send_response(200)
    server.end_headers()
    for _ in range(600):
        server.wfile.write(b" ")
        server.wfile.flush()
        time.sleep(0.05)


def header_by_header(server: "Server") -> None:
    for number in range(80):
        server.wfile.write(b"HTTP/1.1 200 OK\r\n" if number == 0 else b"X: 1\r\n")
        time.sleep(0.05)


def silent(_server: "Server") -> None:
    time.sleep(4)


def cut(server: "Server") -> None:
    server.send_response(200)
    server.send_header("Content-Length", str(len(WHOLE)))
    server.end_headers()
    server.wfile.write(WHOLE[:100])


def junk(server: "Server") -> None:
    server.wfile.write(b"\0\xff" * 100)


class Server(BaseHTTPRequestHandler):
    """Answers each path as a test says, and remembers what was asked."""

    answers: ClassVar[dict[str, Answer]] = {}
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        with suppress(OSError):
            self.answers.get(self.path, whole(b"", 404))(self)

    def log_message(self, *_args: object) -> None:
        """Nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Server.answers, Server.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "TOTAL_S", 1.5)
    monkeypatch.setattr(download, "IDLE_S", 0.8)


def test_a_proof_by_its_address(site: str) -> None:
    Server.answers = {"/api/v1/raffles/1/proof": whole(WHOLE)}
    result = run(f"{site}/api/v1/raffles/1/proof", "--json")
    assert (result.exit_code, len(json.loads(result.output)["steps"])) == (0, 8)
    [(_, headers)] = Server.asked
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Accept"].startswith("application/json")


def test_entries_that_are_left_out_stand_beside_it(site: str) -> None:
    Server.answers = {
        "/r/1/proof?x=1": whole(WITHOUT),
        "/r/1/entries.csv": whole(LISTED),
        "/r/2/proof": whole(WITHOUT),
        "/r/2/entries.csv": whole(LISTED[:-5]),
        "/r/3/proof": whole(WITHOUT),
    }
    assert run(f"{site}/r/1/proof?x=1#steps").exit_code == 0
    assert run(f"{site}/r/2/proof").exit_code == 1
    result = run(f"{site}/r/3/proof")
    assert (result.exit_code, "entries.csv: the server answered 404" in result.stderr.replace("\n", "")) == (2, True)


def test_a_list_that_was_cut_is_not_called_bent(site: str) -> None:
    def cut_entries(server: "Server") -> None:
        server.send_response(200)
        server.send_header("Content-Length", str(len(LISTED)))
        server.end_headers()
        server.wfile.write(LISTED[: LISTED.index(b"\n") + 1])

    Server.answers = {"/r/proof": whole(WITHOUT), "/r/entries.csv": cut_entries}
    result = run(f"{site}/r/proof")
    assert (result.exit_code, "ended early" in result.stderr.replace("\n", "")) == (2, True)


def test_a_bent_proof_ends_with_one_and_the_field(site: str) -> None:
    Server.answers = {"/proof": whole(json.dumps({**make_sample().proof, "nonce": 0}).encode())}
    result = run(f"{site}/proof", "--json")
    assert (result.exit_code, json.loads(result.output)["field"]) == (1, "nonce")


def test_the_page_leads_to_the_proof_on_the_same_host(site: str) -> None:
    Server.answers = {
        "/proof/RF-1": moved("/api/proof", 303),
        "/api/proof": moved("proofs/1"),
        "/api/proofs/1": whole(WITHOUT),
        "/api/proofs/entries.csv": whole(LISTED),
    }
    assert run(f"{site}/proof/RF-1").exit_code == 0
    Server.answers["/round"] = moved("/round", 301)
    result = run(f"{site}/round")
    assert (result.exit_code, "redirected more than 3 times" in result.stderr.replace("\n", "")) == (2, True)
    assert [path for path, _ in Server.asked].count("/round") == 4


@pytest.mark.parametrize(
    "location",
    [
        "https://fairlot.example/proof",
        "//fairlot.example/",
        "http://localhost:1/x",
        "ftp://127.0.0.1/x",
        None,
        "http://[",
    ],
)
def test_other_hosts_are_not_followed(site: str, location: str | None) -> None:
    Server.answers = {"/proof": moved(location)}
    result = run(f"{site}/proof")
    assert result.exit_code == 2
    assert "another host" in result.stderr or location is None
    assert len(Server.asked) == 1


@pytest.mark.parametrize("answer", [endless, drop_by_drop, header_by_header, silent, cut, junk])
def test_servers_that_mean_harm_end_with_two_in_time(
    site: str, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_inputs, "LARGEST_FILE_BYTES", 4 << 20)
    Server.answers = {"/proof": answer}
    began = time.monotonic()
    result = run(f"{site}/proof")
    assert time.monotonic() - began < 3
    assert result.exit_code == 2
    assert result.stderr.startswith("unusable input: http://127.0.0.1:")
    assert "Traceback" not in result.output + result.stderr


@pytest.mark.parametrize("answer", [endless, whole(b" " * (5 << 20))])
def test_an_answer_beyond_the_bound_is_not_read_to_its_end(
    site: str, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_inputs, "LARGEST_FILE_BYTES", 4 << 20)
    Server.answers = {"/proof": answer}
    result = run(f"{site}/proof")
    assert (result.exit_code, "larger than 4 MiB" in result.stderr.replace("\n", "")) == (2, True)


@pytest.mark.parametrize(
    "answer",
    [
        whole(b"", 404),
        whole(WHOLE, 500),
        whole(WHOLE, 204),
        whole(b"<html>", Content_Type="text/html"),
        whole(WHOLE, Content_Encoding="gzip"),
        whole(b"[" * 300_000),
        whole(b'{"close": 1, "close": 2}'),
        whole(b"\xff\xfe"),
        whole(b""),
    ],
)
def test_what_is_no_proof_ends_with_two(site: str, answer: Answer) -> None:
    Server.answers = {"/proof": answer}
    result = run(f"{site}/proof")
    assert (result.exit_code, result.stderr.startswith("unusable input: ")) == (2, True)


@pytest.mark.parametrize(
    "address",
    [
        "http://fairlot.example/proof",
        "http://10.0.0.1/proof",
        "http://127.0.0.1.example/proof",
        "http://user@127.0.0.1/proof",
        "http://127.0.0.1:99999/proof",
        "http://[::1/proof",
        "http:///proof",
        "https://",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\n\x1b[31m",
        "https://хост/proof",
        "http://127.0.0.1:0/",
    ],
)
def test_odd_addresses_are_refused_unasked(address: str) -> None:
    result = run(address)
    assert (result.exit_code, result.stderr.startswith("unusable input: ")) == (2, True)
    assert "\x1b" not in result.stderr


def test_nobody_there_ends_with_two() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    result = run(f"http://127.0.0.1:{port}/proof")
    assert (result.exit_code, "cannot be loaded" in result.stderr) == (2, True)


def test_files_never_touch_the_network(site: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError("a socket was opened")

    (tmp_path / "proof.json").write_bytes(WHOLE)
    monkeypatch.setattr(socket, "socket", refuse)
    assert run(tmp_path / "proof.json").exit_code == 0
    result = run(f"{site}/proof")
    assert (result.exit_code, "a socket was opened" in result.stderr) == (2, True)
