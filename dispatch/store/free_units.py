"""Which units can be sent, said once for every statement that asks."""

_OUT = "SELECT o.unit_key FROM assignment o WHERE o.released_at IS NULL"
CREWS_OUT = f"SELECT mate.crew_pool FROM unit mate WHERE mate.crew_pool IS NOT NULL AND mate.key IN ({_OUT})"  # noqa: S608

# Of `unit u`: whether it can be sent.
FREE = f"""
u.in_service AND u.staffed AND u.key NOT IN ({_OUT}) AND (u.crew_pool IS NULL OR u.crew_pool NOT IN ({CREWS_OUT}))
"""
