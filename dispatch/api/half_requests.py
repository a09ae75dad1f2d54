"""Requests that never end: uvicorn itself waits forever for the rest of a header or of a body."""

import asyncio
from collections import OrderedDict, defaultdict
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN_S = 10.0  # a phone in a dead spot sends its few hundred bytes in one packet, or again
BODY_QUIET_MAX_S = 20.0  # a large file may take its time, but some of it keeps coming
# A request is slow if it is not complete by then. Before that it is in nobody's way: otherwise a client that opens
# connections by the thousand would push out honest ones of the same address that had no time to send anything.
SLOW_HEADERS_S, SLOW_BODY_S = 1.0, 10.0
# Slow ones from one address: browsers hold some connections ready, and many people share an address.
HALF_OPEN_MAX = 200
PUSHED_OUT_AFTER_S = 0.05  # what came while the loop was busy is read first: requests complete by then are not slow

type HalfOpen = OrderedDict["GuardedHttp", None]  # oldest first
_half_open_of: defaultdict[str, HalfOpen] = defaultdict(OrderedDict)


class GuardedHttp(HttpToolsProtocol):
    """Closes connections whose request is not complete in time, and the oldest of too many slow ones of an address."""

    headers_within_s, body_quiet_max_s = HEADERS_WITHIN_S, BODY_QUIET_MAX_S
    slow_headers_s, slow_body_s = SLOW_HEADERS_S, SLOW_BODY_S
    _timer: asyncio.TimerHandle | None = None
    _patience_s = 0.0  # once it is slow
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
        if self._get_upgrade() is None:
            self._wait(self.slow_body_s, self.body_quiet_max_s)

    def on_body(self, body: bytes) -> None:
        if self._timer is not None and self._is_slow():
            self._timer.cancel()
            self._timer = self.loop.call_later(self._patience_s, self.give_up)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._wait_no_more()
        super().on_message_complete()

    def _wait_for_headers(self) -> None:
        if self._timer is None:
            self._wait(self.slow_headers_s, self.headers_within_s - self.slow_headers_s)

    def _wait(self, slow_after_s: float, patience_s: float) -> None:
        self._patience_s = patience_s
        self._timer = self.loop.call_later(slow_after_s, self._grow_slow)

    def _grow_slow(self) -> None:
        self._timer = self.loop.call_later(self._patience_s, self.give_up)
        half_open = _half_open_of[self._peer]
        half_open[self] = None
        if len(half_open) > HALF_OPEN_MAX:
            self.loop.call_later(PUSHED_OUT_AFTER_S, _push_out, self._peer)

    def _is_slow(self) -> bool:
        return self in _half_open_of.get(self._peer, ())

    def _wait_no_more(self) -> None:
        if self._timer is None:
            return
        self._timer.cancel()
        self._timer = None
        half_open = _half_open_of.get(self._peer)
        if half_open is None:
            return
        half_open.pop(self, None)
        if not half_open:
            del _half_open_of[self._peer]

    def give_up(self) -> None:
        if self.flow.read_paused:  # we are the ones who paused reading
            self._timer = self.loop.call_later(self._patience_s, self.give_up)
            return
        self._wait_no_more()
        if not self.transport.is_closing():
            self.transport.close()


def _push_out(peer: str) -> None:
    half_open = _half_open_of.get(peer)
    while half_open and len(half_open) > HALF_OPEN_MAX:
        oldest = next(iter(half_open))
        half_open.move_to_end(oldest)  # in case it stays, as we are the ones who paused reading
        if oldest.flow.read_paused:
            return
        oldest.give_up()
