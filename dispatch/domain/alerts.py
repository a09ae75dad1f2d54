"""Every kind of alert the desk may raise: the docs, metrics, API and console are driven by this table (decision 56)."""

from collections.abc import Mapping
from types import MappingProxyType

from dispatch.domain.alert import About, Alert, AlertKind, Urgency

_OF_A_UNIT = ("unit_id", "assignment_id")
_DRIVE_OVER = "when the unit arrives or is called off"
_RADIO = "Ask the crew by radio"

ALERTS: Mapping[AlertKind, Alert] = MappingProxyType(
    {
        AlertKind.SOS: Alert(
            About.UNIT,
            Urgency.NOW,
            "A crew calls for help, by the button of its phone or its tracker."
            " `claimed_at` in the detail is the time by the sender's clock, `claimed_age_s` the age of the call by it.",
            None,
            "Call the crew by radio. No answer: send the police and the nearest unit to its last position."
            " Take the alert when somebody knows how the crew is; pressing again after that raises a new one.",
            ("unit_id",),
            is_public=True,
        ),
        AlertKind.DEVICE_ACCIDENT: Alert(
            About.UNIT,
            Urgency.NOW,
            "The device of a unit reports a crash or a fall.",
            None,
            "Call the crew by radio. No answer: treat it as an SOS. If the unit was under way, send another one.",
            ("unit_id", "device_id"),
        ),
        AlertKind.NOBODY_CAME: Alert(
            About.INCIDENT,
            Urgency.NOW,
            "Every unit sent left before arriving: the incident waits again.",
            "when a unit is sent, or the incident is closed",
            "Open the incident and send a unit, or close it with its outcome.",
            ("unit_ids",),
        ),
        AlertKind.UNIT_TAKEN_AWAY: Alert(
            About.ASSIGNMENT,
            Urgency.NOW,
            "The unit on its way here was diverted to something more urgent: this incident waits again.",
            "when the incident is closed",
            "Send another unit. Call the caller back if that takes long.",
            _OF_A_UNIT,
        ),
        AlertKind.ORDER_NOT_ACKNOWLEDGED: Alert(
            About.ASSIGNMENT,
            Urgency.NOW,
            "Nobody in the vehicle confirmed the order in time.",
            "when the crew acknowledges, or the unit is called off",
            f"{_RADIO} whether it has the order, and enter what it says."
            " No answer: send the unit named as the next one.",
            _OF_A_UNIT,
        ),
        AlertKind.AUTOMATIC_SENDING: Alert(
            About.INCIDENT,
            Urgency.NOW,
            "The plan sends the advised units automatically when the countdown ends.",
            "when it has sent them, another unit was sent, or type, level, priority or place was corrected",
            "Nothing, if the units are right. Taking the alert stops the automatic sending: a person must send then.",
            (),
        ),
        AlertKind.CLOCK_OVER_TARGET: Alert(
            About.INCIDENT,
            Urgency.NOW,
            "An interval of an urgent incident is over its target: nobody was sent, a crew has not left,"
            " or nobody arrived.",
            "when that clock stops, or the incident is closed",
            "Nobody sent: send. Not left: call the crew. Nobody there: look at the advice for a nearer unit.",
            ("clock", "unit_id"),
        ),
        AlertKind.ROUTE_CLOSED: Alert(
            About.ASSIGNMENT,
            Urgency.SOON,
            "The route of a unit leads through a street that is closed now.",
            f"{_DRIVE_OVER}, or the street is open again",
            "Tell the crew by radio which street is closed and how to go round it.",
            _OF_A_UNIT,
        ),
        AlertKind.UNIT_STALLED: Alert(
            About.ASSIGNMENT,
            Urgency.SOON,
            "A unit on its way has stopped on the road.",
            _DRIVE_OVER,
            f"{_RADIO} what is holding it up. A breakdown or a long jam: send the unit named as the next one.",
            _OF_A_UNIT,
        ),
        AlertKind.UNIT_NOT_MOVING: Alert(
            About.ASSIGNMENT,
            Urgency.SOON,
            "A unit has not moved since it got the order.",
            _DRIVE_OVER,
            f"{_RADIO} whether it is leaving. If not, send the unit named as the next one and call this one off.",
            _OF_A_UNIT,
        ),
        AlertKind.ETA_SLIPPED: Alert(
            About.ASSIGNMENT,
            Urgency.SOON,
            "A unit will arrive later than promised, by more than estimates usually vary.",
            _DRIVE_OVER,
            "Look at the suggestions and the advice for a nearer unit; tell the caller the new time.",
            _OF_A_UNIT,
        ),
        AlertKind.UNIT_SILENT: Alert(
            About.ASSIGNMENT,
            Urgency.SOON,
            "Nothing is received from the devices of a unit on its way.",
            "when the unit is heard again",
            f"{_RADIO} where it is, and use that: the map shows where it was.",
            _OF_A_UNIT,
        ),
        AlertKind.UNIT_PLACE_OLD: Alert(
            About.ASSIGNMENT,
            Urgency.SOON,
            "A driving unit is heard but reports no new position.",
            "when a new position comes, or the drive is over",
            f"{_RADIO} where it is. If this lasts, have the tracker's aerial checked.",
            _OF_A_UNIT,
        ),
        AlertKind.BACK_NOT_CLEAR: Alert(
            About.ASSIGNMENT,
            Urgency.SOON,
            "A unit is back at its station but still assigned: it cannot be sent.",
            "when the unit is clear or called off",
            f"{_RADIO} whether it is clear, and set the status.",
            _OF_A_UNIT,
        ),
        AlertKind.PROCESS_SILENT: Alert(
            About.SYSTEM,
            Urgency.SOON,
            "A process has given no sign of life for 20 s.",
            "when it gives one again",
            "Call whoever runs the system: `sigap doctor`, then the log of that process."
            " Until then work by radio and by the status light on the screen.",
            ("process",),
        ),
        AlertKind.PART_FAILED: Alert(
            About.SYSTEM,
            Urgency.SOON,
            "A part of a process has ended or hangs.",
            "a minute after it works again",
            "Call whoever runs the system: the detail says why it failed; the log of the process says more.",
            ("process", "part"),
        ),
        AlertKind.BRIDGE_MISSING: Alert(
            About.SYSTEM,
            Urgency.SOON,
            "A bridge is not connected: its share of the devices' messages waits.",
            "when it is back",
            "Positions, statuses and SOS of some units arrive late: ask by radio."
            " Call whoever runs the system to start it.",
            ("worker",),
            is_public=True,
        ),
        AlertKind.BROKER_RIGHTS_MISSING: Alert(
            About.SYSTEM,
            Urgency.SOON,
            "The broker does not let a bridge read the topics that `part` names:"
            " crews' statuses, or strangers at the broker, go unnoticed.",
            "when it does",
            "Call whoever runs the system: the broker's ACL is an old one;"
            " install deploy/mosquitto.acl of this version.",
            ("process", "part"),
        ),
        AlertKind.STRANGER_AT_BROKER: Alert(
            About.SYSTEM,
            Urgency.SOON,
            "A client that is no bridge shares the devices' messages at the broker, and takes them from us.",
            "when it is gone",
            "Call whoever runs the system: `sigap broker change-group` shuts the stranger out."
            " Somebody knows one of our passwords.",
            ("subscriptions",),
            is_public=True,
        ),
        AlertKind.STORAGE_LOW: Alert(
            About.SYSTEM,
            Urgency.SOON,
            "The disk of the data folder has less than 10 % or 2 GB free (`part`: `disk`), or is full: the reserve is"
            " given up, fixes are no longer kept, calls go on (`reserve`).",
            "when there is room",
            "Call whoever runs the system: make room, beginning with old archives and logs, or a larger disk.",
            ("part",),
        ),
        AlertKind.CLOCK_JUMPED: Alert(
            About.SYSTEM,
            Urgency.SOON,
            "The server's clock jumped by more than 10 s: sessions and orders use the old time for an hour.",
            "when it is set back",
            "Call whoever runs the system: set the clock right, and find out why the time service (NTP) let it jump.",
            ("part",),
        ),
        AlertKind.FIXES_FROM_FUTURE: Alert(
            About.SYSTEM,
            Urgency.SOON,
            "Four devices of five, three at least, send fixes from the future: the server's clock is behind.",
            "when their fixes are accepted again",
            "The map is frozen: work by radio. Call whoever runs the system to set the server's clock right.",
            ("devices",),
        ),
        AlertKind.DEVICE_JAMMING: Alert(
            About.UNIT,
            Urgency.TODAY,
            "The device of a unit reports that its GPS signal is jammed.",
            None,
            f"{_RADIO} where it is. Several units in one place: tell the police and the radio authority.",
            ("unit_id", "device_id"),
        ),
        AlertKind.DEVICE_POWER_CUT: Alert(
            About.UNIT,
            Urgency.TODAY,
            "The device of a unit lost the vehicle's power and runs on its battery.",
            None,
            "Have the cable checked before the battery is empty: after that the unit is silent.",
            ("unit_id", "device_id"),
        ),
        AlertKind.DEVICE_TAMPER: Alert(
            About.UNIT,
            Urgency.TODAY,
            "The device of a unit was opened, taken off, towed, or its aerial cut.",
            None,
            f"{_RADIO} what happened to the device, and have it checked.",
            ("unit_id", "device_id"),
        ),
        AlertKind.HISTORY_NOT_KEPT: Alert(
            About.SYSTEM,
            Urgency.TODAY,
            "A daily step failed: `partitions`, `old_days` (archive, thinning, retention), `signs`, `quarantine` or"
            " `words` (deleting text that names persons).",
            "when it works again",
            "Call whoever runs the system within the day: the detail says why."
            " Without `partitions` no fix can be stored some days later.",
            ("step",),
            is_public=True,
        ),
    }
)
