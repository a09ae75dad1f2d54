"""Runs a simulator's coroutine for a command: a failure becomes a sentence and a hint."""

import asyncio
from collections.abc import Coroutine

from sigap.errors import SigapError
from simulators.failures import SimulatorFailure

HINT = "`sigap info` tells what runs here and who can log in"


def run_simulator(coroutine: Coroutine[None, None, None]) -> None:
    """Run until it ends or Ctrl-C is pressed. Raises SigapError."""
    try:
        asyncio.run(coroutine)
    except KeyboardInterrupt:
        return
    except SimulatorFailure as failure:
        raise SigapError(str(failure), hint=HINT) from failure
    except ExceptionGroup as group:
        first = _first_failure(group)
        if first is None:
            raise
        raise SigapError(str(first), hint=HINT) from first


def _first_failure(group: ExceptionGroup[Exception]) -> SimulatorFailure | None:
    for error in group.exceptions:
        if isinstance(error, SimulatorFailure):
            return error
        if isinstance(error, ExceptionGroup) and (inner := _first_failure(error)):
            return inner
    return None
