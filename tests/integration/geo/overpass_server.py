"""A small Overpass server: answers a bounding box from one extract, and misbehaves on request."""

import re
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs

from geo.city.clip import write_working_extract
from geo.geometry.bbox import Bbox

BBOX = re.compile(r"\[bbox:([-\d.]+),([-\d.]+),([-\d.]+),([-\d.]+)\]")
BUSY_PAGE = b"<html><body>Dispatcher_Client::request_read_and_idx::timeout. The server is too busy.</body></html>"


@dataclass(slots=True)
class Overpass:
    """Misbehaves as `next_answers` says (the cases of `_respond`), and works normally once they are used up."""

    source: Path
    url: str = ""
    next_answers: deque[str] = field(default_factory=deque)
    queries: list[str] = field(default_factory=list)

    def answer(self, query: str) -> bytes:
        match = BBOX.search(query)
        assert match is not None, "a query without a bounding box"
        south, west, north, east = map(float, match.groups())
        with TemporaryDirectory() as folder:
            target = Path(folder) / "answer.osm"
            write_working_extract(self.source, target, bbox=Bbox(west, south, east, north), driving_side="left")
            return target.read_bytes()


@contextmanager
def running_overpass(source: Path) -> Iterator[Overpass]:
    overpass = Overpass(source)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            query = parse_qs(body)["data"][0]
            overpass.queries.append(query)
            behaviour = overpass.next_answers.popleft() if overpass.next_answers else "well"
            _respond(self, behaviour, overpass.answer(query))

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    overpass.url = f"http://127.0.0.1:{server.server_address[1]}/api/interpreter"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield overpass
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _respond(handler: BaseHTTPRequestHandler, behaviour: str, data: bytes) -> None:
    match behaviour:
        case "busy":
            _send(handler, 429, BUSY_PAGE, {"Retry-After": "0"})
        case "gateway_timeout":
            _send(handler, 504, BUSY_PAGE)
        case "bad_request":
            _send(handler, 400, b"line 1: parse error")
        case "page":
            _send(handler, 200, BUSY_PAGE)
        case "cut":
            _send(handler, 200, data[: len(data) // 2])
        case "remark":
            remark = b'<remark> runtime error: Query timed out in "query" at line 3 after 300 seconds. </remark>'
            _send(handler, 200, data.replace(b"</osm>", remark + b"</osm>"))
        case "hangup":
            handler.send_response(200)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data[: len(data) // 2])
            handler.close_connection = True
        case _:
            _send(handler, 200, data)


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
    handler.send_response(status)
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
