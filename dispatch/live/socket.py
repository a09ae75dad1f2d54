"""The `/live` websocket: authentication, the console's cursor, and then all that is new until it ends."""

import asyncio
import logging
import time
from collections.abc import Collection
from contextlib import suppress
from enum import IntEnum
from typing import Any

import msgspec
from fastapi import APIRouter
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from base.database import ACQUIRE_TIMEOUT_S, DATABASE_ERRORS, Pool
from base.steady_clock import STEADY_CLOCK
from core.access.log_in import authenticate, fingerprint
from core.domain.actor import Account
from core.domain.browser import SESSION_COOKIE, is_own_page
from core.domain.refusals import NotAuthenticated
from core.live.allowance import MessageAllowance
from core.live.catch_up import AnotherLog, CatchUp
from core.live.sessions import SessionWatch, TooManySockets
from core.store.log_cursor import Cursor
from dispatch.live.feed import Feed, Subscriber
from dispatch.live.frames import RESYNC, EventFrame, SnapshotFrame
from dispatch.live.measures import CLOSED, CONSOLES
from dispatch.live.sight import Sight, WallSight, sight_of
from dispatch.live.snapshots import Snapshots

log = logging.getLogger(__name__)

AUTH_TIMEOUT_S = 5.0
SUBSCRIBE_TIMEOUT_S = 30.0
CLOSE_TIMEOUT_S = 1.0
TOKENS_TRIED_MAX = 3
SENT_WITHOUT_A_BREAK = 20  # frames of a catch-up before others have their turn
SEQ_MAX = 2**63 - 1
NO_SUCH_ENTRY = Cursor(SEQ_MAX)


class CloseCode(IntEnum):
    """Codes above 4000 are our own (RFC 6455 section 7.4.2)."""

    TOO_SLOW = 4008  # the mailbox ran over: come back by cursor
    INVALID_MESSAGE = 4400
    NOT_AUTHENTICATED = 4401  # no token, a wrong one, or it has expired: log in again
    FOREIGN_ORIGIN = 4403
    ASKS_TOO_MUCH = 4429  # too many messages, tokens or sockets
    TRY_AGAIN = 1013  # the database is unavailable


