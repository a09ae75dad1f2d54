"""`sigap city`: the city's roads, names and map."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from geo.bbox import Bbox, BboxInvalid
from geo.city.city_store import City
from geo.city.importer import import_city
from geo.city.refusal import CityImportRefused
from geo.database import open_pool
from sigap.console import say
from sigap.errors import SigapError
from sigap.progress import progress_bar
from sigap.running import data_dir, database_url

app = typer.Typer(help="The city's roads, names and map.", no_args_is_help=True)

BboxOption = Annotated[str | None, typer.Option("--bbox", metavar="W,S,E,N", help="Only this part, in degrees.")]
NameOption = Annotated[str | None, typer.Option("--name", help="The city's name; else the file's.")]


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE.osm.pbf", help="An OpenStreetMap extract.")],
    name: NameOption = None,
    bbox: BboxOption = None,
) -> None:
    """Bring in a city: built beside the running one, and swapped in at once when it is whole."""
    city = asyncio.run(bring_in(database_url(), file, into=data_dir().path, name=name, bbox=read_bbox(bbox)))
    say(f"✓ {city.name} is in force (version {city.version})")


async def bring_in(url: str, file: Path, *, into: Path, name: str | None = None, bbox: Bbox | None = None) -> City:
    pool = await open_pool(url, size=2, application_name="sigap city import")
    try:
        with progress_bar(f"importing {file.name}") as report:
            return await import_city(pool, file, data_dir=into, name=name, bbox=bbox, progress=report)
    except CityImportRefused as error:
        raise SigapError(error.message, hint="nothing was changed") from error
    finally:
        await pool.close()


def read_bbox(text: str | None) -> Bbox | None:
    if text is None:
        return None
    try:
        return Bbox.parse(text)
    except BboxInvalid as error:
        raise SigapError(f"--bbox: {error}") from error
