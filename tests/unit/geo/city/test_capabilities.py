"""A capability has all its labels, and is in the guide."""

from pathlib import Path

import pytest

from geo.city.capabilities import CAPABILITY_WORDS, Capability

GUIDE = Path(__file__).parents[4] / "docs" / "city.md"


@pytest.mark.parametrize("capability", CAPABILITY_WORDS, ids=lambda each: each.code)
def test_every_capability_has_its_words_and_stands_in_the_guide(capability: Capability) -> None:
    assert all(word.strip() for words in (capability.name, capability.short, capability.unit) for word in words)
    assert f"`{capability.code}`" in GUIDE.read_text(encoding="utf-8")


def test_no_two_capabilities_have_one_name() -> None:
    assert len({each.code for each in CAPABILITY_WORDS}) == len(CAPABILITY_WORDS)
    assert len({each.name for each in CAPABILITY_WORDS}) == len(CAPABILITY_WORDS)
