"""What to send to which type of incident."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Identity,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from base.schema import metadata
from core.tables.columns import at

incident_type = Table(
    "incident_type",
    metadata,
    Column("code", Text, primary_key=True),
    Column("name_id", Text, nullable=False, comment="Indonesian"),
    Column("name_en", Text, nullable=False),
    Column("default_priority", SmallInteger, nullable=False),
    Column("eido_code", Text, comment="APCO common incident type, as NENA EIDO uses it"),
    Column("handed_over_to", Text, comment="kind of the agency that answers it when no unit of ours does"),
    Column("department", Text, comment="of a hospital, beside its emergency department; null: none"),
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
    at("saved_at"),
    Column("saved_by", Text, nullable=False),
    PrimaryKeyConstraint("incident_type", "version"),
)
