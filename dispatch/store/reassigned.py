"""Which crews were taken off which calls: replaced by a nearer unit, or diverted to something more urgent."""

# A diversion leaves an alert at the incident that the unit left.
REASSIGNED = """
SELECT new.incident_id, old.unit_key AS replaced_key, new.unit_key AS sent_key, new.dispatched_at AS at
FROM assignment new JOIN assignment old ON old.id = new.replaces_id WHERE new.replaces_id IS NOT NULL
UNION ALL
SELECT l.incident_id, l.unit_key, l.unit_key, l.raised_at FROM alarm l
WHERE l.kind = 'unit_taken_away' AND l.assignment_id IS NOT NULL
"""
