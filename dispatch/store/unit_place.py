"""Where a unit is: decided here for every statement that asks."""

# For `unit u`: its newest fix `p` and its station `s`; each may be missing.
SEEN = "LEFT JOIN unit_position p ON p.unit_key = u.key LEFT JOIN station s ON s.id = u.station_id"

# Where it was last seen; one that was never heard is taken to be at its station.
LAST_PLACE = "coalesce(p.position, s.position)"


def expected_place(fresh_after: str) -> str:
    """Where the city counts on it: at its newest fix while that is fresh, else at its station."""
    return f"CASE WHEN p.fixed_at > {fresh_after} THEN p.position ELSE coalesce(s.position, p.position) END"


def at_station(radius_m: str) -> str:
    """Whether it was last seen there; false for one that was never heard, or has no station."""
    return f"coalesce(ST_DistanceSphere(p.position, s.position) <= {radius_m}, false)"