class Closed(Exception):
    """The conversation has ended, and the console is sent the reason."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Live:
    """What every socket of this process shares."""

    def __init__(
        self, pool: Pool, feed: Feed, *, allowed_origins: Collection[str], resume_max: int, sockets_max: int
    ) -> None:
        self.pool = pool
        self.feed = feed
        self.allowed_origins = allowed_origins
        self.snapshots = Snapshots(pool)
        self.catch_up = CatchUp(pool, resume_max=resume_max)
        self.sessions = SessionWatch(pool, sockets_max=sockets_max)


router = APIRouter()


@router.websocket("/live")
async def live(websocket: WebSocket) -> None:
    if _is_from_a_foreign_page(websocket):
        CLOSED.labels(int(CloseCode.FOREIGN_ORIGIN)).inc()
        await websocket.close(CloseCode.FOREIGN_ORIGIN)  # before accepting: the page gets HTTP 403
        return
    await websocket.accept()
    CONSOLES.inc()
    try:
        await Conversation(websocket, websocket.app.state.live).run()
    except* Closed as group:
        await _close(websocket, _first_closed(group))
    except* (WebSocketDisconnect, WebSocketDisconnected):
        log.debug("console left")
    except* DATABASE_ERRORS as group:
        log.warning("console lost the database", extra={"error": repr(group.exceptions[0])})
        await _close(websocket, Closed(CloseCode.TRY_AGAIN, "the database is away, try again"))
    finally:
        CONSOLES.dec()


class Conversation:
    """One console, from its first message on: a listener, a writer, and a task that ends it."""

    def __init__(self, websocket: WebSocket, live: Live) -> None:
        self._websocket = websocket
        self._live = live
        self._sight: Sight = WallSight()
        self._session = b""
        self._messages = MessageAllowance()
        self._after: Cursor | None = None
        self._subscribed_again = False
        self._subscriber = self._new_subscriber()
        self._over = asyncio.Event()
        self._why: Closed | None = None

    async def run(self) -> None:
        token, account = await self._open()
        self._sight, self._session = sight_of(account), fingerprint(token)
        expired = Closed(CloseCode.NOT_AUTHENTICATED, "the session is over, log in again")
        try:
            with self._live.sessions.watched(self._session, lambda: self._end(expired)):
                await self._converse()
        except TooManySockets:
            raise Closed(CloseCode.ASKS_TOO_MUCH, "this session has too many consoles open") from None

    async def _converse(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._write(), name="live writer")
            group.create_task(self._listen(), name="live listener")
            group.create_task(self._until_over(), name="live end")

    async def _open(self) -> tuple[str, Account]:
        """Until the console has authenticated and sent its cursor."""
        opened, tried = await self._by_cookie(), 0
        while True:
            message = await self._receive(within_s=SUBSCRIBE_TIMEOUT_S if opened else AUTH_TIMEOUT_S)
            if message.get("type") == "auth" and isinstance(token := message.get("token"), str):
                tried += 1
                if tried > TOKENS_TRIED_MAX:
                    raise Closed(CloseCode.ASKS_TOO_MUCH, "too many tokens")
                opened = token, await self._account_of(token)
            elif opened is None:
                raise Closed(CloseCode.NOT_AUTHENTICATED, "first message must be auth with a token")
            else:
                self._after = _cursor(message)
                return opened

    async def _by_cookie(self) -> tuple[str, Account] | None:
        cookie = self._websocket.cookies.get(SESSION_COOKIE)
        if cookie is None:
            return None
        if "origin" not in self._websocket.headers:  # a browser always names its page
            raise Closed(CloseCode.FOREIGN_ORIGIN, "not a page of ours")
        return cookie, await self._account_of(cookie)

    async def _account_of(self, token: str) -> Account:
        try:
            async with self._live.pool.acquire(timeout=ACQUIRE_TIMEOUT_S) as conn:
                return await authenticate(conn, token, now=STEADY_CLOCK.now())
        except NotAuthenticated as refusal:
            raise Closed(CloseCode.NOT_AUTHENTICATED, refusal.code) from refusal

    async def _listen(self) -> None:
        """A subscribed console may only subscribe again."""
        while True:
            self._after = _cursor(await self._receive())
            self._subscribed_again = True
            self._subscriber.filled.set()

    async def _write(self) -> None:
        while True:
            self._subscribed_again = False
            self._subscriber = self._new_subscriber()
            self._live.feed.join(self._subscriber)  # nothing is missed from here on
            try:
                await self._catch_up(self._after)
                await self._pass_on()
            except AnotherLog:
                self._start_over()
            finally:
                self._live.feed.leave(self._subscriber)

    async def _catch_up(self, after: Cursor | None) -> None:
        """Send what lies between the console's cursor and the feed; a crew's share is small and is sent whole."""
        snapshot: SnapshotFrame | None = None
        resumes = after is not None and self._sight.shared is not None
        if after is None or not resumes or not await self._live.catch_up.can_resume(after):
            snapshot = await self._send_snapshot(say_so=resumes)
            after = snapshot.as_of
        self._subscriber.mailbox.already_sent(await self._send_missed(after))
        self._put_newest(snapshot)

    async def _send_missed(self, after: Cursor) -> int:
        """Return the seq of the last one that was sent."""
        seq, sent = after.seq, 0
        async for entry in self._live.catch_up.events_after(after, session=self._session):
            await self._websocket.send_text(EventFrame(entry).text(self._sight))
            seq, sent = entry.seq, sent + 1
            if sent % SENT_WITHOUT_A_BREAK == 0:
                await asyncio.sleep(0)
        return seq

    def _put_newest(self, snapshot: SnapshotFrame | None) -> None:
        """The feed's current positions: if taken earlier, they would overwrite newer ones."""
        fixes, movements = self._live.feed.newest_fixes(), self._live.feed.newest_movements()
        if snapshot is not None:
            fixes, movements = fixes.since(snapshot.fixed_at), movements.unlike(snapshot.movements)
        self._subscriber.put_fixes(fixes)
        self._subscriber.put_movements(movements)

    async def _send_snapshot(self, *, say_so: bool) -> SnapshotFrame:
        if say_so:
            await self._websocket.send_text(RESYNC)
        snapshot = await self._live.snapshots.newest()
        await self._websocket.send_text(snapshot.text(self._sight))
        return snapshot

    async def _pass_on(self) -> None:
        """Until the console subscribes again, or must."""
        subscriber = self._subscriber
        while not self._subscribed_again:
            await subscriber.filled.wait()
            subscriber.filled.clear()
            if subscriber.must_resync:
                self._start_over()
                return
            for text in subscriber.mailbox.take(self._sight):
                await self._websocket.send_text(text)

    def _start_over(self) -> None:
        self._live.snapshots.forget()
        self._after = NO_SUCH_ENTRY

    async def _receive(self, *, within_s: float | None = None) -> dict[str, Any]:
        try:
            async with asyncio.timeout(within_s):
                message = await self._websocket.receive()
        except TimeoutError:
            raise Closed(CloseCode.NOT_AUTHENTICATED, f"nothing was heard for {within_s:.0f} s") from None
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        if not self._messages.allows_another(time.monotonic()):
            raise Closed(CloseCode.ASKS_TOO_MUCH, "too many messages")
        return _decode(message.get("text") or message.get("bytes") or b"")

    def _new_subscriber(self) -> Subscriber:
        too_slow = Closed(CloseCode.TOO_SLOW, "too slow, come back by cursor")
        return Subscriber(on_overflow=lambda: self._end(too_slow))

    def _end(self, why: Closed) -> None:
        self._why = self._why or why
        self._over.set()

    async def _until_over(self) -> None:
        await self._over.wait()
        assert self._why is not None
        raise self._why


