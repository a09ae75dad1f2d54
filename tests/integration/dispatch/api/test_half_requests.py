"""Requests that never end block nobody."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn

from dispatch.api.half_requests import HALF_OPEN_MAX, GuardedHttp
from dispatch.main import UVICORN_OPTIONS
from tests.conftest import QuietServer
from tests.waiting import until

HALF = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
HALF_BODY = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nhal"


async def hello(_scope: object, receive: object, send: object) -> None:
    assert callable(receive)
    assert callable(send)
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


class Hasty(GuardedHttp):
    slow_headers_s, headers_within_s = 0.1, 0.3
    slow_body_s, body_quiet_max_s = 0.1, 0.3


class Suspicious(GuardedHttp):
    slow_headers_s = slow_body_s = 0.1


class Unhurried(GuardedHttp):
    slow_headers_s, headers_within_s = 60, 120


class Patient(GuardedHttp):
    slow_body_s, body_quiet_max_s = 0.1, 2.0


@asynccontextmanager
async def served(http: type[GuardedHttp] = GuardedHttp) -> AsyncIterator[int]:
    """The port of an API with this way of reading requests."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = QuietServer(uvicorn.Config(hello, log_config=None, http=http, lifespan="off", timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await until(lambda: server.started)
    yield listener.getsockname()[1]
    server.should_exit = True
    await serving
    listener.close()


def test_the_api_is_guarded() -> None:
    assert UVICORN_OPTIONS["http"] is GuardedHttp


@asynccontextmanager
async def half_requests(port: int, number: int, sent: bytes = HALF) -> AsyncIterator[list[asyncio.StreamReader]]:
    """Open that many connections that never finish their request; return what is read from each."""
    opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(number)]
    try:
        for _, writer in opened:
            writer.write(sent)
        yield [reader for reader, _ in opened]
    finally:
        for _, writer in opened:
            writer.close()
        await writer.wait_closed()
        await asyncio.gather(*(writer.wait_closed() for _, writer in opened), return_exceptions=True)


@pytest.mark.parametrize("sent", [b"", HALF, HALF_BODY])
async def test_a_request_whose_rest_does_not_come_is_given_up(sent: bytes) -> None:
    async with served(Hasty) as port, half_requests(port, 1, sent) as [reader]:
        assert await reader.read() == b""


@pytest.mark.parametrize("sent", [HALF, HALF_BODY])
async def test_of_too_many_slow_requests_from_one_address_the_oldest_give_way_and_others_are_answered(
    sent: bytes,
) -> None:
    async with served(Suspicious) as port, half_requests(port, HALF_OPEN_MAX + 20, sent) as half:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            answers = [await client.get("/healthz") for _ in range(3)]

        assert [answer.status_code for answer in answers] == [200, 200, 200]
        await until(lambda: sum(reader.at_eof() for reader in half) >= 20)
        assert not half[-1].at_eof()


async def test_who_had_no_time_yet_to_say_anything_is_not_pushed_out_by_thousands_that_never_will() -> None:
    async with served(Unhurried) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)

        async with half_requests(port, 3 * HALF_OPEN_MAX):
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")

        writer.close()
        await writer.wait_closed()


async def test_a_body_that_comes_slowly_is_waited_for() -> None:
    async with served(Patient) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)

        for part in (HALF_BODY, *[b"x"] * 6):
            writer.write(part)
            await asyncio.sleep(0.5)

        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
        writer.close()
        await writer.wait_closed()


async def test_a_connection_that_is_used_again_and_again_stays() -> None:
    async with served(Hasty) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)

        for _ in range(4):
            writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            assert await reader.readexactly(2) == b"ok"

        writer.close()
        await writer.wait_closed()
