"""How long an incident may wait, by its priority; pure."""

from collections.abc import Mapping

# After so long, one that could come later is treated like the first, and a second of its waiting weighs double.
WAITS_AT_MOST_S: Mapping[int, float] = {1: 300.0, 2: 600.0, 3: 1200.0, 4: 2400.0, 5: 3600.0}
