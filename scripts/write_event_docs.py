"""Write the API guide's table of events from their declarations."""

import re
from dataclasses import MISSING
from pathlib import Path

from dispatch.domain.events.declared import EVENTS
from dispatch.domain.events.event import Event, declared_facts

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "api.md"
TABLE = re.compile(r"(?<=\n### Events\n).*?(?=\n### Alerts\n)", re.DOTALL)

HEAD = """
A field with `?` is present only if it is known.

| kind | when | fields |
|---|---|---|
"""


def table() -> str:
    return HEAD + "".join(_row(event) for event in EVENTS.values())


def _row(event: type[Event]) -> str:
    when = " ".join((event.__doc__ or "").split())
    if event.ENTRIES_OF_BEFORE is not None:
        when += f" Earlier entries are `{event.ENTRIES_OF_BEFORE}`; either name finds them."
    optional = [(each.name, "" if each.default is MISSING else "?") for each in declared_facts(event)]
    return f"| `{event.KIND}` | {when} | {', '.join(f'`{name}`{mark}' for name, mark in optional) or '–'} |\n"


if __name__ == "__main__":
    GUIDE.write_text(TABLE.sub(lambda _: table(), GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
