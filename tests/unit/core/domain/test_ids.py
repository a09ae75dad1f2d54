"""Ids are version 7 and sort by the millisecond of their creation."""

import time

from core.domain.ids import new_id


def test_an_id_made_later_sorts_later() -> None:
    first = new_id()
    time.sleep(0.002)
    second = new_id()

    assert first.version == 7
    assert first < second
