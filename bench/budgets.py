"""What each bench must reach on two shared cores, with everything on one machine, including the load generator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

type Figures = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Budget:
    """The figure must be at most the bound, or at least the bound."""

    figure: str
    bound: float
    at_least: bool = False

    def held_by(self, figures: Figures) -> bool:
        """Return whether the budget is held; a figure that could not be measured does not hold it."""
        value = figures.get(self.figure)
        if value is None:
            return False
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}"


BUDGETS: Mapping[str, Sequence[Budget]] = {
    "ingest": (
        Budget("stored_per_s", 10_000, at_least=True),
        Budget("lost", 0),
        Budget("twice", 0),
        Budget("to_stored_p99_ms", 1000),
    ),
    "live": (Budget("p50_ms", 200), Budget("p99_ms", 500)),
    "recommend": (Budget("p50_ms", 30), Budget("p99_ms", 100), Budget("ratio_to_matrix", 2)),
    "send": (Budget("to_vehicle_p99_ms", 200), Budget("to_consoles_p99_ms", 200)),
    "command": (Budget("p99_ms", 200), Budget("max_ms", 2000)),
    "flood": (
        Budget("status_max_ms", 2000),
        Budget("sos_max_ms", 2000),
        Budget("fix_max_ms", 2000),
        Budget("status_missed", 0),
        Budget("sos_missed", 0),
        Budget("fix_missed", 0),
    ),
    "consoles": (Budget("p99_ms", 250), Budget("kib_per_console", 64)),
    "fleet": (Budget("growth", 2),),
    "history": (Budget("growth", 1.25),),
    "screen": (Budget("frame_cpu_ms", 10), Budget("first_load_kb", 600), Budget("interactive_s", 2)),
    "search": (Budget("p99_ms", 50), Budget("top3_pct", 95, at_least=True)),
    "track": (Budget("p99_ms", 50),),
    "quality": (
        Budget("p1_p90_gain_vs_airline_pct", 8, at_least=True),
        Budget("p1_p90_gain_vs_road_pct", 0, at_least=True),
        Budget("late_share_gain_pct", 10, at_least=True),
        Budget("low_p90_loss_pct", 10),
    ),
    "decide": (Budget("one_p50_ms", 5), Budget("board_p50_ms", 20)),
    "start": (Budget("seconds", 20),),
}
