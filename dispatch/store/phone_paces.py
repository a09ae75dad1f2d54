"""Which phones were told to report often because their unit has an open order, and which need a new pace now."""

from datetime import datetime

from base.database import Connection

# Over HTTP an answer may be lost on its way: the next one repeats it. Applying it twice changes nothing.
ANSWERS_EACH = 2

# A phone that was never sent a pace goes at the usual one: its link set it up so.
CHANGE = """
WITH busy AS (
    SELECT d.key FROM assignment AS a JOIN device AS d ON d.unit_key = a.unit_key
    WHERE a.released_at IS NULL AND d.kind = 'phone' AND d.revoked_at IS NULL
), changed AS (
    SELECT key, true AS hurried FROM busy
    WHERE NOT EXISTS (SELECT FROM phone_pace AS p WHERE p.device_key = busy.key AND p.hurried)
    UNION ALL
    SELECT device_key, false FROM phone_pace WHERE hurried AND device_key NOT IN (SELECT key FROM busy)
), told AS (
    INSERT INTO phone_pace (device_key, hurried, told_at, answers) SELECT key, hurried, $1, 0 FROM changed
    ON CONFLICT (device_key) DO UPDATE SET hurried = EXCLUDED.hurried, told_at = EXCLUDED.told_at, answers = 0
    RETURNING device_key, hurried
)
SELECT d.device_id, t.hurried FROM told AS t JOIN device AS d ON d.key = t.device_key
WHERE d.revoked_at IS NULL ORDER BY d.device_id
"""
ANSWER = """
UPDATE phone_pace AS p SET answers = answers + 1
FROM device AS d WHERE d.device_id = $1 AND p.device_key = d.key AND p.answers < $2 RETURNING p.hurried
"""


async def change_paces(conn: Connection, *, now: datetime) -> list[tuple[str, bool]]:
    """Each phone whose pace changes now, and whether it is to hurry."""
    return [(row["device_id"], row["hurried"]) for row in await conn.fetch(CHANGE, now)]


async def pace_to_answer(conn: Connection, device_id: str) -> bool | None:
    """Whether the phone is to hurry; None if it was sent this before."""
    hurried: bool | None = await conn.fetchval(ANSWER, device_id, ANSWERS_EACH)
    return hurried
