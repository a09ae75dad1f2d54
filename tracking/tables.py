"""Tables of devices, the newest position of each unit, the history of fixes, and rejected messages."""

from geoalchemy2 import Geometry
from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import UserDefinedType

from base.schema import metadata


class TransactionId(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction id, which never wraps."""

    cache_ok = True

    def get_col_spec(self, **_kw: object) -> str:
        return "xid8"


device = Table(
    "device",
    metadata,
    Column("key", Integer, Identity(), primary_key=True),
    Column("device_id", Text, nullable=False, comment="MQTT username and client id"),
    Column("unit_key", Integer, ForeignKey("unit.key"), nullable=False),
    Column(
        "kind", Text, nullable=False, server_default=text("'tracker'"), comment="tracker, phone, box: sets its limits"
    ),
    Column("priority", SmallInteger, nullable=False, server_default=text("1"), comment="1 moves the marker first"),
    Column("mqtt_password_hash", Text, nullable=False, comment="in the broker's own format"),
    Column("http_key_hash", Text, comment="of the key that stands in an address; none: only the password"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("revoked_at", DateTime(timezone=True)),
    Column("speaks_for", Text, comment="a crew's own phone: key of its unit, and its account's name"),
    Column(
        "answers_since", DateTime(timezone=True), comment="when it first answered an order; null: it may not be able"
    ),
    UniqueConstraint("device_id"),
    Index("device_http_key_hash_idx", "http_key_hash", unique=True),
    UniqueConstraint("speaks_for"),
    Index(None, "unit_key"),
)

# The units a device was in before: a late fix belongs to the unit it was made in.
device_binding = Table(
    "device_binding",
    metadata,
    Column("device_key", Integer, ForeignKey("device.key"), nullable=False),
    Column("unit_key", Integer, ForeignKey("unit.key"), nullable=False),
    Column("until_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("device_key", "until_at"),
    Index(None, "unit_key"),
)

device_health = Table(
    "device_health",
    metadata,
    Column("device_key", Integer, ForeignKey("device.key"), primary_key=True, autoincrement=False),
    Column("heard_at", DateTime(timezone=True), comment="the newest sign of life that was no fix"),
    Column("gone_at", DateTime(timezone=True), comment="when the broker or a gateway said that it lost it"),
    Column("battery_pct", REAL),
    Column("ignition", Boolean),
    Column("fixed_at", DateTime(timezone=True)),
    Column("fix_received_at", DateTime(timezone=True)),
    Column("interval_s", REAL, comment="its usual one: the median between its newest fixes"),
    Column("skew_s", REAL, comment="its clock's lead over ours, as far as its fixes tell; negative: it lags"),
    Column("accuracy_m", REAL, comment="mean of its newest fixes"),
    Column("measured_at", DateTime(timezone=True)),
)

device_sign = Table(
    "device_sign",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("device_key", Integer, ForeignKey("device.key"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("handled_at", DateTime(timezone=True)),
    Column("claimed_at", DateTime(timezone=True), comment="when it was, by the device's own clock"),
    Column("position", Geometry("POINT", srid=4326, spatial_index=False)),
    UniqueConstraint("device_key", "kind", "at"),
    Index("device_sign_waiting_idx", "id", postgresql_where=text("handled_at IS NULL")),
)

unit_position = Table(
    "unit_position",
    metadata,
    Column("unit_key", Integer, ForeignKey("unit.key"), primary_key=True, autoincrement=False),
    Column("device_key", Integer, ForeignKey("device.key"), nullable=False),
    Column("fixed_at", DateTime(timezone=True), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=False),
    Column("accuracy_m", REAL),
    Column("speed_mps", REAL),
    Column("course_deg", REAL),
    Column(
        "changed_xid",
        TransactionId,
        nullable=False,
        server_default=text("pg_current_xact_id()"),
        comment="who reads rows at or after a snapshot's xmin misses none",
    ),
    Column("quiet_noted_at", DateTime(timezone=True), comment="when its newest silence was written into the log"),
    Column(
        "near_position",
        Geometry("POINT", srid=4326, spatial_index=False),
        nullable=False,
        comment="within 100 m of position, and written anew only when it no longer is",
    ),
    Index("unit_position_near_position_idx", "near_position", postgresql_using="gist"),
    postgresql_with={"fillfactor": 70},
)

unit_movement = Table(
    "unit_movement",
    metadata,
    Column("unit_key", Integer, ForeignKey("unit.key"), primary_key=True, autoincrement=False),
    Column("state", Text, nullable=False, comment="parked, moving or stopped"),
    Column("since_at", DateTime(timezone=True), nullable=False),
    Column("heading_deg", REAL, comment="smooth, as it was when the state began"),
    Column("device_key", Integer, ForeignKey("device.key"), comment="of several devices the one that moves the marker"),
    Column("device_since_at", DateTime(timezone=True), comment="since then it does"),
    Column("changed_xid", TransactionId, nullable=False, server_default=text("pg_current_xact_id()")),
)

# No GiST here: history is read by unit and time; BRIN costs next to nothing at ten thousand rows a second.
fix = Table(
    "fix",
    metadata,
    Column("unit_key", Integer, nullable=False),
    Column("device_key", Integer, nullable=False),
    Column("fixed_at", DateTime(timezone=True), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=False),
    Column("accuracy_m", REAL),
    Column("speed_mps", REAL),
    Column("course_deg", REAL),
    Column("altitude_m", REAL),
    Column("battery_pct", REAL),
    Column("satellites", SmallInteger),
    Column("ignition", Boolean),
    Column("late", Boolean, nullable=False, comment="older than the newest one when it came: never moved the marker"),
    Column("boot_id", Text),
    Column("seq", BigInteger),
    Column("device_at", DateTime(timezone=True), comment="when it was sent, by the device's own clock"),
    PrimaryKeyConstraint("unit_key", "fixed_at", "device_key"),
    Index("fix_fixed_at_brin", "fixed_at", postgresql_using="brin"),
    postgresql_partition_by="RANGE (fixed_at)",
)

# What was done with the fixes of a past day.
fix_day = Table(
    "fix_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("archived_at", DateTime(timezone=True)),
    Column("thinned_at", DateTime(timezone=True)),
    Column("sorted_at", DateTime(timezone=True)),
    Column("kept_until", DateTime(timezone=True), comment="restored from an archive: not dropped before"),
)

quarantined_fix = Table(
    "quarantined_fix",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("device_id", Text, nullable=False, comment="as the topic named it; may be unknown to us"),
    Column("reason", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False, comment="the bytes as they came, cut at 4 KiB"),
    Column("times", Integer, nullable=False, server_default=text("1"), comment="with those after it that say the same"),
    Index(None, "received_at"),
)

ingest_count = Table(
    "ingest_count",
    metadata,
    Column("worker", Text, nullable=False, comment="each bridge counts in its own rows: no contention"),
    Column("outcome", Text, nullable=False, comment="stored, duplicate, or the reason of a rejection"),
    Column("total", BigInteger, nullable=False),
    PrimaryKeyConstraint("worker", "outcome"),
)

bridge = Table(
    "bridge",
    metadata,
    Column("worker", Text, primary_key=True),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("broker_connected", Boolean, nullable=False),
    Column(
        "settled_until",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("'epoch'"),
        comment="all that this bridge took from the broker before is stored",
    ),
    Column(
        "shares_held",
        Integer,
        nullable=False,
        server_default=text("8"),
        comment="shared subscriptions of this bridge at the broker",
    ),
    Column("shares_seen", Integer, comment="shared subscriptions of all, as the broker told it; null: never"),
)

share_group = Table(
    "share_group",
    metadata,
    Column("name", Text, primary_key=True, comment="secret: who knows it may take messages from the bridges"),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("left_at", DateTime(timezone=True), comment="bridges that still belong to it leave it"),
    Index("one_current_share_group", text("(left_at IS NULL)"), unique=True, postgresql_where=text("left_at IS NULL")),
)
