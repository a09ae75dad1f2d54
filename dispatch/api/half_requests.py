"""Requests that never come to their end: uvicorn itself waits for ever for the rest of a header."""

import asyncio
from collections import OrderedDict, defaultdict
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN_S = 10.0  # a phone in a dead spot sends its few hundred bytes in one packet, or again
# From one address: browsers hold some connections ready, and many share an address. A finished request does not count.
HALF_OPEN_MAX = 200

type HalfOpen = OrderedDict["GuardedHttp", None]  # oldest first
_half_open_of: defaultdict[str, HalfOpen] = defaultdict(OrderedDict)


class GuardedHttp(HttpToolsProtocol):
    """Closes a connection whose request does not come in time, and of too many from one address the oldest."""

    headers_within_s = HEADERS_WITHIN_S
    _too_late: asyncio.TimerHandle | None = None
    _peer = ""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._peer = (transport.get_extra_info("peername") or ("",))[0]
        self._wait_for_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_no_more()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._wait_for_headers()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._wait_no_more()
        super().on_headers_complete()

    def _wait_for_headers(self) -> None:
        if self._too_late is not None:
            return
        self._too_late = self.loop.call_later(self.headers_within_s, self.give_up)
        half_open = _half_open_of[self._peer]
        half_open[self] = None
        if len(half_open) > HALF_OPEN_MAX:
            next(iter(half_open)).give_up()

    def _wait_no_more(self) -> None:
        if self._too_late is None:
            return
        self._too_late.cancel()
        self._too_late = None
        half_open = _half_open_of[self._peer]
        half_open.pop(self, None)
        if not half_open:
            del _half_open_of[self._peer]

    def give_up(self) -> None:
        self._wait_no_more()
        if not self.transport.is_closing():
            self.transport.close()
