"""How long an incident may wait, by its priority; pure."""

from collections.abc import Mapping

# After this long an incident is treated like priority 1, and a second of its waiting has double weight.
WAITS_AT_MOST_S: Mapping[int, float] = {1: 300.0, 2: 600.0, 3: 1200.0, 4: 2400.0, 5: 3600.0}
