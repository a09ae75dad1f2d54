"""`sigap db`: the schema."""

import typer

from sigap.console import say
from sigap.migrations import migrate as bring_to_newest
from sigap.running import database_url

app = typer.Typer(help="The schema of the database.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keep `migrate` a subcommand."""


@app.command()
def migrate() -> None:
    """Migrate the database to the newest schema."""
    bring_to_newest(database_url())
    say("✓ the schema is the newest")
