"""Processor time is measured for a process and all its descendants."""

import mmap
import multiprocessing as mp
import os
import time

import pytest

from bench.cpu import CpuWatch, cpu_seconds, read_stat, resident_kib


def _burn(seconds: float) -> None:
    while time.process_time() < seconds:
        sum(range(1000))


def test_what_children_used_counts_also_after_they_ended() -> None:
    me = {"bench-1": os.getpid()}
    watch, before, own_before = CpuWatch(me), cpu_seconds(me)["bench-1"], time.process_time()

    child = mp.get_context("fork").Process(target=_burn, args=(0.4,))
    child.start()
    child.join()

    used, own = cpu_seconds(me)["bench-1"] - before, time.process_time() - own_before
    assert used - own >= 0.25
    assert watch.figures()["cpu_bench_1_cores"] > 0


def test_a_process_that_is_gone_has_no_figure() -> None:
    assert read_stat(2**22 + 1) is None
    assert cpu_seconds({"gone": 2**22 + 1}) == {}
    assert CpuWatch({"gone": 2**22 + 1}).figures() == {}


def test_memory_is_what_the_kernel_says() -> None:
    before = resident_kib(os.getpid())
    with mmap.mmap(-1, 64 * 2**20) as held:  # straight from the kernel: an allocator may reuse memory from before
        held.write(b"x" * len(held))
        grown_kib = resident_kib(os.getpid()) - before

    assert grown_kib == pytest.approx(64 * 1024, rel=0.25)
