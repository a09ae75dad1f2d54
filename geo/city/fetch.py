"""Fetches a city's extract from an Overpass API, for those who have internet."""

import asyncio
import logging
import random
from collections.abc import Callable
from pathlib import Path

import httpx
import osmium

from geo.city.refusal import CityImportRefused
from geo.geometry.bbox import Bbox

log = logging.getLogger(__name__)

Progress = Callable[[str, float], None]

ATTEMPTS = 4
FIRST_PAUSE_S = 15.0  # Overpass asks busy users to wait about this long
SERVER_TIMEOUT_S = 300
ANSWER_TIMEOUT = httpx.Timeout(SERVER_TIMEOUT_S + 30, connect=15)
USUAL_BYTES = 20_000_000  # the usual size of a city, only to show progress
USER_AGENT = "Sigap112 (112 emergency dispatch)"

# Busy, or the query waited too long in a queue: worth a retry.
BUSY = frozenset({429, 502, 503, 504})

WANTED = """
  way["highway"];
  way["building"];
  way["waterway"];
  way["natural"];
  way["landuse"];
  way["leisure"];
  way["amenity"];
  way["shop"];
  way["tourism"];
  node["place"];
  node["name"]["amenity"];
  node["name"]["shop"];
  node["name"]["tourism"];
  node["name"]["office"];
  node["name"]["healthcare"];
  node["name"]["railway"];
  node["name"]["man_made"];
  node["name"]["leisure"];
  relation["type"="restriction"];
  relation["type"="multipolygon"]["building"];
  relation["type"="multipolygon"]["natural"];
  relation["type"="multipolygon"]["landuse"];
  relation["type"="multipolygon"]["leisure"];
  relation["type"="multipolygon"]["amenity"];
  relation["boundary"="administrative"]["admin_level"~"^([5-9]|10)$"];
"""


class _Busy(Exception):
    """Retry later; after_s is set if the server said how much later."""

    def __init__(self, message: str, after_s: float | None = None) -> None:
        super().__init__(message)
        self.after_s = after_s


async def fetch_city(
    overpass_url: str,
    bbox: Bbox,
    to: Path,
    progress: Progress = lambda _phase, _fraction: None,
    *,
    attempts: int = ATTEMPTS,
    first_pause_s: float = FIRST_PAUSE_S,
) -> None:
    """Write the extract of a bounding box to a .osm.pbf file.

    Raises:
        CityImportRefused: `overpass_busy`, `overpass_unreachable`, `overpass_refused`, `overpass_invalid` or
            `area_empty`; then there is no file.
    """
    answer = to.with_name(f"{to.name}.answer.osm")
    try:
        await _download_patiently(overpass_url, bbox, answer, progress, attempts=attempts, pause_s=first_pause_s)
        await asyncio.to_thread(_convert, answer, to)
    finally:
        await asyncio.to_thread(answer.unlink, missing_ok=True)
    progress("fetching", 1.0)


def overpass_query(bbox: Bbox) -> str:
    """Return the query; Overpass orders south, west, north, east."""
    box = f"{bbox.south},{bbox.west},{bbox.north},{bbox.east}"
    return f"[out:xml][timeout:{SERVER_TIMEOUT_S}][bbox:{box}];\n({WANTED});\n(._;>;);\nout body;\n"


async def _download_patiently(
    url: str, bbox: Bbox, answer: Path, progress: Progress, *, attempts: int, pause_s: float
) -> None:
    for attempt in range(1, attempts + 1):
        try:
            await _download(url, bbox, answer, progress)
        except (_Busy, httpx.TransportError) as error:
            if attempt == attempts:
                raise _gave_up(error, attempts) from error
            log.warning("Overpass did not answer, asking again", extra={"attempt": attempt, "reason": str(error)})
            after_s = getattr(error, "after_s", None) or pause_s * 2 ** (attempt - 1)
            await asyncio.sleep(after_s * random.uniform(1.0, 1.2))  # noqa: S311 - only to spread the load
        else:
            return


def _gave_up(error: Exception, attempts: int) -> CityImportRefused:
    if isinstance(error, _Busy):
        return CityImportRefused(
            "overpass_busy", f"after {attempts} attempts the Overpass server is still busy: {error}"
        )
    return CityImportRefused(
        "overpass_unreachable", f"no whole answer from the Overpass server ({type(error).__name__}: {error})"
    )


async def _download(url: str, bbox: Bbox, answer: Path, progress: Progress) -> None:
    async with (
        httpx.AsyncClient(timeout=ANSWER_TIMEOUT, headers={"User-Agent": USER_AGENT}, follow_redirects=True) as client,
        client.stream("POST", url, data={"data": overpass_query(bbox)}) as response,
    ):
        await _check_status(response)
        received = 0
        file = await asyncio.to_thread(answer.open, "wb")
        try:
            async for chunk in response.aiter_bytes():
                await asyncio.to_thread(file.write, chunk)
                received += len(chunk)
                progress("fetching", received / (received + USUAL_BYTES))
        finally:
            await asyncio.to_thread(file.close)


async def _check_status(response: httpx.Response) -> None:
    if response.is_success:
        return
    complaint = (await response.aread()).decode(errors="replace").strip()[:300]
    if response.status_code in BUSY:
        after = response.headers.get("Retry-After", "")
        raise _Busy(f"HTTP {response.status_code}", float(after) if after.isdigit() else None)
    raise CityImportRefused("overpass_refused", f"the Overpass server says HTTP {response.status_code}: {complaint}")


def _convert(answer: Path, to: Path) -> None:
    _refuse_complaints(answer)
    unfinished = to.with_name(f"part-{to.name}")
    unfinished.unlink(missing_ok=True)
    things = 0
    try:
        with osmium.SimpleWriter(str(unfinished)) as writer:
            for thing in osmium.FileProcessor(str(answer)):
                writer.add(thing)
                things += 1
        if things == 0:
            raise CityImportRefused("area_empty", "OpenStreetMap holds nothing in that bounding box")
        unfinished.replace(to)
    except (RuntimeError, ValueError) as error:
        raise CityImportRefused("overpass_invalid", f"the Overpass server's answer is broken: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _refuse_complaints(answer: Path) -> None:
    """Refuse errors that Overpass sends with a success status: as a web page, or as a remark at the end."""
    with answer.open("rb") as file:
        head = file.read(400)
        file.seek(max(0, answer.stat().st_size - 2000))
        tail = file.read()
    if b"<html" in head.lower():
        raise CityImportRefused("overpass_invalid", "the Overpass server answered with a web page instead of data")
    if b"<remark>" in tail and b"error" in tail:
        remark = tail.split(b"<remark>", 1)[1].split(b"</remark>", 1)[0].decode(errors="replace").strip()
        raise CityImportRefused("overpass_invalid", f"the Overpass server gave up: {remark}")
