"""Devices take turns; one device's messages keep their order, equal ones are merged, and the queue is limited."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from mqtt_bridge.turns import KEYS_MAX, Put, Turns


def all_different(turns: Turns[int], device_id: str, *numbers: int) -> list[Put]:
    return [turns.put(device_id, number, meaning=number) for number in numbers]


async def test_who_says_much_waits_for_who_says_little() -> None:
    turns = Turns[int](waiting_max=100)
    all_different(turns, "LOUD", *range(50))
    all_different(turns, "QUIET", 0)

    order = []
    for _ in range(4):
        device_id, word = await turns.take()
        order.append((device_id, word.message))
        turns.done(device_id)

    assert order == [("LOUD", 0), ("QUIET", 0), ("LOUD", 1), ("LOUD", 2)]


async def test_a_device_whose_word_is_in_hand_holds_up_only_itself() -> None:
    turns = Turns[int](waiting_max=100)
    all_different(turns, "SLOW", *range(3))
    await turns.take()
    all_different(turns, "OTHER", 0)

    device_id, word = await turns.take()
    assert (device_id, word.message) == ("OTHER", 0)
    waiting = asyncio.ensure_future(turns.take())
    await asyncio.sleep(0)
    assert not waiting.done()
    turns.done("SLOW")
    assert (await waiting)[1].message == 1


async def test_more_than_may_wait_is_not_taken() -> None:
    turns = Turns[int](waiting_max=2)

    assert all_different(turns, "LOUD", *range(4)) == [Put.WAITS, Put.WAITS, Put.LET_GO, Put.LET_GO]
    assert all_different(turns, "QUIET", 0) == [Put.WAITS]


async def test_what_means_the_same_is_one_with_all_its_keys_and_takes_no_room_from_what_means_something_else() -> None:
    turns = Turns[int](waiting_max=2)

    put = [turns.put("LOUD", number, meaning="sos", key=f"k{number % 3}") for number in range(20)]
    other = turns.put("LOUD", 20, meaning="en_route")
    _, word = await turns.take()

    assert put == [Put.WAITS] + [Put.FOLDED] * 19
    assert other is Put.WAITS
    assert (word.message, word.times, list(word.keys)) == (0, 20, ["k0", "k1", "k2"])


async def test_what_comes_while_its_like_is_in_hand_waits_for_a_turn_of_its_own() -> None:
    turns = Turns[int](waiting_max=2)
    turns.put("AMB-01", 1, meaning="sos")
    await turns.take()

    assert turns.put("AMB-01", 2, meaning="sos") is Put.WAITS
    turns.done("AMB-01")
    assert (await turns.take())[1].message == 2


async def test_of_many_keys_so_many_are_kept_and_that_there_were_more() -> None:
    turns = Turns[int](waiting_max=2)
    for number in range(KEYS_MAX + 1):
        turns.put("LOUD", number, meaning="sos", key=number)

    _, word = await turns.take()

    assert (len(word.keys), word.has_more_keys, word.times) == (KEYS_MAX, True, KEYS_MAX + 1)


@given(st.lists(st.sampled_from("ABC"), max_size=40))
def test_every_word_comes_out_once_and_in_its_devices_order(devices: list[str]) -> None:
    async def through() -> list[tuple[str, int]]:
        turns = Turns[int](waiting_max=100)
        for number, device_id in enumerate(devices):
            all_different(turns, device_id, number)
        out = []
        for _ in devices:
            device_id, word = await turns.take()
            out.append((device_id, word.message))
            turns.done(device_id)
        return out

    out = asyncio.run(through())

    assert sorted(out, key=lambda each: each[1]) == [(each, number) for number, each in enumerate(devices)]
    for device_id in "ABC":
        own = [number for each, number in out if each == device_id]
        assert own == sorted(own)


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from(["sos", "en_route", "clear", "?"])), max_size=60))
def test_nothing_is_lost_that_means_something_else(messages: list[tuple[str, str]]) -> None:
    async def through() -> list[tuple[str, str, int]]:
        turns = Turns[str](waiting_max=4)
        for device_id, meaning in messages:
            turns.put(device_id, meaning, meaning=meaning)
        out = []
        for _ in set(messages):
            device_id, word = await turns.take()
            out.append((device_id, word.message, word.times))
            turns.done(device_id)
        return out

    out = asyncio.run(through())

    assert sorted(out) == sorted((*each, messages.count(each)) for each in set(messages))
