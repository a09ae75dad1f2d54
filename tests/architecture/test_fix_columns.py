"""A value that a device reports is either stored, in a column of its own, or named here as one that is not."""

from pathlib import Path

import msgspec
import pytest
from sqlalchemy.dialects import postgresql

from tests.fleet import NOW, all_reported
from tracking.dialects.native import encode_fixes, parse_fixes
from tracking.fix import REPORTED, Fix
from tracking.tables import fix as table

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
IDENTITY = {"device_id", "fixed_at", "lat", "lon"}
ONLY_FOR_SCREENING = {"says_unit_id", "mocked", "speed_raw"}
SET_WHEN_STORED = {"unit_key", "device_key", "fixed_at", "received_at", "position", "late"}
OF_OTHER_DIALECTS = {"device_at"}
LONG_NAMES = {"timestamptz": "timestamp with time zone"}


def test_the_list_of_reported_values_matches_the_table() -> None:
    columns = {
        column.name: str(column.type.compile(dialect=postgresql.dialect())).lower()  # type: ignore[no-untyped-call]
        for column in table.columns
        if column.name not in SET_WHEN_STORED
    }

    assert {name: LONG_NAMES.get(kind, kind) for name, kind in REPORTED.items()} == columns


def test_each_value_of_a_fix_is_stored_or_named_as_not_stored() -> None:
    assert {*IDENTITY, *ONLY_FOR_SCREENING, *REPORTED} == set(Fix.__struct_fields__)


@pytest.mark.parametrize("name", sorted(REPORTED.keys() - OF_OTHER_DIALECTS))
def test_our_own_dialect_sends_and_reads_each_value_and_the_guide_names_it(name: str) -> None:
    fix = Fix(device_id="GPS-1", fixed_at=NOW, lat=-7.63, lon=111.52)
    fix = msgspec.structs.replace(fix, **{name: all_reported()[name]})

    assert parse_fixes(encode_fixes([fix]), "GPS-1") == [fix]
    assert f"`{name}`" in next(line for line in GUIDE.splitlines() if "/up/fix`" in line)
