"""`sigap demo`: the embedded stack with a sample city in motion."""

import asyncio

from sigap.commands.stack import new_stack, tell_where
from sigap.console import say
from sigap.demo import populate
from sigap.stack import Stack, run

WHAT_TO_LOOK_AT = """
What to look at, in another terminal:
  .venv/bin/sigap watch                      the live board: units, incidents, orders, clocks
  .venv/bin/sigap info                       addresses, logins and processes
An incident of your own, by hand:
"""
# the same lines as in README.md
BY_HAND = """\
U=URL/api/v1
field() { python3 -c "import json,sys; print(json.dumps(json.load(sys.stdin)['$1']).strip('\\"'))"; }
TOKEN=$(curl -s $U/session --json '{"username":"demo-dispatcher","password":"PASSWORD"}' | field token)
ask() { curl -s -H "Authorization: Bearer $TOKEN" -H 'Accept-Language: en' "$@"; }

# a house is on fire
ID=$(ask $U/incidents --json '{"type":"structure_fire","position":{"lat":-29.9533,"lon":-71.3395}}' | field id)

# who should go, ranked by road ETA, with reasons; who cannot, and why not
ADVICE=$(ask $U/incidents/$ID/recommendation)
printf %s "$ADVICE" | python3 -m json.tool

# send them: all or none
ask $U/incidents/$ID/assignments --json "{\\"unit_ids\\": $(printf %s "$ADVICE" | field advised)}"

# the crews acknowledge, drive and arrive
.venv/bin/sigap watch
"""


def demo() -> None:
    """Start everything with the sample city, demo logins and simulated vehicles; run until Ctrl-C."""
    asyncio.run(run(new_stack(), _populate_and_tell))


async def _populate_and_tell(stack: Stack) -> None:
    await populate(stack)
    await tell_where(stack)
    for role, login in stack.info.logins.items():
        say(f"  {role:<11} {login['username']}  {login['password']}")
    say(WHAT_TO_LOOK_AT)
    say(by_hand(stack.info.api_url, stack.info.logins["dispatcher"]["password"]))


def by_hand(api_url: str, password: str) -> str:
    """Lines to paste into a shell."""
    return BY_HAND.replace("URL", api_url, 1).replace("PASSWORD", password, 1)
