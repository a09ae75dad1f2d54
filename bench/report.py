"""What a bench found, as one line of JSON or as rows for people."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bench.budgets import BUDGETS, Figures

DIGITS = 4  # more would claim a precision that does not exist


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures by name, and the bare limit of the layer below, from the same run."""

    figures: Figures
    limit: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    name: str
    measured: Measured
    machine: Mapping[str, Any]

    @property
    def ok(self) -> bool:
        return all(budget.held_by(self.measured.figures) for budget in BUDGETS[self.name])

    def as_json(self) -> str:
        line = {
            "name": self.name,
            "figures": _rounded(self.measured.figures),
            "budget": {budget.figure: budget.bound for budget in BUDGETS[self.name]},
            "limit": _rounded(self.measured.limit),
            "ok": self.ok,
            "machine": self.machine,
        }
        return json.dumps(line, ensure_ascii=False)

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Return mark, name, value and budget of each figure, those with a budget first."""
        figures, budgets = self.measured.figures, BUDGETS[self.name]
        for budget in budgets:
            mark = "✓" if budget.held_by(figures) else "✗"
            yield mark, budget.figure, _shown(figures.get(budget.figure)), str(budget)
        budgeted = {budget.figure for budget in budgets}
        for name, value in figures.items():
            if name not in budgeted:
                yield "", name, _shown(value), ""
        for name, value in self.measured.limit.items():
            yield "", f"limit: {name}", _shown(value), ""


def _rounded(figures: Figures) -> dict[str, float | None]:
    return {name: _round(value) for name, value in figures.items()}


def _round(value: float | None) -> float | None:
    return (
        value if value is None or isinstance(value, int) or abs(value) >= 10**DIGITS else float(f"{value:.{DIGITS}g}")
    )


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 1000 or isinstance(value, int) else f"{value:.4g}"
