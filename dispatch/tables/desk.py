"""What is reported, and the response to it; constraints have the names that the store translates."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from base.schema import metadata
from core.tables.columns import at, point

call = Table(
    "call",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("caller_number", Text),
    Column("caller_name", Text),
    Column("words", Text, comment="the caller's own"),
    at("received_at"),
    at("answered_at", nullable=True),
    at("closed_at", nullable=True),
    Column("answered_by", Uuid, ForeignKey("account.id")),
    Column("claimed_by", Uuid, ForeignKey("account.id")),  # the person who works on it now; null: nobody
    at("claimed_at", nullable=True),
    Column("disposition", Text, comment="incident, or why it became none: prank, silent, …"),
    Column("incident_id", Uuid, ForeignKey("incident.id")),
    at("forgotten_at", nullable=True),
    Index(None, "incident_id"),
    Index("call_open_idx", "received_at", postgresql_where=text("closed_at IS NULL")),
    Index("call_to_forget_idx", "closed_at", postgresql_where=text("forgotten_at IS NULL")),
)

caller_location = Table(
    "caller_location",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("call_id", Uuid, ForeignKey("call.id"), nullable=False),
    Column("source", Text, nullable=False),
    point(),
    Column("accuracy_m", Double),
    Column("confidence", Double),
    at("measured_at", nullable=True),
    at("received_at"),
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
    point(),
    Column("address", Text),
    Column("near_place", Text, comment="what has a name near its position"),
    Column("description", Text, comment="the caller's own words"),
    at("created_at"),
    Column("created_by", Uuid, ForeignKey("account.id"), nullable=False),
    at("closed_at", nullable=True),
    Column("disposition", Text),
    Column("merged_into", Uuid, ForeignKey("incident.id")),
    at("forgotten_at", nullable=True),
    UniqueConstraint("number"),
    Index("incident_open_idx", "created_at", postgresql_where=text("closed_at IS NULL")),
    Index("incident_to_forget_idx", "closed_at", postgresql_where=text("forgotten_at IS NULL")),
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
    at("at"),
    Column("by", Uuid, ForeignKey("account.id"), nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "incident_id"),
)

recommendation = Table(
    "recommendation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("incident_id", Uuid, ForeignKey("incident.id"), nullable=False),
    at("made_at"),
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
    at("dispatched_at"),
    Column("dispatched_by", Uuid, ForeignKey("account.id")),  # null: sent automatically
    Column("recommendation_id", Uuid, ForeignKey("recommendation.id")),
    Column("reason", Text, comment="why another than the advised"),
    Column("eta_s", Double, comment="promised when it was sent; null when it could not be computed"),
    Column("drive_s", Double),
    Column("distance_m", Double),
    Column("polyline6", Text),
    at("released_at", nullable=True),
    Column(
        "hospital_id",
        Text,
        ForeignKey("hospital.id", ondelete="SET NULL"),
        comment="where its crew takes the patient; null: it did not say",
    ),
    Column("from_station", Boolean, comment="where it started; null: it could not be placed"),
    Column("replaces_id", Uuid, ForeignKey("assignment.id"), comment="whom it relieves, once its crew acknowledged"),
    Index("one_open_assignment_per_unit", "unit_key", unique=True, postgresql_where=text("released_at IS NULL")),
    Index("assignment_unit_released_idx", "unit_key", "released_at"),
    Index(None, "incident_id"),
    Index("assignment_replaces_id_idx", "replaces_id", postgresql_where=text("replaces_id IS NOT NULL")),
)

crew_notice = Table(
    "crew_notice",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("assignment_id", Uuid, ForeignKey("assignment.id"), nullable=False),
    at("at"),
    Column("changed", ARRAY(Text), nullable=False, comment="of the incident: address, description, …"),
    Column("note_id", BigInteger, ForeignKey("note.id"), comment="null: no note, a correction"),
    at("confirmed_at", nullable=True),
    Column("confirmed_by", Text),
    Index(None, "assignment_id"),
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
    at("made_at"),
    Column("data", JSONB, nullable=False, comment="what it stood on"),
    Column("outcome", Text, comment="accepted, refused or withdrawn"),
    at("closed_at", nullable=True),
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
    at("at"),
    Column("source", Text, nullable=False, comment="pressed, inferred, imported or corrected"),
    Column(
        "withdrawn",
        Boolean,
        nullable=False,
        server_default=text("false"),
        comment="a correction: the step was not reached at all; the view standing_milestone leaves it out",
    ),
    Column("reason", Text, comment="why it was corrected"),
    Column("flag", Text, comment="forgotten: nobody pressed it; contradicted: the track tells otherwise"),
    at("recorded_at"),
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
    at("raised_at"),
    Column("detail", JSONB, nullable=False),
    at("taken_at", nullable=True),
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
    Index(
        "one_open_sos_per_unit",
        "unit_key",
        unique=True,
        postgresql_where=text("kind = 'sos' AND taken_at IS NULL"),
    ),
    Index("alarm_clock_idx", "incident_id", postgresql_where=text("kind = 'clock_over_target'")),
    Index("alarm_open_idx", "raised_at", postgresql_where=text("taken_at IS NULL")),
)

move_up = Table(
    "move_up",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("unit_key", Integer, ForeignKey("unit.key"), nullable=False),
    Column("station_id", Text, ForeignKey("station.id"), nullable=False, comment="where it stands in"),
    at("ordered_at"),
    Column("ordered_by", Uuid, ForeignKey("account.id"), nullable=False),
    Column("drive_s", Double),
    Column("distance_m", Double),
    Column("polyline6", Text),
    Column("gain", Double, comment="share of all calls, as it was suggested; null: a person thought of it"),
    Column("reason", Text),
    at("acknowledged_at", nullable=True),
    at("arrived_at", nullable=True),
    at("ended_at", nullable=True),
    Column("ended_as", Text, comment="sent, called_back, replaced, home, refused or left_service"),
    Index("one_open_move_up_per_unit", "unit_key", unique=True, postgresql_where=text("ended_at IS NULL")),
    Index(None, "ordered_at"),
)
