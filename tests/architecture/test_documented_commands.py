"""Commands in the documentation exist, with the options shown; links lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from typer.main import get_command

from sigap.cli import app

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = sorted([CHECKOUT / "README.md", *(CHECKOUT / "docs").glob("*.md"), *(CHECKOUT / "deploy").iterdir()])
# As typed, or as named in running text.
COMMAND = re.compile(r"(?:\.venv/bin/|`)sigap ([a-z][^`\n#|;&]*)")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
OPTION = re.compile(r"--[a-z][a-z-]*")


def commands() -> Iterator[Any]:
    for page in PAGES:
        for found in COMMAND.finditer(page.read_text()):
            yield pytest.param(found[1].strip(), id=f"{page.name}: {found[1].strip()}")


@pytest.mark.parametrize("typed", dict.fromkeys(commands()))
def test_a_documented_command_exists_with_its_options(typed: str) -> None:
    command: Any = get_command(app)
    context = click.Context(command)
    for word in typed.split():
        if not hasattr(command, "list_commands"):
            break
        found = command.get_command(context, word)
        assert found is not None, f"no {word!r} in {command.list_commands(context)}"
        command = found

    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)} | {"--help"}
    assert set(OPTION.findall(typed)) <= known


@pytest.mark.parametrize("page", [page for page in PAGES if page.suffix == ".md"], ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]

    assert missing == []
