"""`sigap city`: the city's roads, names and map."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from base.database import open_pool
from core.commit_and_ring import commit_and_ring
from dispatch.setup.load_roster import load_roster
from geo.city.city_store import City
from geo.city.facts import CityFacts
from geo.city.fetch import fetch_city
from geo.city.importer import import_city
from geo.city.preset import Preset, PresetUnknown, load_preset
from geo.city.refusal import CityImportRefused
from geo.city.time_zone import is_zone
from geo.geometry.bbox import Bbox, BboxInvalid
from sigap.commands.city_places import offer_to_take_over, places
from sigap.commands.outside import offer_to_retire
from sigap.console import say
from sigap.errors import SigapError
from sigap.progress import progress_bar
from sigap.running import OPERATOR, connected_to, data_dir, database_url
from sigap.settings import StackSettings

app = typer.Typer(help="The city's roads, names and map.", no_args_is_help=True)
app.command("places")(places)

BboxOption = Annotated[
    str | None, typer.Option("--bbox", metavar="W,S,E,N", help="Only this part of the extract, in degrees.")
]
RetireOption = Annotated[
    bool, typer.Option("--retire-outside", help="Take units, stations and hospitals outside the city out of the fleet.")
]
TakeOverOption = Annotated[
    bool, typer.Option("--take-over", help="Take the map's hospitals and stations over into the desk's lists.")
]
TimezoneOption = Annotated[
    str | None,
    typer.Option("--timezone", help="For example Asia/Jakarta; default: from city.toml, else from the place."),
]
NameOption = Annotated[str | None, typer.Option("--name", help="The city's name; default: the file's.")]


@app.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An OpenStreetMap extract: .osm.pbf, .osm, .osm.gz or .osm.bz2.")
    ],
    name: NameOption = None,
    bbox: BboxOption = None,
    timezone: TimezoneOption = None,
    *,
    retire_outside: RetireOption = False,
    take_over: TakeOverOption = False,
) -> None:
    """Import a city: build it beside the current one and swap it in when it is complete."""
    url = database_url()
    city = asyncio.run(
        bring_in(url, file, into=data_dir().path, name=name, bbox=read_bbox(bbox), timezone=read_zone(timezone))
    )
    _say_in_force(city)
    offer_to_retire(url, retire=retire_outside)
    offer_to_take_over(url, take=take_over)


@app.command()
def fetch(
    preset: Annotated[str | None, typer.Argument(metavar="NAME", help="A city with a preset, such as madiun.")] = None,
    name: NameOption = None,
    bbox: BboxOption = None,
    timezone: TimezoneOption = None,
    *,
    retire_outside: RetireOption = False,
    take_over: TakeOverOption = False,
) -> None:
    """Fetch a city from the Overpass API at SIGAP_OVERPASS_URL and import it; needs internet."""
    url = database_url()
    city = asyncio.run(_fetch(url, _known(preset), name=name, bbox=read_bbox(bbox), timezone=read_zone(timezone)))
    _say_in_force(city)
    offer_to_retire(url, retire=retire_outside)
    offer_to_take_over(url, take=take_over)


def _known(name: str | None) -> Preset | None:
    try:
        return load_preset(name) if name is not None else None
    except PresetUnknown as error:
        raise SigapError(str(error), hint="or any place: --bbox W,S,E,N --name NAME") from error


async def _fetch(url: str, preset: Preset | None, *, name: str | None, bbox: Bbox | None, timezone: str | None) -> City:
    wanted = bbox or (preset.facts.bbox if preset else None)
    if wanted is None:
        raise SigapError("which city? A NAME we know, or --bbox W,S,E,N", hint="`sigap city fetch --help`")
    into = data_dir().path
    file = await _download(wanted, into)
    facts = preset.facts if preset else None
    city = await bring_in(url, file, into=into, name=name, bbox=wanted, timezone=timezone, facts=facts)
    if preset:
        async with connected_to(url) as conn, commit_and_ring(conn):
            await load_roster(conn, preset.roster, by=OPERATOR, now=datetime.now(UTC))
    return city


async def _download(bbox: Bbox, into: Path) -> Path:
    file = into / "download" / "city.osm.pbf"
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with progress_bar("fetching") as report:
            await fetch_city(StackSettings().overpass_url, bbox, file, report)
    except CityImportRefused as error:
        raise SigapError(error.message, hint="nothing was changed; SIGAP_OVERPASS_URL names another server") from error
    return file


async def bring_in(
    url: str,
    file: Path,
    *,
    into: Path,
    name: str | None = None,
    bbox: Bbox | None = None,
    timezone: str | None = None,
    facts: CityFacts | None = None,
) -> City:
    pool = await open_pool(url, size=2, application_name="sigap city import")
    try:
        with progress_bar(f"importing {file.name}") as report:
            return await import_city(
                pool, file, data_dir=into, name=name, bbox=bbox, timezone=timezone, facts=facts, progress=report
            )
    except CityImportRefused as error:
        raise SigapError(error.message, hint="nothing was changed") from error
    finally:
        await pool.close()


def _say_in_force(city: City) -> None:
    say(f"✓ {city.name} is in force (version {city.version})")
    say(f"  time zone {city.timezone}, area {city.bbox} (west, south, east, north)")


def read_zone(name: str | None) -> str | None:
    if name is not None and not is_zone(name):
        raise SigapError(f"--timezone: there is no time zone {name}", hint="a name such as Asia/Jakarta")
    return name


def read_bbox(text: str | None) -> Bbox | None:
    if text is None:
        return None
    try:
        return Bbox.parse(text)
    except BboxInvalid as error:
        raise SigapError(f"--bbox: {error}") from error
