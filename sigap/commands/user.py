"""`sigap user`: accounts of the people at the desk and in the vehicles."""

import asyncio
import secrets
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

from core.commit_and_ring import commit_and_ring
from core.domain.actor import Role
from dispatch.access.add_account import add_account
from sigap.console import say
from sigap.running import OPERATOR, connected

app = typer.Typer(help="Accounts of people.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Keep `add` a subcommand."""


@app.command()
def add(
    username: Annotated[str, typer.Argument(help="The name for logging in.")],
    role: Annotated[Role, typer.Option(help="The person's role.")],
    name: Annotated[str | None, typer.Option(help="The person's name; default: the username.")] = None,
    unit: Annotated[str | None, typer.Option(help="The unit of a crew account.")] = None,
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
) -> None:
    """Create a person's account; without a password on stdin, one is generated and shown once."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else secrets.token_urlsafe(12)
    asyncio.run(_add(username, name or username, role, unit, password))
    say(f"✓ {username} may log in as {role}")
    if not password_stdin:
        say(f"password   {password}")


async def _add(username: str, name: str, role: Role, unit: str | None, password: str) -> None:
    async with connected() as conn, commit_and_ring(conn):
        await add_account(
            conn,
            username=username,
            full_name=name,
            role=role,
            password=password,
            unit_id=unit,
            by=OPERATOR,
            now=datetime.now(UTC),
        )
