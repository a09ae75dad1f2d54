"""Guessing passwords is slow, and nobody is locked out."""

import asyncio

import pytest

from core.access.hashing_queue import STRANGERS_WAITING_MAX, WAITING_PER_ADDRESS_MAX, HashingQueue, QueueIsFull
from core.access.login_limiter import (
    BY_ADDRESS,
    BY_BROWSER,
    BY_NAME,
    BY_NAME_AND_ADDRESS,
    REMEMBERED_MAX,
    Guesser,
    LoginLimiter,
)

STRANGER = Guesser("sri", "192.0.2.7")
SRI_AT_HER_DESK = Guesser("sri", "192.0.2.7", browser=b"hers")


def let_through(limiter: LoginLimiter, guesser: Guesser, tries: int, *, now_s: float = 0) -> int:
    """Return how many of that many simultaneous tries were let through."""
    return sum(limiter.try_once(guesser, now_s=now_s) is None for _ in range(tries))


def test_of_a_burst_of_guesses_few_are_tested() -> None:
    limiter = LoginLimiter()

    assert let_through(limiter, STRANGER, 200) == BY_NAME_AND_ADDRESS.burst


def test_whoever_guesses_waits_a_moment_and_may_try_again() -> None:
    limiter = LoginLimiter()
    let_through(limiter, STRANGER, 200)

    wait_s = limiter.try_once(STRANGER, now_s=0.0)

    assert wait_s == BY_NAME_AND_ADDRESS.every_s
    assert let_through(limiter, STRANGER, 200, now_s=wait_s) == 1


def test_a_neighbour_who_guesses_at_a_name_keeps_nobody_from_the_usual_browser() -> None:
    limiter = LoginLimiter()
    let_through(limiter, STRANGER, 200)

    assert limiter.try_once(SRI_AT_HER_DESK, now_s=0.0) is None


def test_a_stolen_browser_does_not_guess_without_end() -> None:
    limiter = LoginLimiter()

    assert let_through(limiter, SRI_AT_HER_DESK, 200) == BY_BROWSER.burst


def test_made_up_names_from_one_address_and_one_name_from_many_addresses_are_slow_too() -> None:
    names, addresses = LoginLimiter(), LoginLimiter()

    by_name = sum(let_through(names, Guesser(str(number), "192.0.2.7"), 1) for number in range(200))
    by_address = sum(let_through(addresses, Guesser("sri", str(number)), 1) for number in range(200))

    assert (by_name, by_address) == (BY_ADDRESS.burst, BY_NAME.burst)


def test_a_right_password_gives_the_try_back() -> None:
    limiter = LoginLimiter()

    for _ in range(100):
        assert limiter.try_once(STRANGER, now_s=0.0) is None
        limiter.succeeded(STRANGER, now_s=0.0)


def test_guessers_without_number_do_not_fill_the_memory() -> None:
    limiter = LoginLimiter()

    for number in range(REMEMBERED_MAX):
        limiter.try_once(Guesser(str(number), str(number)), now_s=0.0)

    assert limiter.remembered <= REMEMBERED_MAX


async def test_strangers_without_number_are_turned_away_at_once_and_a_known_browser_is_served() -> None:
    queue, release = HashingQueue(), asyncio.Event()

    async def hash_for(guesser: Guesser) -> None:
        async with queue.turn(guesser):
            await release.wait()

    strangers = [asyncio.create_task(hash_for(Guesser("x", f"192.0.2.{number % 50}"))) for number in range(100)]
    await asyncio.sleep(0)
    turned_away = [task for task in strangers if task.done()]
    async with asyncio.timeout(5), queue.turn(SRI_AT_HER_DESK):
        pass
    release.set()
    ended = await asyncio.gather(*strangers, return_exceptions=True)

    assert len(turned_away) == 100 - STRANGERS_WAITING_MAX
    assert sum(isinstance(each, QueueIsFull) for each in ended) == len(turned_away)


async def test_one_address_never_fills_the_queue_of_all_strangers() -> None:
    queue, release = HashingQueue(), asyncio.Event()

    async def hash_for(address: str) -> None:
        async with queue.turn(Guesser("x", address)):
            await release.wait()

    flood = [asyncio.create_task(hash_for("192.0.2.7")) for _ in range(100)]
    await asyncio.sleep(0)
    other = asyncio.create_task(hash_for("192.0.2.8"))
    await asyncio.sleep(0)

    assert sum(not task.done() for task in flood) == WAITING_PER_ADDRESS_MAX
    assert not other.done()
    release.set()
    await other
    with pytest.raises(QueueIsFull):
        await asyncio.gather(*flood)
