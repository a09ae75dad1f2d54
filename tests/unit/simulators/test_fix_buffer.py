from hypothesis import given
from hypothesis import strategies as st

from simulators.fix_buffer import FixBuffer


def filled(count: int, size: int = 1000) -> FixBuffer:
    buffer = FixBuffer("boot", size=size)
    for number in range(count):
        buffer.add({"lat": number})
    return buffer


def seqs(buffer: FixBuffer, at_most: int = 100) -> list[int]:
    return [fix["seq"] for fix in buffer.unsent(at_most)]


def test_fixes_are_counted_and_sent_oldest_first() -> None:
    buffer = filled(250)

    assert seqs(buffer) == list(range(1, 101))
    buffer.mark_sent(buffer.unsent())
    assert seqs(buffer) == list(range(101, 201))
    assert len(buffer) == 250


def test_only_what_is_stored_is_dropped() -> None:
    buffer = filled(5)
    buffer.mark_sent(buffer.unsent())

    buffer.drop_stored("boot", 3)
    buffer.send_again()

    assert seqs(buffer) == [4, 5]


def test_word_of_an_earlier_boot_drops_nothing() -> None:
    buffer = filled(5)

    buffer.drop_stored("the boot before", 5)

    assert len(buffer) == 5


def test_a_buffer_waits_for_stored_once_something_was_sent() -> None:
    buffer = filled(2)

    before_sending = buffer.waits_for_stored
    buffer.mark_sent(buffer.unsent())
    after_sending = buffer.waits_for_stored
    buffer.drop_stored("boot", 2)
    after_storing = buffer.waits_for_stored

    assert (before_sending, after_sending, after_storing) == (False, True, False)


def test_an_overflowing_buffer_loses_its_oldest() -> None:
    buffer = filled(12, size=10)

    assert buffer.dropped == 2
    assert seqs(buffer) == list(range(3, 13))


@given(st.lists(st.tuples(st.sampled_from(["add", "send", "again", "stored"]), st.integers(0, 30)), max_size=60))
def test_whatever_happens_nothing_unstored_is_lost(steps: list[tuple[str, int]]) -> None:
    buffer, added, stored = FixBuffer("boot"), 0, 0
    for step, seq in steps:
        if step == "add":
            buffer.add({})
            added += 1
        elif step == "send":
            buffer.mark_sent(buffer.unsent(3))
        elif step == "again":
            buffer.send_again()
        else:
            stored = max(stored, min(seq, added))
            buffer.drop_stored("boot", min(seq, added))

    buffer.send_again()
    assert seqs(buffer, 100) == list(range(stored + 1, added + 1))
