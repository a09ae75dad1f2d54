"""What the desk shows, to the letter: clients read these names, in this order, with null for what is missing."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from core.domain.ids import new_id
from dispatch.api.answers import encode
from dispatch.api.incident_file import incident_file
from dispatch.commands.add_caller_location import add_caller_location
from dispatch.commands.add_note import add_note
from dispatch.commands.assign_units import assign_units
from dispatch.commands.change_status import change_status
from dispatch.commands.order_move_up import WantedMove, order_move_up
from dispatch.commands.take_call import NewCall, take_call
from dispatch.domain.alert import AlertKind
from dispatch.domain.assignment import AssignmentStatus
from dispatch.domain.call import CallerLocation
from dispatch.live.sight import DeskSight, WallSight
from dispatch.live.snapshots import read_snapshot
from dispatch.steps.raise_alert import raise_alert
from dispatch.store import calls, suggestions
from dispatch.store.suggestions import Suggestion
from tests.desk import HERE, NOW, SETTINGS, SETUP, Desk
from tests.integration.dispatch.test_recommend_units import heard

INCIDENT = """
{"id":"ID","number":"2026-000001","type":"medical","priority":1,"alarm_level":1,"position":{"lat":-7.63,"lon":111.52},
"address":"Gang Melati 7","near_place":null,"description":"pingsan","created_at":"2026-03-01T03:00:00Z",
"closed_at":null,"disposition":null,"merged_into":null,"first_dispatched_at":"2026-03-01T03:00:00Z",
"first_on_scene_at":null,"status":"en_route","nobody_came":false}
"""
UNIT = """
{"unit_id":"AMB-01","callsign":"AMB-01","agency_id":"psc","station_id":"west","kind":"ambulance",
"capabilities":["ambulance_bls"],"profile":"ambulance","crew":3,"crew_pool":null,"staffed":true,"in_service":true,
"out_of_service_reason":null,"service_changed_at":"2026-03-01T03:00:00Z","retired_at":null,
"free_since_at":"2026-03-01T03:00:00Z","status":"en_route","crew_with":null,"assignment_id":"ID","incident_id":"ID",
"move_up":null,"eido":{"primary":"NotAvailable","secondary":"EnRoute"},"position":{"lat":-7.63,"lon":111.52,
"course_deg":null,"speed_mps":null,"accuracy_m":null,"fixed_at":"2026-03-01T02:59:59Z","device_id":"GPS-AMB-01",
"device_kind":"tracker","device_since_at":null,"movement":null,"movement_since_at":null,"heading_deg":null}}
"""
UNIT_MOVED_UP = """
{"unit_id":"AMB-02","callsign":"AMB-02","agency_id":"psc","station_id":"east","kind":"ambulance",
"capabilities":["ambulance_bls"],"profile":"ambulance","crew":3,"crew_pool":null,"staffed":true,"in_service":true,
"out_of_service_reason":null,"service_changed_at":"2026-03-01T03:00:00Z","retired_at":null,
"free_since_at":"2026-03-01T03:00:00Z","status":"available","crew_with":null,"assignment_id":null,"incident_id":null,
"move_up":{"id":"ID","station_id":"west","ordered_at":"2026-03-01T03:00:00Z","acknowledged_at":null,"arrived_at":null},
"eido":{"primary":"Available","secondary":"InService"},"position":null}
"""
ASSIGNMENT = """
{"id":"ID","unit_id":"AMB-01","incident_id":"ID","status":"en_route","dispatched_at":"2026-03-01T03:00:00Z",
"eta_s":null,"turnout_s":null,"distance_m":null,"reason":"dekat","released_at":null,"replaces_id":null,
"hospital_id":null,"notices":[{"at":"2026-03-01T03:00:00Z","id":1,"changed":[],"note_id":1,"confirmed_at":null}],
"reached_at":{"en_route":"2026-03-01T03:00:00Z"},"sources":{"en_route":"pressed"},"flags":{}}
"""
ALERT = """
{"id":1,"kind":"sos","incident_id":"ID","unit_id":null,"assignment_id":null,"raised_at":"2026-03-01T03:00:00Z",
"detail":{"key":"k-1"},"taken_at":null,"taken_by":null}
"""
LIVE_CALL = """
{"id":"ID","channel":"phone","received_at":"2026-03-01T03:00:00Z","answered_at":null,"answered_by":null,
"claimed_by":null,"claimed_at":null,"closed_at":null,"disposition":null,"incident_id":null}
"""
SUGGESTION = """
{"id":"ID","kind":"replace","incident_id":"ID","assignment_id":"ID","unit_id":"AMB-01","with_unit_id":"AMB-02",
"saving_s":90.0,"made_at":"2026-03-01T03:00:00Z","data":{"eta_s":60},"outcome":null,"closed_at":null}
"""
CALL = f"""
{LIVE_CALL.strip()[:-1]},"caller_number":null,"caller_name":"Bu Siti","words":"tolong"}}
"""
LOCATION = """
{"id":1,"source":"aml","position":{"lat":-7.63,"lon":111.52},"accuracy_m":12.0,"confidence":null,"measured_at":null,
"received_at":"2026-03-01T03:00:00Z"}
"""
NOTE = '{"id":1,"at":"2026-03-01T03:00:00Z","by":"dispatcher","text":"pagar terkunci"}'


@pytest.fixture
async def busy(desk: Desk) -> UUID:
    """An incident, and all that a board can show about it."""
    how: dict[str, Any] = {"by": desk.dispatcher, "now": NOW}
    incident_id = await desk.incident(address="Gang Melati 7", description="pingsan")
    await heard(desk, "AMB-01", HERE, age_s=1)
    async with desk.pool.acquire() as conn, conn.transaction():
        await assign_units(conn, incident_id, ["AMB-01"], routes={}, reason="dekat", orders=SETTINGS.orders, **how)
        assignment_id = await conn.fetchval("SELECT id FROM assignment")
        await change_status(conn, assignment_id, AssignmentStatus.EN_ROUTE, at=None, orders=SETTINGS.orders, **how)
        await add_note(conn, incident_id, "pagar terkunci", orders=SETTINGS.orders, **how)
        await order_move_up(conn, WantedMove("AMB-02", "west"), planned=None, orders=SETTINGS.orders, **how)
        await raise_alert(conn, AlertKind.SOS, by=SETUP, at=NOW, detail={"key": "k-1"}, incident_id=incident_id)
        await take_call(conn, NewCall(caller_name="Bu Siti", words="tolong", ringing=True), **how)
        nearer = Suggestion(new_id(), incident_id, assignment_id, "AMB-02")
        await suggestions.add_suggestion(conn, nearer, saving_s=90, data={"eta_s": 60}, at=NOW)
    return incident_id


@pytest.mark.usefixtures("busy")
async def test_a_snapshot_keeps_its_names_their_order_and_its_nulls(desk: Desk) -> None:
    async with desk.pool.acquire() as conn:
        snapshot = await read_snapshot(conn)

    text = shown(snapshot.text(DeskSight()))

    lists = '"incidents":[{}],"units":[{},{},'.format(*map(written, (INCIDENT, UNIT, UNIT_MOVED_UP)))
    rest = '"assignments":[{}],"alarms":[{}],"calls":[{}],"suggestions":[{}]}}'.format(
        *map(written, (ASSIGNMENT, ALERT, LIVE_CALL, SUGGESTION))
    )
    assert re.match(r'{"type":"snapshot","as_of":\d+,"mark":"\w+",', text)
    assert lists in text
    assert text.endswith(rest)


@pytest.mark.usefixtures("busy")
async def test_the_wall_gets_the_same_with_null_for_words(desk: Desk) -> None:
    async with desk.pool.acquire() as conn:
        snapshot = await read_snapshot(conn)

    wall = shown(snapshot.text(WallSight()))

    without = {
        '"Gang Melati 7"': "null",
        '"pingsan"': "null",
        '"dekat"': "null",
        r'"notices":\[.*?}\]': '"notices":null',
    }
    expected = shown(snapshot.text(DeskSight()))
    for words, instead in without.items():
        expected = re.sub(words, instead, expected)
    assert wall == re.sub(r'"suggestions":.*', '"suggestions":[]}', expected)


async def test_files_of_an_incident_and_a_call_keep_their_shape(desk: Desk, busy: UUID) -> None:
    async with desk.pool.acquire() as conn, conn.transaction():
        call_id = await conn.fetchval("SELECT id FROM call")
        where = CallerLocation(HERE, "aml", accuracy_m=12)
        located = await add_caller_location(conn, call_id, where, by=desk.dispatcher, now=NOW)
        listed = await calls.list_open_calls(conn)
        await conn.execute("UPDATE call SET incident_id = $1", busy)
        whole = await incident_file(conn, busy, seen_by=desk.dispatcher, now=NOW, crew_reads_for=timedelta(hours=1))

    assert shown(encode(listed)) == f"[{written(CALL)}]"
    assert shown(encode(located)) == f'{written(CALL)[:-1]},"locations":[{written(LOCATION)}]}}'
    joined = written(CALL).replace('"incident_id":null', '"incident_id":"ID"')
    parts = f'"assignments":[{written(ASSIGNMENT)}],"calls":[{joined}],"notes":[{NOTE}],"timeline":[{{"seq":'
    assert shown(encode(whole)).startswith(f"{written(INCIDENT)[:-1]},{parts}")
    assert list(json.loads(encode(whole))["timeline"][0]) == ["seq", "kind", "at", "actor", "data"]


def written(text: str) -> str:
    return text.replace("\n", "")


def shown(text: str | bytes) -> str:
    plain = text if isinstance(text, str) else text.decode()
    return re.sub(r'"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"', '"ID"', plain)
