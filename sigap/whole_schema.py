"""The metadata with the tables of every room on it, for migrations and for tests of the schema."""

from base.schema import metadata
from core.tables import accounts, log
from dispatch.tables import desk, geofences, heard, learnt, processes, roster, run_cards
from geo import tables as geo_tables
from tracking import tables as tracking_tables

__all__ = ["DECLARED_BY", "metadata"]

# Importing a module declares its tables.
DECLARED_BY = (
    *(accounts, log),
    *(desk, geofences, heard, learnt, processes, roster, run_cards),
    *(geo_tables, tracking_tables),
)
