"""A device that sends nonsense all day does not fill the disk, and harms no other device."""

from datetime import UTC, datetime, timedelta

from tracking.fixes.quarantine_quota import Allowance
from tracking.screened import Quarantined

NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)


def rejected(*device_ids: str) -> list[Quarantined]:
    return [Quarantined(device_id, "broken_json", b"{", NOW) for device_id in device_ids]


def kept(of: list[Quarantined]) -> list[str]:
    return [each.device_id for each in of if each.payload is not None]


def test_of_each_device_only_so_many_are_kept_an_hour_and_all_are_counted() -> None:
    allowance = Allowance(2)

    now = allowance.limit(rejected("A", "A", "A", "B"), now=NOW)
    soon = allowance.limit(rejected("A", "B", "B"), now=NOW + timedelta(minutes=59))
    later = allowance.limit(rejected("A"), now=NOW + timedelta(minutes=60))

    assert (len(now), len(soon)) == (4, 3)
    assert (kept(now), kept(soon), kept(later)) == (["A", "A", "B"], ["B"], ["A"])
