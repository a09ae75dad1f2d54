"""Every device in its turn; what one says stays in its order, and no more than so much of it waits."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from mqtt_bridge.turns import Turns


async def test_who_says_much_waits_for_who_says_little() -> None:
    turns = Turns[int](waiting_max=100)
    for number in range(50):
        turns.put("LOUD", number)
    turns.put("QUIET", 0)

    order = []
    for _ in range(4):
        device_id, message = await turns.take()
        order.append((device_id, message))
        turns.done(device_id)

    assert order == [("LOUD", 0), ("QUIET", 0), ("LOUD", 1), ("LOUD", 2)]


async def test_a_device_whose_message_is_in_hand_holds_up_only_itself() -> None:
    turns = Turns[int](waiting_max=100)
    for number in range(3):
        turns.put("SLOW", number)
    await turns.take()
    turns.put("OTHER", 0)

    assert await turns.take() == ("OTHER", 0)
    waiting = asyncio.ensure_future(turns.take())
    await asyncio.sleep(0)
    assert not waiting.done()
    turns.done("SLOW")
    assert await waiting == ("SLOW", 1)


async def test_more_than_may_wait_is_not_taken() -> None:
    turns = Turns[int](waiting_max=2)

    assert [turns.put("LOUD", number) for number in range(4)] == [True, True, False, False]
    assert turns.put("QUIET", 0)


@given(st.lists(st.sampled_from("ABC"), max_size=40))
def test_every_message_comes_out_once_and_in_its_devices_order(devices: list[str]) -> None:
    async def through() -> list[tuple[str, int]]:
        turns = Turns[int](waiting_max=100)
        for number, device_id in enumerate(devices):
            turns.put(device_id, number)
        out = []
        for _ in devices:
            device_id, message = await turns.take()
            out.append((device_id, message))
            turns.done(device_id)
        return out

    out = asyncio.run(through())

    assert sorted(out, key=lambda each: each[1]) == [(each, number) for number, each in enumerate(devices)]
    for device_id in "ABC":
        own = [number for each, number in out if each == device_id]
        assert own == sorted(own)
