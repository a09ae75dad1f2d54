"""The results for people: tables in Markdown, a picture in SVG."""

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType

from bench.quality.compare import FULL, ROAD
from bench.quality.figures import Days, Response, Spread, everybody, late_gain, others, p90_gain, spread, urgent

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "air_line": "nearest by air line",
        "road": "nearest by road",
        "ours": "our advice",
        "diverting": "… and diversion",
        "move_up_60": "… and cover, 60 % obeyed",
        "move_up_80": "… and cover, 80 % obeyed",
        "move_up_100": "… and cover, 100 % obeyed",
    }
)
WIDTH, ROW, LEFT, TOP, BAR = 760, 44, 210, 46, 14
URGENT_COLOUR, OTHERS_COLOUR = "#d9480f", "#868e96"


def tables(found: Mapping[str, Days]) -> str:
    return "\n".join([*_policies(found), "", *_against_road(found), "", *_areas(found), ""])


def _policies(found: Mapping[str, Days]) -> Iterator[str]:
    yield "| | P1 mean | P1 P50 | P1 P90 | P1 late | others mean | others P50 | others P90 | others late |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for policy, days in found.items():
        cells = [cell for which in (urgent, others) for cell in _cells(spread(days, which))]
        yield f"| {NAMES[policy]} | " + " | ".join(cells) + " |"


def _cells(row: Spread) -> list[str]:
    return [f"{row.mean_s:.0f} s", f"{row.p50_s:.0f} s", f"{row.p90_s:.0f} s", f"{row.late_pct:.1f} %"]


def _against_road(found: Mapping[str, Days]) -> Iterator[str]:
    """Compare with sending by road, paired: both on the same days."""
    yield "| sooner than the nearest by road | P1 P90 | others P90 | late, all |"
    yield "|---|---|---|---|"
    for policy, days in found.items():
        if policy == ROAD:
            continue
        gains = (p90_gain(found[ROAD], days, urgent), p90_gain(found[ROAD], days, others), late_gain(found[ROAD], days))
        cells = [f"{gain.pct:+.1f} % ({gain.low_pct:+.1f} … {gain.high_pct:+.1f})" for gain in gains]
        yield f"| {NAMES[policy]} | " + " | ".join(cells) + " |"


def _areas(found: Mapping[str, Days]) -> Iterator[str]:
    yield "| area, by its fire station | emergencies | P1 P90 by road | P1 P90 ours | late by road | late ours |"
    yield "|---|---|---|---|---|---|"
    for area in sorted({response.area for day in found[ROAD] for response in day}):
        p1 = partial(_urgent_in, area)
        everyone = partial(_in, area)
        road, ours = spread(found[ROAD], everyone), spread(found[FULL], everyone)
        yield (
            f"| {area} | {road.count} | {spread(found[ROAD], p1).p90_s:.0f} s | {spread(found[FULL], p1).p90_s:.0f} s"
            f" | {road.late_pct:.1f} % | {ours.late_pct:.1f} % |"
        )


def _in(area: str, response: Response) -> bool:
    return response.area == area


def _urgent_in(area: str, response: Response) -> bool:
    return response.area == area and urgent(response)


def picture(found: Mapping[str, Days]) -> str:
    """Draw the P90 of both kinds by policy as bars; the share of late responses is written beside them."""
    rows = [(NAMES[policy], spread(days, urgent), spread(days, others), days) for policy, days in found.items()]
    longest_s = max(max(p1.p90_s, low.p90_s) for _, p1, low, _ in rows)
    scale = (WIDTH - LEFT - 150) / longest_s
    height = TOP + ROW * len(rows) + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">',
        '<style>text { font-size: 13px }</style><rect width="100%" height="100%" fill="#ffffff"/>',
        '<text x="10" y="22" fill="#212529">Nine in ten are reached within …</text>',
        f'<text x="{LEFT}" y="22" fill="{URGENT_COLOUR}">priority 1</text>',
        f'<text x="{LEFT + 80}" y="22" fill="{OTHERS_COLOUR}">the others</text>',
    ]
    for index, (name, p1, low, days) in enumerate(rows):
        top = TOP + index * ROW
        late = spread(days, everybody).late_pct
        parts += [
            f'<text x="10" y="{top + 18}" fill="#212529">{name}</text>',
            _bar(top, p1.p90_s, scale, URGENT_COLOUR, f"{p1.p90_s:.0f} s"),
            _bar(top + BAR + 2, low.p90_s, scale, OTHERS_COLOUR, f"{low.p90_s:.0f} s · {late:.1f} % late"),
        ]
    return "\n".join([*parts, "</svg>", ""])


def _bar(top: float, value: float, scale: float, colour: str, words: str) -> str:
    width = value * scale
    return (
        f'<rect x="{LEFT}" y="{top}" width="{width:.1f}" height="{BAR}" fill="{colour}"/>'
        f'<text x="{LEFT + width + 6:.1f}" y="{top + 12}" fill="#212529">{words}</text>'
    )
