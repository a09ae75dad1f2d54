"""`sigap demo` as a new user meets it: the lines of README.md are typed into a shell."""

import asyncio
import re
from collections.abc import AsyncIterator

import httpx
import pytest

from sigap.commands.demo import by_hand
from sigap.data_dir import CHECKOUT
from tests.servers import server_folder
from tests.waiting import until
from tests.whole_stack import WholeStack, whole_stack

IN_README = re.compile(r"```sh\n(U=.*?)```", re.DOTALL)
LAST_LINE = ".venv/bin/sigap watch\n"  # it runs until it is stopped


@pytest.fixture
async def demo() -> AsyncIterator[WholeStack]:
    with server_folder() as folder:
        async with whole_stack(folder, "demo") as stack:
            await until(lambda: stack.printed(LAST_LINE), timeout_s=180)
            yield stack


async def test_a_call_by_hand_sends_units_whose_crews_acknowledge(demo: WholeStack) -> None:
    login = demo.info.logins["dispatcher"]
    typed = by_hand(demo.info.api_url, login["password"])
    assert demo.printed(typed)
    assert in_readme() == by_hand("http://127.0.0.1:8112", "PASSWORD")

    shell = await asyncio.create_subprocess_exec(
        *("sh", "-euc", typed.removesuffix(LAST_LINE)), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    printed, _ = await shell.communicate()

    assert shell.returncode == 0, printed.decode()
    incident = re.search(r'"incident_id": "([^"]+)"', printed.decode())
    assert incident, printed.decode()
    async with httpx.AsyncClient(base_url=f"{demo.info.api_url}/api/v1", timeout=30, trust_env=False) as client:
        token = (await client.post("/session", json=login)).json()["token"]
        client.headers["Authorization"] = f"Bearer {token}"
        await until(lambda: all_acknowledged(client, incident[1]), timeout_s=180, every_s=1)


def in_readme() -> str:
    found = IN_README.search((CHECKOUT / "README.md").read_text(encoding="utf-8"))
    assert found
    return found[1]


async def all_acknowledged(client: httpx.AsyncClient, incident_id: str) -> bool:
    assignments = (await client.get(f"/incidents/{incident_id}")).json()["assignments"]
    return len(assignments) > 1 and all("acknowledged" in each["reached_at"] for each in assignments)
