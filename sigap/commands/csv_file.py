"""Reads an operator's CSV with the console's rules; errors name their line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from base.spreadsheet import NoCsv, decode
from dispatch.domain.refusals import ListInvalid
from sigap.errors import SigapError


def read_csv_file(path: Path) -> str:
    """Raises SigapError."""
    try:
        return decode(path.read_bytes())
    except (OSError, NoCsv) as error:
        raise SigapError(f"{path} cannot be read: {error}", hint="nothing was changed") from error


@contextmanager
def named_lines(path: Path) -> Iterator[None]:
    """Turn ListInvalid into SigapError."""
    try:
        yield
    except ListInvalid as error:
        lines = [f"line {each['line']}: {each['reason']}" for each in error.facts["lines"]]
        raise SigapError("\n  ".join([f"{path} cannot be used:", *lines]), hint="nothing was changed") from error
