"""The state of a unit, and why it is unavailable: decided here for every statement that asks."""

from collections.abc import Sequence

from dispatch.domain.unit import UnitStatus

# These name no column of `u`: PostgreSQL reads them once a statement, at the first unit that needs them, and looks up
# each unit in memory.
_AT_WORK = "SELECT o.unit_key FROM assignment o WHERE o.released_at IS NULL"
_CREWS_OUT = f"SELECT mate.crew_pool FROM unit mate WHERE mate.crew_pool IS NOT NULL AND mate.key IN ({_AT_WORK})"  # noqa: S608
_MATE_AT_WORK = f"FROM unit mate WHERE mate.crew_pool = u.crew_pool AND mate.key IN ({_AT_WORK})"


def shares_crew(unit: str, named: str) -> str:
    """Whether it shares its crew with one of those `named`, or is one; a unit with a crew of its own shares none."""
    return f"{unit}.crew_pool IN (SELECT named.crew_pool FROM unit named WHERE {named})"  # noqa: S608


def _kept_by(at_work: str, crew_is_out: str) -> Sequence[tuple[str, str]]:
    """The rule: what makes a unit unavailable, each with the resulting state. The first that applies counts."""
    return (
        (at_work, "a.status"),
        ("NOT u.in_service", f"'{UnitStatus.OUT_OF_SERVICE}'"),
        ("NOT u.staffed", f"'{UnitStatus.UNSTAFFED}'"),
        (crew_is_out, f"'{UnitStatus.CREW_IS_OUT}'"),
    )


def _status() -> str:
    rule = _kept_by("a.id IS NOT NULL", f"u.crew_pool IS NOT NULL AND u.crew_pool IN ({_CREWS_OUT})")
    return f"CASE {' '.join(f'WHEN {keeps} THEN {state}' for keeps, state in rule)} ELSE '{UnitStatus.AVAILABLE}' END"


# For `unit u`: its open assignment `a`, from which its state is read.
OPEN_ASSIGNMENT = "LEFT JOIN assignment a ON a.unit_key = u.key AND a.released_at IS NULL"

# For `unit u` with its OPEN_ASSIGNMENT: a `UnitStatus`.
STATUS = _status()

# For a unit whose state is `crew_is_out`: the unit that its crew is out with.
CREW_WITH = f"CASE WHEN {STATUS} = '{UnitStatus.CREW_IS_OUT}' THEN (SELECT min(mate.unit_id) {_MATE_AT_WORK}) END"

# For `unit u`: whether its state is `available`. Evaluated row by row on the walk to the nearest, where a join would
# cost.
FREE = " AND ".join(
    f"({keeps}) IS NOT TRUE" for keeps, _ in _kept_by(f"u.key IN ({_AT_WORK})", f"u.crew_pool IN ({_CREWS_OUT})")
)

# Each unit that is at work or whose crew is, with the assignment that keeps it: its own before that of its crew.
KEPT = """
SELECT DISTINCT ON (kept.unit_key) kept.unit_key, kept.assignment_id FROM (
    SELECT o.unit_key, o.id AS assignment_id, 0 AS of_crew FROM assignment o WHERE o.released_at IS NULL
    UNION ALL
    SELECT mate.key, o.id, 1 FROM assignment o JOIN unit sent ON sent.key = o.unit_key
    JOIN unit mate ON mate.crew_pool = sent.crew_pool AND mate.key <> sent.key WHERE o.released_at IS NULL
) AS kept ORDER BY kept.unit_key, kept.of_crew, kept.assignment_id
"""
