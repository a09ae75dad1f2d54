"""The frame budget: the played frames are those of a server, and figures reveal if nothing was seen."""

import json

from bench.played_fleet import PlayedFleet
from bench.screen import updates
from tests.contract import hold_frame_to_contract


def test_the_played_socket_says_what_the_server_would() -> None:
    fleet = PlayedFleet(-29.93, -71.27, units=20)

    hold_frame_to_contract(json.dumps(fleet.snapshot()))
    hold_frame_to_contract(json.dumps(fleet.fixes(3)))


def test_each_unit_is_heard_once_a_second() -> None:
    fleet = PlayedFleet(-29.93, -71.27, units=20)

    heard = [row[0] for turn in range(10) for row in fleet.fixes(turn)["fixes"]]

    assert sorted(heard) == [unit["unit_id"] for unit in fleet.snapshot()["units"]]


def test_all_work_of_the_main_thread_is_shared_among_the_draws() -> None:
    figures = updates({"sigap-draw": [4.0, 2.0], "sigap-frame": [1.0]}, busy_s=0.02, seconds=1.0)

    assert figures["frame_cpu_ms"] == 10.0
    assert figures["draw_p95_ms"] == 4.0


def test_a_page_that_drew_nothing_holds_no_budget() -> None:
    assert updates({}, busy_s=0.02, seconds=1.0)["frame_cpu_ms"] is None
