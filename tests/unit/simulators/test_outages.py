from random import Random

import pytest

from simulators.day import DAY_S
from simulators.outages import OutageKind, plan_outages


def test_nothing_fails_unless_set_so() -> None:
    assert plan_outages(Random(1), gaps_per_hour=0, deaths_per_hour=0) == ()


def test_the_same_seed_fails_at_the_same_times() -> None:
    assert plan_outages(Random(1), gaps_per_hour=1, deaths_per_hour=0.1) == plan_outages(
        Random(1), gaps_per_hour=1, deaths_per_hour=0.1
    )


def test_outages_come_at_the_set_rate_and_in_order() -> None:
    outages = plan_outages(Random(1), gaps_per_hour=10, deaths_per_hour=1)

    gaps = [outage for outage in outages if outage.kind is OutageKind.NO_UPLINK]
    assert len(gaps) == pytest.approx(240, rel=0.35)
    assert len(outages) > len(gaps)
    assert [outage.begin_s for outage in outages] == sorted(outage.begin_s for outage in outages)
    assert all(0 <= outage.begin_s < DAY_S and outage.end_s >= outage.begin_s + 10 for outage in outages)
