"""What the operator sees in the terminal."""

import sys

from rich.console import Console

screen = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def say(sentence: str) -> None:
    """Print the sentence, even if the terminal is gone: that must not stop a city's dispatch."""
    try:
        screen.print(sentence, markup=False, soft_wrap=True)
        sys.stdout.flush()
    except OSError:
        return


def complain(sentence: str, hint: str) -> None:
    errors.print(f"✗ {sentence}", style="red", markup=False)
    if hint:
        errors.print(f"  → {hint}", markup=False)
