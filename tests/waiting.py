"""Waits, with a generous deadline, until something is true."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable


async def until(
    condition: Callable[[], object | Awaitable[object]],
    *,
    timeout_s: float = 60,
    every_s: float = 0.05,
    saw: Callable[[], object | Awaitable[object]] | None = None,
) -> None:
    """Raises TimeoutError if it never becomes true; the error includes what `saw` returns."""
    try:
        async with asyncio.timeout(timeout_s):
            while not await _value(condition()):  # noqa: ASYNC110 - what we wait for is outside this process
                await asyncio.sleep(every_s)
    except TimeoutError:
        instead = "" if saw is None else f", but {await _value(saw())!r}"
        raise TimeoutError(f"not in {timeout_s:g} s: {_words_of(condition)}{instead}") from None


def _words_of(condition: Callable[[], object]) -> str:
    """Return the function's name, or a lambda's source."""
    name = getattr(condition, "__qualname__", repr(condition))
    try:
        return inspect.getsource(condition).strip() if name.endswith("<lambda>") else name
    except OSError:
        return name


async def _value(answer: object) -> object:
    return await answer if inspect.isawaitable(answer) else answer
