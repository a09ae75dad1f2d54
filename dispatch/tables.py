"""Every table of the desk, by the noun it keeps; constraints bear the names that the store translates."""

from geoalchemy2 import Geometry
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Double,
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
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from geo.schema import metadata


def _point(*, nullable: bool = False) -> Column[object]:
    return Column("position", Geometry("POINT", srid=4326, spatial_index=False), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


# --- who and what the city has

agency = Table(
    "agency",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
)

station = Table(
    "station",
    metadata,
    Column("id", Text, primary_key=True),
    Column("agency_id", Text, ForeignKey("agency.id"), nullable=False),
    Column("name", Text, nullable=False),
    _point(),
)

hospital = Table(
    "hospital",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("departments", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    _point(),
    Column("status", Text, comment="open or full, as it was said last; null: never"),
    _at("status_at", nullable=True),
    Column("status_by", Text),
)

unit = Table(
    "unit",
    metadata,
    Column("key", Integer, Identity(), primary_key=True, comment="small: the history of fixes repeats it"),
    Column("unit_id", Text, nullable=False, comment="what people and messages say: AMB-01"),
    Column("callsign", Text, nullable=False),
    Column("agency_id", Text, ForeignKey("agency.id"), nullable=False),
    Column("station_id", Text, ForeignKey("station.id")),
    Column("kind", Text, nullable=False),
    Column("capabilities", ARRAY(Text), nullable=False),
    Column("profile", Text, nullable=False, comment="vehicle profile the router drives by"),
    Column("crew", SmallInteger),
    Column("crew_pool", Text, comment="units of one pool share one crew: one goes at a time"),
    Column("staffed", Boolean, nullable=False, server_default=text("true")),
    Column("in_service", Boolean, nullable=False, server_default=text("true")),
    Column("out_of_service_reason", Text),
    _at("service_changed_at"),
    Column("retired_at", DateTime(timezone=True), comment="out of the fleet since then"),
    UniqueConstraint("unit_id"),
)

account = Table(
    "account",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("username", Text, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("unit_key", Integer, ForeignKey("unit.key"), comment="the crew's own unit"),
    Column("password_hash", Text, nullable=False),
    _at("created_at"),
    _at("disabled_at", nullable=True),
    UniqueConstraint("username"),
)

session = Table(
    "session",
    metadata,
    Column("token_sha256", LargeBinary, primary_key=True, comment="the token itself is never stored"),
    Column("account_id", Uuid, ForeignKey("account.id"), nullable=False),
    _at("created_at"),
    _at("expires_at"),
    Index(None, "expires_at"),
)

# --- what to send: run cards

incident_type = Table(
    "incident_type",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name_id", Text, nullable=False, comment="Indonesian"),
    Column("name_en", Text, nullable=False),
    Column("default_priority", SmallInteger, nullable=False),
    Column("eido_code", Text, comment="APCO common incident type, as NENA EIDO uses it"),
    Column("handed_over_to", Text, comment="kind of the agency that answers it when no unit of ours does"),
)

response_plan = Table(
    "response_plan",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("incident_type", Text, ForeignKey("incident_type.code"), nullable=False),
    Column("priority", SmallInteger, comment="null: any priority that has no plan of its own"),
    Column("area", Text, comment="code or name of an area; null: everywhere else"),
    Column("automatic_after_s", Integer, comment="null: a person sends"),
    UniqueConstraint(
        "incident_type",
        "priority",
        "area",
        name="one_plan_per_type_priority_and_area",
        postgresql_nulls_not_distinct=True,
    ),
)

unit_requirement = Table(
    "unit_requirement",
    metadata,
    Column("plan_id", Integer, ForeignKey("response_plan.id", ondelete="CASCADE"), nullable=False),
    Column("alarm_level", SmallInteger, nullable=False, comment="levels add to one another"),
    Column("capability", Text, nullable=False),
    Column("count", SmallInteger, nullable=False),
    Column("first_due", Boolean, nullable=False, server_default=text("false")),
    Column("crew_min", SmallInteger),
    PrimaryKeyConstraint("plan_id", "alarm_level", "capability"),
)

response_plan_version = Table(
    "response_plan_version",
    metadata,
    Column("incident_type", Text, ForeignKey("incident_type.code"), nullable=False),
    Column("version", Integer, nullable=False, autoincrement=False),
    Column("plans", JSONB, nullable=False),
    _at("saved_at"),
    Column("saved_by", Text, nullable=False),
    PrimaryKeyConstraint("incident_type", "version"),
)

# --- what is reported, and what is done about it

call = Table(
    "call",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("caller_number", Text),
    Column("caller_name", Text),
    Column("words", Text, comment="the caller's own"),
    _at("received_at"),
    _at("answered_at", nullable=True),
    _at("closed_at", nullable=True),
    Column("answered_by", Uuid, ForeignKey("account.id")),
    Column("claimed_by", Uuid, ForeignKey("account.id")),  # who works on it now; null: nobody
    _at("claimed_at", nullable=True),
    Column("disposition", Text, comment="incident, or why it became none: prank, silent, …"),
    Column("incident_id", Uuid, ForeignKey("incident.id")),
    Index(None, "incident_id"),
    Index("call_open_idx", "received_at", postgresql_where=text("closed_at IS NULL")),
)

caller_location = Table(
    "caller_location",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("call_id", Uuid, ForeignKey("call.id"), nullable=False),
    Column("source", Text, nullable=False),
    _point(),
    Column("accuracy_m", Double),
    Column("confidence", Double),
    _at("measured_at", nullable=True),
    _at("received_at"),
    Index(None, "call_id"),
)

incident = Table(
    "incident",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("number", Text, nullable=False, comment="what people say: 2026-000123"),
    Column("type", Text, ForeignKey("incident_type.code"), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("alarm_level", SmallInteger, nullable=False, server_default=text("1")),
    _point(),
    Column("address", Text),
    Column("description", Text, comment="the caller's own words"),
    _at("created_at"),
    Column("created_by", Uuid, ForeignKey("account.id"), nullable=False),
    _at("closed_at", nullable=True),
    Column("disposition", Text),
    Column("merged_into", Uuid, ForeignKey("incident.id")),
    UniqueConstraint("number"),
    Index("incident_open_idx", "created_at", postgresql_where=text("closed_at IS NULL")),
)

incident_number = Table(
    "incident_number",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)

note = Table(
    "note",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("incident_id", Uuid, ForeignKey("incident.id"), nullable=False),
    _at("at"),
    Column("by", Uuid, ForeignKey("account.id"), nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "incident_id"),
)

recommendation = Table(
    "recommendation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("incident_id", Uuid, ForeignKey("incident.id"), nullable=False),
    _at("made_at"),
    Column("advice", JSONB, nullable=False, comment="candidates, reasons and shortfalls as they were shown"),
    Index(None, "incident_id"),
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("unit_key", Integer, ForeignKey("unit.key"), nullable=False),
    Column("incident_id", Uuid, ForeignKey("incident.id"), nullable=False),
    Column("status", Text, nullable=False),
    _at("dispatched_at"),
    Column("dispatched_by", Uuid, ForeignKey("account.id")),  # null: sent by itself
    Column("recommendation_id", Uuid, ForeignKey("recommendation.id")),
    Column("reason", Text, comment="why another than the advised"),
    Column("eta_s", Double, comment="promised when it was sent; null when it could not be computed"),
    Column("drive_s", Double),
    Column("distance_m", Double),
    Column("polyline6", Text),
    _at("released_at", nullable=True),
    Column(
        "hospital_id",
        Text,
        ForeignKey("hospital.id", ondelete="SET NULL"),
        comment="where its crew takes the patient; null: it did not say",
    ),
    Column("from_station", Boolean, comment="where it started; null: it could not be placed"),
    Column("replaces_id", Uuid, ForeignKey("assignment.id"), comment="whom it relieves, once its crew acknowledged"),
    Index("one_open_assignment_per_unit", "unit_key", unique=True, postgresql_where=text("released_at IS NULL")),
    Index(None, "incident_id"),
    Index("assignment_replaces_id_idx", "replaces_id", postgresql_where=text("replaces_id IS NOT NULL")),
)

suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("incident_id", Uuid, ForeignKey("incident.id"), nullable=False),
    Column("assignment_id", Uuid, ForeignKey("assignment.id"), nullable=False, comment="who would be relieved"),
    Column("unit_key", Integer, ForeignKey("unit.key"), nullable=False, comment="who would go"),
    Column("saving_s", Double, nullable=False),
    _at("made_at"),
    Column("data", JSONB, nullable=False, comment="what it stood on"),
    Column("outcome", Text, comment="accepted, refused or withdrawn"),
    _at("closed_at", nullable=True),
    Column("closed_by", Text),
    Index(
        "one_standing_suggestion_per_assignment",
        "assignment_id",
        unique=True,
        postgresql_where=text("closed_at IS NULL"),
    ),
)

milestone = Table(
    "milestone",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("assignment_id", Uuid, ForeignKey("assignment.id"), nullable=False),
    Column("kind", Text, nullable=False),
    _at("at"),
    Column("source", Text, nullable=False, comment="pressed, inferred or imported"),
    Column("flag", Text, comment="forgotten: nobody pressed it; contradicted: the track tells otherwise"),
    _at("recorded_at"),
    Column("recorded_by", Text, nullable=False),
    Index(None, "assignment_id"),
)

alarm = Table(
    "alarm",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("incident_id", Uuid, ForeignKey("incident.id")),
    Column("unit_key", Integer, ForeignKey("unit.key")),
    Column("assignment_id", Uuid, ForeignKey("assignment.id")),
    _at("raised_at"),
    Column("detail", JSONB, nullable=False),
    _at("taken_at", nullable=True),
    Column("taken_by", Uuid, ForeignKey("account.id")),
    Index(
        "one_alarm_per_kind_and_assignment",
        "kind",
        "assignment_id",
        unique=True,
        postgresql_where=text("assignment_id IS NOT NULL"),
    ),
    Index(
        "one_automatic_sending_per_incident",
        "incident_id",
        unique=True,
        postgresql_where=text("kind = 'automatic_sending'"),
    ),
    Index("alarm_clock_idx", "incident_id", postgresql_where=text("kind = 'clock_over_target'")),
    Index("alarm_open_idx", "raised_at", postgresql_where=text("taken_at IS NULL")),
)

eta_error = Table(
    "eta_error",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("agency_id", Text, comment="null: any"),
    Column("hour", SmallInteger, comment="UTC; null: any"),
    Column("distance_band", SmallInteger, comment="null: any"),
    Column("samples", Integer, nullable=False),
    Column("p50_ratio", Double, nullable=False, comment="actual over promised"),
    Column("p90_ratio", Double, nullable=False),
    _at("learnt_at"),
)

turnout_time = Table(
    "turnout_time",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("agency_id", Text, nullable=False),
    Column("from_station", Boolean, nullable=False),
    Column("hour", SmallInteger, comment="UTC; null: any"),
    Column("samples", Integer, nullable=False),
    Column("p50_s", Double, nullable=False),
    _at("learnt_at"),
)

move_up = Table(
    "move_up",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("unit_key", Integer, ForeignKey("unit.key"), nullable=False),
    Column("station_id", Text, ForeignKey("station.id"), nullable=False, comment="where it stands in"),
    _at("ordered_at"),
    Column("ordered_by", Uuid, ForeignKey("account.id"), nullable=False),
    Column("drive_s", Double),
    Column("distance_m", Double),
    Column("polyline6", Text),
    Column("gain", Double, comment="share of all calls, as it was suggested; null: a person thought of it"),
    Column("reason", Text),
    _at("acknowledged_at", nullable=True),
    _at("arrived_at", nullable=True),
    _at("ended_at", nullable=True),
    Column("ended_as", Text, comment="sent, called_back, replaced, home, refused or left_service"),
    Index("one_open_move_up_per_unit", "unit_key", unique=True, postgresql_where=text("ended_at IS NULL")),
    Index(None, "ordered_at"),
)

cover_map = Table(
    "cover_map",
    metadata,
    Column("capability", Text, primary_key=True, comment="of the units that stand in for one another"),
    _at("made_at"),
    Column("made_of", Text, nullable=False, comment="what it must be made anew for: stations and roads"),
    Column("stations", ARRAY(Text), nullable=False),
    Column("places", LargeBinary, nullable=False, comment="lat, lon: the stations, then the cells"),
    Column("demand", LargeBinary, nullable=False, comment="24 hours × cells: how much comes from there"),
    Column("to_cells_s", LargeBinary, nullable=False, comment="stations × cells; nan: no way"),
    Column("to_stations_s", LargeBinary, nullable=False, comment="places × stations; all four float64"),
)

# --- what happened, and what must reach the outside

event_log = Table(
    "event_log",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False, comment="dense, in commit order"),
    Column("kind", Text, nullable=False),
    _at("at"),
    Column("actor", Text, nullable=False),
    Column("incident_id", Uuid),
    Column("data", JSONB, nullable=False),
    Column("previous_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Index("event_log_incident_id_idx", "incident_id", "seq", postgresql_where=text("incident_id IS NOT NULL")),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("channel", Text, nullable=False),
    Column("destination", Text, nullable=False, comment="a device id on mqtt; another channel's own address"),
    Column("kind", Text, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("assignment_id", Uuid, ForeignKey("assignment.id")),
    Column("move_up_id", Uuid, ForeignKey("move_up.id")),
    _at("created_at"),
    _at("due_at"),
    _at("expires_at"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("last_error", Text),
    _at("delivered_at", nullable=True),
    _at("acknowledged_at", nullable=True),
    Column("finished_at", DateTime(timezone=True), comment="acknowledged, superseded or expired: never sent again"),
    Index("outbox_due_idx", "channel", "due_at", postgresql_where=text("finished_at IS NULL")),
    Index("outbox_move_up_idx", "move_up_id", postgresql_where=text("move_up_id IS NOT NULL")),
    Index(None, "assignment_id"),
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("actor", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("request_sha256", LargeBinary, nullable=False),
    Column("status", SmallInteger),
    Column("body", LargeBinary),
    _at("created_at"),
    PrimaryKeyConstraint("actor", "key"),
    Index(None, "created_at"),
)

# --- geofences

geofence = Table(
    "geofence",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("area", Geometry("POLYGON", srid=4326, spatial_index=False), nullable=False),
    _at("created_at"),
    Column("created_by", Text, nullable=False),
    _at("removed_at", nullable=True),
)

geofence_presence = Table(
    "geofence_presence",
    metadata,
    Column("unit_key", Integer, ForeignKey("unit.key"), nullable=False),
    Column("kind", Text, nullable=False, comment="station, hospital, incident or area"),
    Column("fence_id", Text, nullable=False),
    _at("entered_at"),
    _at("dwelt_at", nullable=True),
    PrimaryKeyConstraint("unit_key", "kind", "fence_id"),
)
