"""The parts of a process: one that ends is restarted, one that hangs is reported and cancelled."""

import asyncio

import pytest

from base.parts import PartHangs, Parts, busy
from tests.waiting import until

FOR_EVER = 1e6


async def stop(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_part_that_ends_by_an_exception_is_started_again_and_told_of() -> None:
    parts, starts = Parts(), []

    async def fall_once() -> None:
        starts.append(1)
        if len(starts) == 1:
            raise KeyError("mistake")
        await asyncio.sleep(FOR_EVER)

    task = parts.keep("feed", fall_once)
    await until(lambda: len(starts) == 2)

    assert parts.troubles() == {"feed": "KeyError, started again"}
    await stop(task)


async def test_one_that_works_longer_than_it_may_hangs_and_is_broken_off_and_started_again() -> None:
    parts, starts = Parts(), []

    async def hang_once() -> None:
        starts.append(1)
        with busy(within_s=0.01 if len(starts) == 1 else FOR_EVER):
            await asyncio.sleep(FOR_EVER)

    task = parts.keep("timer", hang_once)
    await until(lambda: parts.troubles().get("timer", "").startswith("hangs for"))
    await asyncio.sleep(0.05)
    parts.break_off_hanging()
    await until(lambda: len(starts) == 2)

    assert parts.troubles() == {"timer": "PartHangs, started again"}
    await stop(task)


async def test_waiting_is_no_hanging() -> None:
    parts = Parts()

    async def idle() -> None:
        with busy(within_s=0.0):
            pass
        await asyncio.sleep(FOR_EVER)

    task = parts.keep("bell", idle)
    await asyncio.sleep(0.05)
    parts.break_off_hanging()

    assert parts.troubles() == {}
    await stop(task)


async def test_what_runs_once_ends_with_its_mistake_and_a_hanging_one_is_a_mistake() -> None:
    parts = Parts()

    async def hang() -> None:
        with busy(within_s=0.01):
            await asyncio.sleep(FOR_EVER)

    running = asyncio.create_task(parts.within("record fixes", hang))
    await until(lambda: "record fixes" in parts.troubles())
    await asyncio.sleep(0.05)
    parts.break_off_hanging()

    with pytest.raises(PartHangs):
        await running


async def test_who_is_cancelled_from_outside_ends_quietly() -> None:
    parts, ended = Parts(), []

    async def run() -> None:
        try:
            await asyncio.sleep(FOR_EVER)
        finally:
            ended.append(1)

    task = parts.keep("feed", run)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await stop(task)

    assert ended == [1]
