"""Records which of the desk's doorbells ring, to wake a console or a relay."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from base.database import Connection
from base.doorbell import ring
from core.commit_and_ring import BELLS
from tests.waiting import until

END = "test_end"


class Rings:
    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        self._heard: list[str] = []

    def note(self, channel: str) -> None:
        self._heard.append(channel)

    async def heard(self) -> list[str]:
        """Return the channels rung so far, each once, in the order of their commits."""
        await ring(self._conn, [END])
        await until(lambda: END in self._heard)
        heard, self._heard = self._heard, []
        return [channel for channel in heard if channel != END]


@asynccontextmanager
async def listening(database_url: str) -> AsyncIterator[Rings]:
    conn = await asyncpg.connect(database_url)
    rings = Rings(conn)
    try:
        for channel in (*BELLS, END):
            await conn.add_listener(channel, lambda _conn, _pid, channel, _payload: rings.note(channel))
        yield rings
    finally:
        await conn.close()
