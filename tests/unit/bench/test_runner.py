"""A bench run names what was missed, skipped or not measurable."""

import asyncio
import json
from contextlib import nullcontext

import pytest

from bench import runner
from bench.chromium import NoBrowser
from bench.report import Measured
from bench.runner import Verdict, run_all
from bench.target import Options

WITHIN = {"seconds": 1.0}
BEYOND = {"seconds": 1_000.0}


def run(monkeypatch: pytest.MonkeyPatch, *, start: object, as_json: bool = True) -> dict[str, Verdict]:
    async def measure() -> Measured:
        if isinstance(start, Exception):
            raise start
        assert isinstance(start, dict)
        return Measured(start)

    monkeypatch.setattr(runner, "ALONE", {"start": measure})
    no_stack = nullcontext  # a bench without a stack asks for none
    return dict(asyncio.run(run_all(["start"], Options(), no_stack, as_json=as_json, say=lambda _: None)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "verdict"),
    [
        (WITHIN, Verdict.HELD),
        (BEYOND, Verdict.MISSED),
        ({}, Verdict.MISSED),
        (RuntimeError("the API did not start"), Verdict.FAILED),
        (NoBrowser("no Chromium"), Verdict.SKIPPED),
    ],
)
def test_each_bench_ends_with_its_verdict(monkeypatch: pytest.MonkeyPatch, start: object, verdict: Verdict) -> None:
    assert run(monkeypatch, start=start) == {"start": verdict}


def test_a_skipped_bench_is_a_line_of_the_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, start=NoBrowser("no Chromium"))

    assert json.loads(capsys.readouterr().out) == {"name": "start", "skipped": "no Chromium"}
