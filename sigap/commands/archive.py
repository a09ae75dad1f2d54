"""`sigap archive`: days of fixes as files, and back."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import pyarrow as pa
import typer

from sigap.console import say
from sigap.errors import SigapError
from sigap.running import connected
from tracking.history.archive import ArchiveIncomplete, archive_day
from tracking.history.restore import Restored, restore_day

app = typer.Typer(help="Days of fixes as GeoParquet files, and back.", no_args_is_help=True)


@app.command()
def write(
    day: Annotated[datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day, in UTC.")],
    to: Annotated[Path, typer.Option(help="The folder to write into.")],
) -> None:
    """Write one day into a file; the day itself stays in the database."""
    path, fixes = asyncio.run(_write(day, to))
    say(f"✓ {fixes} fixes in {path}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="An archived day.")],
    keep_days: Annotated[float, typer.Option(min=0.1, help="How long to keep it if its retention time is over.")] = 30,
) -> None:
    """Bring an archived day back; fixes that are there already stay as they are."""
    restored = asyncio.run(_restore(file, timedelta(days=keep_days)))
    say(f"✓ {restored.stored} of {restored.read} fixes brought back, the others were there")
    if restored.unknown:
        say(f"  {restored.unknown} are of units or devices that this city never had, and were left out")


async def _write(day: datetime, folder: Path) -> tuple[Path, int]:
    async with connected() as conn:
        try:
            return await archive_day(conn, day.date(), folder)
        except ArchiveIncomplete as error:
            raise SigapError(str(error), hint="fixes of that day went away meanwhile: again in a minute") from error


async def _restore(file: Path, keep: timedelta) -> Restored:
    async with connected() as conn:
        try:
            return await restore_day(conn, file, keep_until=datetime.now(UTC) + keep)
        except (pa.ArrowInvalid, KeyError) as error:
            raise SigapError(f"{file} is no archived day: {error}", hint="a file that `sigap archive` wrote") from error
