"""Every setting is explained, and every noun of the domain is in the glossary."""

import re
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from core.domain.actor import Role
from dispatch.domain.assignment import AssignmentStatus
from dispatch.settings import DispatchSettings
from mqtt_bridge.settings import BridgeSettings
from sigap.settings import StackSettings
from tracking.settings import TrackingSettings

CHECKOUT = Path(__file__).resolve().parents[2]
ENV_EXAMPLE = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
GLOSSARY = (CHECKOUT / "GLOSSARY.md").read_text(encoding="utf-8").lower()
NOUNS = (
    "Call",
    "Incident",
    "IncidentType",
    "Priority",
    "Agency",
    "Station",
    "Unit",
    "Device",
    "Capability",
    "ResponsePlan",
    "UnitRequirement",
    "AlarmLevel",
    "Recommendation",
    "Assignment",
    "Milestone",
    "Position",
    "Fix",
    "Track",
    "Area",
    "MoveUp",
    "Order",
    "Console",
)


@pytest.mark.parametrize("settings", [DispatchSettings, TrackingSettings, BridgeSettings, StackSettings])
def test_every_setting_stands_in_the_example(settings: type[BaseSettings]) -> None:
    names = [f"SIGAP_{name.upper()}" for name in settings.model_fields]

    missing = [name for name in names if not re.search(rf"^#?\s*{name}=", ENV_EXAMPLE, re.MULTILINE)]

    assert missing == []


def test_the_example_names_no_setting_that_nobody_reads() -> None:
    known = {
        f"SIGAP_{name.upper()}"
        for settings in (DispatchSettings, TrackingSettings, BridgeSettings, StackSettings)
        for name in settings.model_fields
    }
    named = set(re.findall(r"^#?\s*(SIGAP_\w+)=", ENV_EXAMPLE, re.MULTILINE))

    read_elsewhere = {name for name in named - known if _is_read_in_source(name)}
    assert named - known - read_elsewhere == set()


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_of_the_field_is_in_the_glossary(noun: str) -> None:
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", noun).lower()

    assert words in GLOSSARY.replace("move-up", "move up")


@pytest.mark.parametrize("status", AssignmentStatus)
def test_every_status_is_in_the_glossary(status: AssignmentStatus) -> None:
    assert f"`{status.value}`" in GLOSSARY


@pytest.mark.parametrize("role", Role)
def test_every_role_is_explained_in_the_readme(role: Role) -> None:
    assert role.value in (CHECKOUT / "README.md").read_text(encoding="utf-8")


def _is_read_in_source(name: str) -> bool:
    short = name.removeprefix("SIGAP_").lower()
    return any(
        name in text or f"{short}:" in text
        for room in ("base", "geo", "tracking", "core", "dispatch", "mqtt_bridge", "simulators", "sigap", "scripts")
        for path in (CHECKOUT / room).rglob("*")
        if path.suffix in {".py", ".sh"}
        for text in [path.read_text(encoding="utf-8")]
    )
