"""The command line `sigap`."""

import sys

import asyncpg
import httpx
import typer
from pydantic import ValidationError

from sigap.commands import database, stack
from sigap.console import complain
from sigap.errors import SigapError

app = typer.Typer(
    name="sigap",
    help="112 emergency dispatch with live GPS tracking.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(stack.up)
app.command()(stack.info)
app.add_typer(database.app, name="db")


def main() -> None:
    """Expected failures are one line and what to do; only the unexpected shows a traceback."""
    try:
        app()
    except SigapError as error:
        _fail(str(error), error.hint)
    except ValidationError as error:
        _fail(_first_problem(error), "see .env.example for the settings and their meaning")
    except asyncpg.PostgresError as error:
        _fail(f"the database refused: {error}", "`sigap doctor` looks deeper")
    except (httpx.HTTPError, ConnectionError) as error:
        _fail(f"no connection: {error}", "is it running? `sigap info`")


def _fail(sentence: str, hint: str) -> None:
    complain(sentence, hint)
    sys.exit(1)


def _first_problem(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"SIGAP_{'_'.join(str(part) for part in first['loc']).upper()}: {first['msg']}"
