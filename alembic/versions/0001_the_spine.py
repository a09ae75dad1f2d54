"""The first schema: units and fixes, calls and incidents, assignments, the event log and the outbox."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

from tracking.tables import TransactionId

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.create_table(
        "agency",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("agency_pkey")),
    )
    op.create_geospatial_table(
        "area",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False, comment="kecamatan or kelurahan, or what the city calls them"),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "boundary",
            Geometry(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("area_pkey")),
    )
    op.create_geospatial_index(
        "area_boundary_idx", "area", ["boundary"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_table(
        "city",
        sa.Column("singleton", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column(
            "folder",
            sa.Text(),
            nullable=False,
            comment="holds tiles, valhalla.json and basemap.pmtiles of this version",
        ),
        sa.Column("west_deg", sa.Double(), nullable=False),
        sa.Column("south_deg", sa.Double(), nullable=False),
        sa.Column("east_deg", sa.Double(), nullable=False),
        sa.Column("north_deg", sa.Double(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("singleton", name=op.f("city_one_row_check")),
        sa.PrimaryKeyConstraint("singleton", name=op.f("city_pkey")),
    )
    op.create_table(
        "event_log",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False, comment="dense, in commit order"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("event_log_pkey")),
    )
    op.create_index(
        "event_log_incident_id_idx",
        "event_log",
        ["incident_id", "seq"],
        unique=False,
        postgresql_where=sa.text("incident_id IS NOT NULL"),
    )
    op.create_geospatial_table(
        "fix",
        sa.Column("unit_key", sa.Integer(), nullable=False),
        sa.Column("device_key", sa.Integer(), nullable=False),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "position",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("accuracy_m", sa.REAL(), nullable=True),
        sa.Column("speed_mps", sa.REAL(), nullable=True),
        sa.Column("course_deg", sa.REAL(), nullable=True),
        sa.Column("altitude_m", sa.REAL(), nullable=True),
        sa.Column("battery_pct", sa.REAL(), nullable=True),
        sa.Column("satellites", sa.SmallInteger(), nullable=True),
        sa.Column("ignition", sa.Boolean(), nullable=True),
        sa.Column(
            "late",
            sa.Boolean(),
            nullable=False,
            comment="older than the newest one when it came: never moved the marker",
        ),
        sa.Column("boot_id", sa.Text(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("unit_key", "fixed_at", "device_key", name=op.f("fix_pkey")),
        postgresql_partition_by="RANGE (fixed_at)",
    )
    op.create_index("fix_fixed_at_brin", "fix", ["fixed_at"], unique=False, postgresql_using="brin")
    op.create_geospatial_table(
        "hospital",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("departments", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "position",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("hospital_pkey")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("actor", "key", name=op.f("idempotency_key_pkey")),
    )
    op.create_index(op.f("idempotency_key_created_at_idx"), "idempotency_key", ["created_at"], unique=False)
    op.create_table(
        "incident_number",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("incident_number_pkey")),
    )
    op.create_table(
        "incident_type",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name_id", sa.Text(), nullable=False, comment="Indonesian"),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("default_priority", sa.SmallInteger(), nullable=False),
        sa.Column("eido_code", sa.Text(), nullable=True, comment="APCO common incident type, as NENA EIDO uses it"),
        sa.Column(
            "handed_over_to",
            sa.Text(),
            nullable=True,
            comment="kind of the agency that answers it when no unit of ours does",
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("incident_type_pkey")),
    )
    op.create_table(
        "ingest_count",
        sa.Column("worker", sa.Text(), nullable=False, comment="each bridge counts in its own rows: no contention"),
        sa.Column("outcome", sa.Text(), nullable=False, comment="stored, duplicate, or the reason of a rejection"),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("worker", "outcome", name=op.f("ingest_count_pkey")),
    )
    op.create_geospatial_table(
        "place",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.Text(), nullable=False, comment="the city version this row belongs to"),
        sa.Column("kind", sa.Text(), nullable=False, comment="street, crossing, place, poi or area"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("normalized", sa.Text(), nullable=False, comment="what is searched: see geo.gazetteer"),
        sa.Column("detail", sa.Text(), nullable=True, comment="what tells two of one name apart: type, quarter"),
        sa.Column("importance", sa.REAL(), nullable=False),
        sa.Column(
            "position",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("place_pkey")),
    )
    op.create_index(
        "place_normalized_idx",
        "place",
        ["normalized"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"normalized": "gin_trgm_ops"},
    )
    op.create_geospatial_index(
        "place_position_idx", "place", ["position"], unique=False, postgresql_using="gist", postgresql_ops={}
    )
    op.create_index(op.f("place_version_idx"), "place", ["version"], unique=False)
    op.create_table(
        "quarantined_fix",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False, comment="as the topic named it; may be unknown to us"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False, comment="the bytes as they came, cut at 4 KiB"),
        sa.PrimaryKeyConstraint("id", name=op.f("quarantined_fix_pkey")),
    )
    op.create_index(op.f("quarantined_fix_received_at_idx"), "quarantined_fix", ["received_at"], unique=False)
    op.create_table(
        "response_plan",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("incident_type", sa.Text(), nullable=False),
        sa.Column(
            "priority", sa.SmallInteger(), nullable=True, comment="null: any priority that has no plan of its own"
        ),
        sa.ForeignKeyConstraint(
            ["incident_type"], ["incident_type.code"], name=op.f("response_plan_incident_type_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("response_plan_pkey")),
        sa.UniqueConstraint(
            "incident_type", "priority", name="one_plan_per_type_and_priority", postgresql_nulls_not_distinct=True
        ),
    )
    op.create_geospatial_table(
        "station",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "position",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("station_agency_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("station_pkey")),
    )
    op.create_table(
        "unit",
        sa.Column(
            "key",
            sa.Integer(),
            sa.Identity(always=False),
            nullable=False,
            comment="small: the history of fixes repeats it",
        ),
        sa.Column("unit_id", sa.Text(), nullable=False, comment="what people and messages say: AMB-01"),
        sa.Column("callsign", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Text(), nullable=False),
        sa.Column("station_id", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("capabilities", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False, comment="vehicle profile the router drives by"),
        sa.Column("crew", sa.SmallInteger(), nullable=True),
        sa.Column("staffed", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("in_service", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("out_of_service_reason", sa.Text(), nullable=True),
        sa.Column("service_changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("unit_agency_id_fkey")),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("unit_station_id_fkey")),
        sa.PrimaryKeyConstraint("key", name=op.f("unit_pkey")),
        sa.UniqueConstraint("unit_id", name=op.f("unit_unit_id_key")),
    )
    op.create_table(
        "unit_requirement",
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("alarm_level", sa.SmallInteger(), nullable=False, comment="levels add to one another"),
        sa.Column("capability", sa.Text(), nullable=False),
        sa.Column("count", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["response_plan.id"], name=op.f("unit_requirement_plan_id_fkey"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plan_id", "alarm_level", "capability", name=op.f("unit_requirement_pkey")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("unit_key", sa.Integer(), nullable=True, comment="the crew's own unit"),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("account_unit_key_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("account_pkey")),
        sa.UniqueConstraint("username", name=op.f("account_username_key")),
    )
    op.create_table(
        "device",
        sa.Column("key", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("device_id", sa.Text(), nullable=False, comment="MQTT username and client id"),
        sa.Column("unit_key", sa.Integer(), nullable=False),
        sa.Column(
            "priority",
            sa.SmallInteger(),
            server_default=sa.text("1"),
            nullable=False,
            comment="1 moves the marker first",
        ),
        sa.Column("mqtt_password_hash", sa.Text(), nullable=False, comment="in the broker's own format"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("device_unit_key_fkey")),
        sa.PrimaryKeyConstraint("key", name=op.f("device_pkey")),
        sa.UniqueConstraint("device_id", name=op.f("device_device_id_key")),
    )
    op.create_index(op.f("device_unit_key_idx"), "device", ["unit_key"], unique=False)
    op.create_geospatial_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False, comment="what people say: 2026-000123"),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("alarm_level", sa.SmallInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "position",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True, comment="the caller's own words"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disposition", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("incident_created_by_fkey")),
        sa.ForeignKeyConstraint(["merged_into"], ["incident.id"], name=op.f("incident_merged_into_fkey")),
        sa.ForeignKeyConstraint(["type"], ["incident_type.code"], name=op.f("incident_type_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("incident_pkey")),
        sa.UniqueConstraint("number", name=op.f("incident_number_key")),
    )
    op.create_index(
        "incident_open_idx", "incident", ["created_at"], unique=False, postgresql_where=sa.text("closed_at IS NULL")
    )
    op.create_table(
        "session",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False, comment="the token itself is never stored"),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("session_account_id_fkey")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("session_pkey")),
    )
    op.create_index(op.f("session_expires_at_idx"), "session", ["expires_at"], unique=False)
    op.create_geospatial_table(
        "unit_position",
        sa.Column("unit_key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("device_key", sa.Integer(), nullable=False),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "position",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("accuracy_m", sa.REAL(), nullable=True),
        sa.Column("speed_mps", sa.REAL(), nullable=True),
        sa.Column("course_deg", sa.REAL(), nullable=True),
        sa.Column(
            "changed_xid",
            TransactionId(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
            comment="who reads rows at or after a snapshot's xmin misses none",
        ),
        sa.ForeignKeyConstraint(["device_key"], ["device.key"], name=op.f("unit_position_device_key_fkey")),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("unit_position_unit_key_fkey")),
        sa.PrimaryKeyConstraint("unit_key", name=op.f("unit_position_pkey")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_geospatial_index(
        "unit_position_position_idx",
        "unit_position",
        ["position"],
        unique=False,
        postgresql_using="gist",
        postgresql_ops={},
    )
    op.create_table(
        "call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("caller_number", sa.Text(), nullable=True),
        sa.Column("caller_name", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True, comment="the caller's own"),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("disposition", sa.Text(), nullable=True, comment="incident, or why it became none: prank, silent, …"),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("call_answered_by_fkey")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("call_incident_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("call_pkey")),
    )
    op.create_index(op.f("call_incident_id_idx"), "call", ["incident_id"], unique=False)
    op.create_index(
        "call_open_idx", "call", ["received_at"], unique=False, postgresql_where=sa.text("closed_at IS NULL")
    )
    op.create_table(
        "note",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("note_by_fkey")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("note_incident_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("note_pkey")),
    )
    op.create_index(op.f("note_incident_id_idx"), "note", ["incident_id"], unique=False)
    op.create_table(
        "recommendation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "advice",
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=False,
            comment="candidates, reasons and shortfalls as they were shown",
        ),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("recommendation_incident_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("recommendation_pkey")),
    )
    op.create_index(op.f("recommendation_incident_id_idx"), "recommendation", ["incident_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_key", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dispatched_by", sa.Uuid(), nullable=False),
        sa.Column("recommendation_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True, comment="why another than the advised"),
        sa.Column(
            "eta_s", sa.Double(), nullable=True, comment="promised when it was sent; null when it could not be computed"
        ),
        sa.Column("distance_m", sa.Double(), nullable=True),
        sa.Column("polyline6", sa.Text(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["dispatched_by"], ["account.id"], name=op.f("assignment_dispatched_by_fkey")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("assignment_incident_id_fkey")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("assignment_recommendation_id_fkey")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("assignment_unit_key_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("assignment_pkey")),
    )
    op.create_index(op.f("assignment_incident_id_idx"), "assignment", ["incident_id"], unique=False)
    op.create_index(
        "one_open_assignment_per_unit",
        "assignment",
        ["unit_key"],
        unique=True,
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_geospatial_table(
        "caller_location",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column(
            "position",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("caller_location_call_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("caller_location_pkey")),
    )
    op.create_index(op.f("caller_location_call_id_idx"), "caller_location", ["call_id"], unique=False)
    op.create_table(
        "alarm",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("unit_key", sa.Integer(), nullable=True),
        sa.Column("assignment_id", sa.Uuid(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("alarm_assignment_id_fkey")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("alarm_incident_id_fkey")),
        sa.ForeignKeyConstraint(["taken_by"], ["account.id"], name=op.f("alarm_taken_by_fkey")),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("alarm_unit_key_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("alarm_pkey")),
    )
    op.create_index(
        "alarm_open_idx", "alarm", ["raised_at"], unique=False, postgresql_where=sa.text("taken_at IS NULL")
    )
    op.create_index(
        "one_alarm_per_kind_and_assignment",
        "alarm",
        ["kind", "assignment_id"],
        unique=True,
        postgresql_where=sa.text("assignment_id IS NOT NULL"),
    )
    op.create_table(
        "milestone",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="pressed, inferred or imported"),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("milestone_assignment_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("milestone_pkey")),
    )
    op.create_index(op.f("milestone_assignment_id_idx"), "milestone", ["assignment_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column(
            "destination", sa.Text(), nullable=False, comment="a device id on mqtt; another channel's own address"
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("assignment_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "finished_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="acknowledged, superseded or expired: never sent again",
        ),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("outbox_assignment_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("outbox_pkey")),
    )
    op.create_index(op.f("outbox_assignment_id_idx"), "outbox", ["assignment_id"], unique=False)
    op.create_index(
        "outbox_due_idx", "outbox", ["channel", "due_at"], unique=False, postgresql_where=sa.text("finished_at IS NULL")
    )


def downgrade() -> None:
    op.drop_index("outbox_due_idx", table_name="outbox", postgresql_where=sa.text("finished_at IS NULL"))
    op.drop_index(op.f("outbox_assignment_id_idx"), table_name="outbox")
    op.drop_table("outbox")
    op.drop_index(op.f("milestone_assignment_id_idx"), table_name="milestone")
    op.drop_table("milestone")
    op.drop_index(
        "one_alarm_per_kind_and_assignment", table_name="alarm", postgresql_where=sa.text("assignment_id IS NOT NULL")
    )
    op.drop_index("alarm_open_idx", table_name="alarm", postgresql_where=sa.text("taken_at IS NULL"))
    op.drop_table("alarm")
    op.drop_index(op.f("caller_location_call_id_idx"), table_name="caller_location")
    op.drop_geospatial_table("caller_location")
    op.drop_index(
        "one_open_assignment_per_unit", table_name="assignment", postgresql_where=sa.text("released_at IS NULL")
    )
    op.drop_index(op.f("assignment_incident_id_idx"), table_name="assignment")
    op.drop_table("assignment")
    op.drop_index(op.f("recommendation_incident_id_idx"), table_name="recommendation")
    op.drop_table("recommendation")
    op.drop_index(op.f("note_incident_id_idx"), table_name="note")
    op.drop_table("note")
    op.drop_index("call_open_idx", table_name="call", postgresql_where=sa.text("closed_at IS NULL"))
    op.drop_index(op.f("call_incident_id_idx"), table_name="call")
    op.drop_table("call")
    op.drop_geospatial_index(
        "unit_position_position_idx", table_name="unit_position", postgresql_using="gist", column_name="position"
    )
    op.drop_geospatial_table("unit_position")
    op.drop_index(op.f("session_expires_at_idx"), table_name="session")
    op.drop_table("session")
    op.drop_index("incident_open_idx", table_name="incident", postgresql_where=sa.text("closed_at IS NULL"))
    op.drop_geospatial_table("incident")
    op.drop_index(op.f("device_unit_key_idx"), table_name="device")
    op.drop_table("device")
    op.drop_table("account")
    op.drop_table("unit_requirement")
    op.drop_table("unit")
    op.drop_geospatial_table("station")
    op.drop_table("response_plan")
    op.drop_index(op.f("quarantined_fix_received_at_idx"), table_name="quarantined_fix")
    op.drop_table("quarantined_fix")
    op.drop_index(op.f("place_version_idx"), table_name="place")
    op.drop_geospatial_index("place_position_idx", table_name="place", postgresql_using="gist", column_name="position")
    op.drop_index("place_normalized_idx", table_name="place", postgresql_using="gin")
    op.drop_geospatial_table("place")
    op.drop_table("ingest_count")
    op.drop_table("incident_type")
    op.drop_table("incident_number")
    op.drop_index(op.f("idempotency_key_created_at_idx"), table_name="idempotency_key")
    op.drop_table("idempotency_key")
    op.drop_geospatial_table("hospital")
    op.drop_index("fix_fixed_at_brin", table_name="fix", postgresql_using="brin")
    op.drop_geospatial_table("fix")
    op.drop_index(
        "event_log_incident_id_idx", table_name="event_log", postgresql_where=sa.text("incident_id IS NOT NULL")
    )
    op.drop_table("event_log")
    op.drop_table("city")
    op.drop_geospatial_index("area_boundary_idx", table_name="area", postgresql_using="gist", column_name="boundary")
    op.drop_geospatial_table("area")
    op.drop_table("agency")
