"""The command line `sigap`."""

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import asyncpg
import typer
from pydantic import ValidationError
from typer.core import TyperGroup
from typer.main import get_command

from core.domain.refusals import Refusal
from sigap.console import complain
from sigap.errors import SigapError

# Where each command lives; imported only when used, as some load heavy libraries.
COMMANDS = {
    "demo": "sigap.commands.demo:demo",
    "up": "sigap.commands.stack:up",
    "info": "sigap.commands.info:info",
    "doctor": "sigap.commands.doctor:doctor",
    "db": "sigap.commands.database:app",
    "city": "sigap.commands.city:app",
    "unit": "sigap.commands.unit:app",
    "device": "sigap.commands.device:app",
    "broker": "sigap.commands.broker:app",
    "user": "sigap.commands.user:app",
    "simulate": "sigap.commands.simulate:simulate",
    "agent": "sigap.commands.agent:agent",
    "watch": "sigap.commands.watch:watch",
    "bench": "sigap.commands.bench:bench",
    "backup": "sigap.commands.backup:backup",
    "restore": "sigap.commands.backup:restore",
    "archive": "sigap.commands.archive:app",
    "audit": "sigap.commands.audit:app",
}


class CommandsOnDemand(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the framework's signature
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name].split(":")
        found = getattr(importlib.import_module(module), attribute)
        command = get_command(found if isinstance(found, typer.Typer) else _alone(found))
        command.name = cmd_name
        return command


def _alone(function: Any) -> typer.Typer:
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(function)
    return app


app = typer.Typer(cls=CommandsOnDemand, no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)


@app.callback()
def sigap() -> None:
    """112 emergency dispatch with live GPS tracking."""


def main(words: Sequence[str] | None = None) -> None:
    """Show an expected failure as one line with a hint; only an unexpected one as a traceback."""
    try:
        app(words, prog_name="sigap")
    except SigapError as error:
        _fail(str(error), error.hint)
    except Refusal as error:
        _fail(str(error), "nothing was changed")
    except ValidationError as error:
        _fail(_first_problem(error), "see .env.example for the settings and their meaning")
    except asyncpg.PostgresError as error:
        _fail(f"the database refused: {error}", "`sigap doctor` looks deeper")
    except OSError as error:
        _fail(f"{error}", "is it running? `sigap info`, `sigap doctor`")
    except KeyboardInterrupt:
        sys.exit(130)


def _fail(sentence: str, hint: str) -> None:
    complain(sentence, hint)
    sys.exit(1)


def _first_problem(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"SIGAP_{'_'.join(str(part) for part in first['loc']).upper()}: {first['msg']}"
