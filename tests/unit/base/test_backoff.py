"""A wait doubles up to the longest, each spread by half to both sides."""

import pytest

from base.backoff import Backoff, wait_s


@pytest.mark.parametrize(("tries", "middle_s"), [(0, 0.5), (1, 1.0), (2, 2.0), (5, 8.0), (5_000, 8.0)])
def test_a_wait_lies_within_half_of_its_middle(tries: int, middle_s: float) -> None:
    waits = [wait_s(tries, first_s=0.5, longest_s=8.0) for _ in range(50)]

    assert all(middle_s * 0.5 <= wait <= middle_s * 1.5 for wait in waits)
    assert len(set(waits)) > 1


def test_it_begins_anew_after_what_succeeded() -> None:
    backoff = Backoff(first_s=1.0, longest_s=100.0)
    for _ in range(6):
        backoff.next_s()
    assert backoff.next_s() >= 32.0

    backoff.reset()

    assert backoff.next_s() <= 1.5
