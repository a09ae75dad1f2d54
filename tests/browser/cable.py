"""A cable that can be unplugged: a relay before the API, to which a browser connects instead."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

CHUNK = 65536


@dataclass(slots=True)
class Cable:
    target_port: int
    _server: asyncio.Server | None = None
    _port: int = 0
    _pipes: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def plug_in(self) -> None:
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def pull(self) -> None:
        """Break every connection, and accept no new one."""
        if self._server:
            self._server.close()
        for pipe in tuple(self._pipes):
            pipe.cancel()
        await asyncio.gather(*self._pipes, return_exceptions=True)

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.target_port)
            for pipe in (_pipe(reader, far_writer), _pipe(far_reader, writer)):
                task = asyncio.create_task(pipe, name="cable")
                self._pipes.add(task)
                task.add_done_callback(self._pipes.discard)


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
    except OSError:
        pass
    finally:
        writer.close()
