"""The command line, against a test's own database and broker."""

import asyncio
import io
import sys
from pathlib import Path

import pytest

from tests.command_line import Result, Sigap, run_here
from tests.servers import Broker


@pytest.fixture
def sigap(database_url: str, broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sigap:
    """`await sigap("device", "list")` against this test's own database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGAP_DATABASE_URL", database_url)
    monkeypatch.setenv("SIGAP_MQTT_URL", broker.url)
    monkeypatch.setenv("SIGAP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("COLUMNS", "200")

    async def run(*words: str, stdin: str = "", **more_env: str) -> Result:
        with monkeypatch.context() as changed:
            for name, value in more_env.items():
                changed.setenv(name, value)
            changed.setattr(sys, "stdin", io.StringIO(stdin))
            return await asyncio.to_thread(run_here, words)

    return run


ROSTER = """
agency = [{ id = "fire", name = "Fire", kind = "fire" }]
station = [{ id = "S-1", agency = "fire", name = "One", lat = -7.63, lon = 111.52 }]
[[unit]]
id = "DMK-01"
callsign = "Damkar 1"
agency = "fire"
station = "S-1"
kind = "pumper"
capabilities = ["pumper"]
profile = "pumper"
crew = 4
"""


@pytest.fixture
async def roster(sigap: Sigap, tmp_path: Path) -> None:
    (tmp_path / "city.toml").write_text(ROSTER)
    result = await sigap("unit", "import", "city.toml")
    assert result.status == 0, result.err
