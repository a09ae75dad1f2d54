"""`sigap doctor`: whether everything is in order."""

from rich.table import Table

from sigap.checks import examine
from sigap.console import screen
from sigap.errors import SigapError
from sigap.patient import Finding, admit

MARKS = {True: "✓", False: "✗", None: "–"}


def doctor() -> None:
    """Check versions, extensions, ports, disk, clock, writes and logins; the exit status is 1 if anything is wrong."""
    findings = examine(admit())
    screen.print(_table(findings))
    wrong = [finding for finding in findings if finding.ok is False]
    if wrong:
        raise SigapError(f"{len(wrong)} of {len(findings)} checks failed", hint="; ".join(each.hint for each in wrong))


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, show_header=False)
    for finding in findings:
        table.add_row(MARKS[finding.ok], finding.what, finding.seen)
        if finding.ok is False:
            table.add_row("", "", f"→ {finding.hint}")
    return table
