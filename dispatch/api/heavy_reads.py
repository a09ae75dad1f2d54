"""The dependency of routes that read much: they wait their turn, commands do not."""

from collections.abc import AsyncIterator

from fastapi import Depends
from starlette.requests import Request

from core.access.hashing_queue import QueueIsFull
from core.access.log_in import fingerprint
from dispatch.api.access import token_of
from dispatch.api.desk import desk_of
from dispatch.api.problems import TooManyReads


async def _in_turn(request: Request) -> AsyncIterator[None]:
    desk = desk_of(request)
    try:
        async with desk.reads.turn(fingerprint(token_of(request, desk))):
            yield
    except QueueIsFull:
        raise TooManyReads("too many of these at once; ask one after another", retry_after_s=1) from None


# Ends when the route has made its answer: a client that reads it slowly holds up nobody.
IN_TURN = Depends(_in_turn, scope="function")
