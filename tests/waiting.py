"""Waiting, with a generous deadline, for something to become true."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable


async def until(
    condition: Callable[[], object | Awaitable[object]], *, timeout_s: float = 60, every_s: float = 0.05
) -> None:
    """Raises TimeoutError when it never becomes true."""
    async with asyncio.timeout(timeout_s):
        while not await _value(condition()):  # noqa: ASYNC110 - what we wait for is outside this process
            await asyncio.sleep(every_s)


async def _value(answer: object) -> object:
    return await answer if inspect.isawaitable(answer) else answer
