"""`sigap demo`: the embedded stack with a sample city that lives."""

import asyncio

from sigap.commands.stack import new_stack, tell_where
from sigap.console import say
from sigap.demo import populate
from sigap.stack import Stack, run

WHAT_TO_LOOK_AT = """
What to look at, in another terminal:
  .venv/bin/sigap watch                      the live board: units, incidents, orders, clocks
  .venv/bin/sigap info                       addresses, logins and processes
Log in and make an incident of your own:
  TOKEN=$(curl -s {api}/api/v1/session -H 'Content-Type: application/json' \\
    -d '{{"username":"{username}","password":"{password}"}}' \\
    | python3 -c 'import json,sys; print(json.load(sys.stdin)["token"])')
  curl -s {api}/api/v1/incidents -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
    -d '{{"type":"structure_fire","position":{{"lat":-29.9533,"lon":-71.3395}},"address":"Coquimbo"}}'
Then the units ranked by road ETA:
  curl -s {api}/api/v1/incidents/ID/recommendation -H "Authorization: Bearer $TOKEN"
"""


def demo() -> None:
    """Start everything with the sample city, demo logins and simulated vehicles; stay until Ctrl-C."""
    asyncio.run(run(new_stack(), _populate_and_tell))


async def _populate_and_tell(stack: Stack) -> None:
    await populate(stack)
    await tell_where(stack)
    for role, login in stack.info.logins.items():
        say(f"  {role:<11} {login['username']}  {login['password']}")
    say(WHAT_TO_LOOK_AT.format(api=stack.info.api_url, **stack.info.logins["dispatcher"]))
