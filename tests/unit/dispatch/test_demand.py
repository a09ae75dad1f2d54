"""Where calls come from, by cell."""

from base.position import Position
from dispatch.domain.demand import CELL_DEG, by_cell


def test_places_of_one_cell_are_one_and_the_heaviest_cells_are_kept() -> None:
    here, beside, far = Position(-7.63, 111.52), Position(-7.6305, 111.5205), Position(-7.63, 111.52 + 5 * CELL_DEG)

    found = by_cell([(here, 1.0), (beside, 3.0), (far, 2.0), (far, 0.5)], limit=1)

    assert [(cell.weight, round(cell.lat, 6)) for cell in found] == [(4.0, -7.630375)]
