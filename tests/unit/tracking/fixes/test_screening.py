"""A city's limits for its devices, and checks across several units."""

from datetime import UTC, datetime, timedelta
from itertools import count

import msgspec

from tests.unit.tracking.fixes.test_filters import NOW, make_fix
from tracking.device import Device, DeviceKind, Earlier
from tracking.dialects.native import encode_fixes, parse_fixes
from tracking.fixes.screening import Parsed, Received, Screening
from tracking.settings import KindLimits, TrackingSettings
from tracking.sign import Sign, SignKind


def reasons(settings: TrackingSettings, *devices: Device, **fix: float) -> list[str | None]:
    """One fix from each device, all alike."""
    screening, found = Screening(settings), []
    for number, device in zip(count(), devices, strict=False):
        payload = encode_fixes([make_fix(number, **fix)])
        received = Received(device.device_id, payload, datetime.now(UTC), None)
        parsed = Parsed(received, parse_fixes(payload, device.device_id))
        screened = screening.screen([parsed], {device.device_id: device}, now=NOW)
        found.append(screened.rejected[0].reason if screened.rejected else None)
    return found


def make_device(number: int, kind: str = "tracker") -> Device:
    return Device(f"GPS-{number}", number, number, f"AMB-{number:02}", 1, revoked=False, kind=kind)


def test_a_kind_of_device_may_have_limits_of_its_own() -> None:
    settings = TrackingSettings(fix_limits_by_kind={DeviceKind.PHONE: KindLimits(accuracy_max_m=100)})

    assert reasons(settings, make_device(1, "phone"), make_device(2), accuracy_m=300) == ["too_inaccurate", None]


def test_a_mocked_place_is_rejected_unless_the_city_keeps_them_for_an_exercise() -> None:
    assert reasons(TrackingSettings(), make_device(1), mocked=True) == ["mocked"]
    assert reasons(TrackingSettings(fix_mocked_kept=True), make_device(1), mocked=True) == [None]


def test_too_many_units_on_the_very_same_point_are_no_places() -> None:
    devices = [make_device(number) for number in range(5)]

    assert reasons(TrackingSettings(fix_units_on_one_point_max=3), *devices) == [None] * 3 + ["crowded"] * 2
    assert reasons(TrackingSettings(), *devices) == [None] * 5


def test_a_unit_named_in_the_payload_is_the_one_the_device_was_in_then() -> None:
    moved = make_device(2)._replace(earlier=(Earlier(NOW - timedelta(hours=1), 1, "AMB-01"),))
    screening = Screening(TrackingSettings())

    def judged(unit_id: str, hours_ago: float) -> str | None:
        fix = msgspec.structs.replace(make_fix(-hours_ago * 3600), says_unit_id=unit_id)
        parsed = Parsed(Received(moved.device_id, b"", NOW, None), [fix])
        screened = screening.screen([parsed], {moved.device_id: moved}, now=NOW)
        return screened.rejected[0].reason if screened.rejected else None

    assert judged("AMB-01", 2) is None
    assert judged("AMB-01", 0.5) == "foreign_id"
    assert judged("AMB-02", 0.5) is None
    assert judged("AMB-02", 2) == "foreign_id"
    assert judged("GPS-2", 0.5) is None  # by the device's id


def test_of_one_devices_signs_only_so_many_an_hour_come_to_the_desk_and_a_call_for_help_always() -> None:
    screening, device = Screening(TrackingSettings(signs_per_device_hour_max=3)), make_device(1)

    def passed(kind: SignKind, *, hours: float = 0) -> list[SignKind]:
        received = Received(device.device_id, b"", NOW + timedelta(hours=hours), None)
        screened = screening.screen(
            [Parsed(received, [Sign(device_id=device.device_id, kind=kind)])], {device.device_id: device}, now=NOW
        )
        counted.extend(each.reason for each in screened.rejected if each.payload is None)
        return [each.sign.kind for each in screened.signs]

    counted: list[str] = []
    came = [passed(SignKind.LOW_BATTERY) for _ in range(3000)]

    assert [kinds for kinds in came if kinds == [SignKind.LOW_BATTERY]] == [[SignKind.LOW_BATTERY]] * 3
    assert came[-1] == [SignKind.ALIVE]
    assert counted == ["too_many_signs"] * 2997
    assert passed(SignKind.SOS) == [SignKind.SOS]
    assert passed(SignKind.LOW_BATTERY, hours=1) == [SignKind.LOW_BATTERY]
