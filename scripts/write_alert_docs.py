"""Write the documentation of the alerts from their table: the runbook, and a section of the API guide.

With `--check` nothing is written; the exit status is non-zero if the documentation differs.
"""

import re
import sys
from pathlib import Path

from dispatch.domain.alert import Alert, AlertKind, Urgency
from dispatch.domain.alerts import ALERTS

CHECKOUT = Path(__file__).resolve().parents[1]
DOCS, WORDS = CHECKOUT / "docs", CHECKOUT / "console" / "src" / "base" / "words"
RUNBOOK, GUIDE = DOCS / "runbook.md", DOCS / "api.md"
TABLE = re.compile(r"(?<=\n### Alerts\n).*?(?=\n## )", re.DOTALL)
WORD = re.compile(r'^ +([a-z_]+): "(.+)",$', re.MULTILINE)

INTRODUCTION = """# Runbook

What each alert of the desk means, and what to do about it. An alert stays at every desk until a dispatcher or
supervisor takes it, or until its cause is over; the person who takes it deals with the cause. The most urgent come
first, here as on the board. The last word in brackets is the alert's kind: its name in the API, the event log and the
metrics (`sigap_open_alerts{kind="…"}`).

*Whoever runs the system* is the city's own operator: agree on a number that answers at night, and write it here.
"""
HEADINGS = {
    Urgency.NOW: "Now: somebody is waiting for help",
    Urgency.SOON: "Soon: a unit is late, or the desk sees less than it seems to",
    Urgency.TODAY: "Today: nobody is waiting for it",
}
IN_THE_GUIDE = """
An alert of the desk is called `alarm` on the wire. It stays on the board until a person takes it (`alarm_taken`), or
its cause is over (`alarm_ended`); `taken_at` is when it left the board, `taken_by` the person who took it, or null if
nobody did. Its `detail` has more for people; the fields are those of its `alarm_raised` and `alarm_ended`. The most
urgent come first; what to do about each is in the [runbook](runbook.md).

| kind | about | urgency | meaning | ends by itself | fields |
|---|---|---|---|---|---|
"""


def runbook() -> str:
    return INTRODUCTION + "".join(_chapter(urgency) for urgency in Urgency)


def words(language: str) -> dict[str, str]:
    """Return the label of each kind as shown on the screen."""
    text = (WORDS / language / "alerts.ts").read_text(encoding="utf-8").partition("alert_kind: {")[2]
    return dict(WORD.findall(text))


def _chapter(urgency: Urgency) -> str:
    english, indonesian = words("en"), words("id")
    alerts = [(kind, alert) for kind, alert in ALERTS.items() if alert.urgency is urgency]
    return f"\n## {HEADINGS[urgency]}\n" + "".join(
        f"\n### {english[kind]} (*{indonesian[kind]}*, `{kind}`)\n\n{_paragraph(alert)}\n" for kind, alert in alerts
    )


def _paragraph(alert: Alert) -> str:
    ending = f"It ends by itself {alert.ends}." if alert.ends else "It stays until somebody takes it."
    return f"{alert.means} **Do:** {alert.do} {ending}"


def table() -> str:
    return IN_THE_GUIDE + "".join(_row(kind, alert) for kind, alert in ALERTS.items())


def _row(kind: AlertKind, alert: Alert) -> str:
    fields = ", ".join(f"`{name}`" for name in alert.fields) or "–"
    return f"| `{kind}` | {alert.about} | {alert.urgency} | {alert.means} | {alert.ends or '–'} | {fields} |\n"


def main() -> int:
    guide = GUIDE.read_text(encoding="utf-8")
    written = {RUNBOOK: runbook(), GUIDE: TABLE.sub(lambda _: table(), guide)}
    if "--check" not in sys.argv:
        for path, text in written.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path for path, text in written.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        sys.stderr.write(f"{path} does not match the table of alerts: run `python -m scripts.write_alert_docs`\n")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
