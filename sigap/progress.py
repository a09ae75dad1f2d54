"""A progress bar on a terminal, plain lines elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from sigap.console import say, screen

type Report = Callable[[str, float], None]


@contextmanager
def progress_bar(what: str) -> Iterator[Report]:
    """Yield a function that takes the phase's name and the fraction done."""
    if not screen.is_terminal:
        yield _lines(what)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda phase, fraction: bar.update(task, description=f"{what}: {phase}", completed=fraction)


def _lines(what: str) -> Report:
    """Print one line per phase."""
    last = ""

    def report(phase: str, fraction: float) -> None:
        nonlocal last
        if phase != last:
            last = phase
            say(f"{what}: {phase} ({fraction:.0%})")

    return report