def _is_from_a_foreign_page(websocket: WebSocket) -> bool:
    """Programs that are not browsers name no page."""
    origin, host = websocket.headers.get("origin"), websocket.headers.get("host")
    allowed = websocket.app.state.live.allowed_origins
    return origin is not None and not is_own_page(origin, host=host, allowed=allowed)


def _decode(text: str | bytes) -> dict[str, Any]:
    try:
        message = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise Closed(CloseCode.INVALID_MESSAGE, "not JSON") from None
    if not isinstance(message, dict):
        raise Closed(CloseCode.INVALID_MESSAGE, "not a JSON object")
    return message


def _cursor(message: dict[str, Any]) -> Cursor | None:
    after, mark = message.get("after"), message.get("mark")
    if message.get("type") != "subscribe":
        raise Closed(CloseCode.INVALID_MESSAGE, "only subscribe is understood here")
    if not (mark is None or isinstance(mark, str)):
        raise Closed(CloseCode.INVALID_MESSAGE, "mark must be what came with the seq, or null")
    if after is None:
        return None
    if type(after) is int and 0 <= after <= SEQ_MAX:
        return Cursor(after, mark)
    raise Closed(CloseCode.INVALID_MESSAGE, "after must be a seq or null")


def _first_closed(group: BaseExceptionGroup[Closed]) -> Closed:
    first = group.exceptions[0]
    return first if isinstance(first, Closed) else _first_closed(first)


async def _close(websocket: WebSocket, why: Closed) -> None:
    """A console that reads nothing is not waited for; its ping will fail."""
    CLOSED.labels(int(why.code)).inc()
    with suppress(TimeoutError, RuntimeError, WebSocketDisconnect):
        async with asyncio.timeout(CLOSE_TIMEOUT_S):
            await websocket.close(why.code, why.reason)
