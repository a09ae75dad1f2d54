"""Hospitals for a patient: reported open or full at the desk, queried and chosen by the crew."""

from core.domain.actor import Role
from tests.desk import HERE
from tests.people import People, problem_of

PLACE = {"lat": HERE.lat, "lon": HERE.lon}


async def test_the_crew_sees_what_was_said_of_the_beds_and_tells_where_it_goes(people: People) -> None:
    desk, crew = await people.client(Role.DISPATCHER), await people.client(Role.CREW)
    incident = (await desk.post("/incidents", json={"type": "medical", "position": PLACE})).json()
    sent = await desk.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": ["AMB-01"]})
    path = f"/assignments/{sent.json()[0]['id']}"

    before = (await crew.get(f"{path}/hospitals")).json()
    reported = await desk.post("/hospitals/rsud/status", json={"status": "full"})
    after = (await crew.get(f"{path}/hospitals")).json()
    body = {"status": "transporting", "hospital_id": "rsud"}
    chosen = (await crew.post(f"{path}/status", json=body)).json()

    assert [(each["id"], each["status"], each["takes_case"]) for each in before] == [("rsud", "unknown", True)]
    assert before[0]["eta_s"] > 0
    assert reported.status_code == 200
    assert after[0]["status"] == "full"
    assert chosen["hospital_id"] == "rsud"
    assert (await desk.get("/hospitals")).json()[0]["status"] == "full"


async def test_nobody_chooses_a_hospital_that_is_none_or_asks_for_another_crew(people: People) -> None:
    desk, crew = await people.client(Role.DISPATCHER), await people.client(Role.CREW)
    incident = (await desk.post("/incidents", json={"type": "medical", "position": PLACE})).json()
    units = {"unit_ids": ["AMB-01", "AMB-02"]}
    sent = (await desk.post(f"/incidents/{incident['id']}/assignments", json=units)).json()
    own, other = sorted(sent, key=lambda assignment: assignment["unit_id"])

    nowhere = await crew.post(f"/assignments/{own['id']}/status", json={"status": "transporting", "hospital_id": "x"})
    foreign = await crew.get(f"/assignments/{other['id']}/hospitals")
    unknown = await desk.post("/hospitals/x/status", json={"status": "open"})

    assert problem_of(nowhere)["code"] == "unknown_hospital"
    assert problem_of(foreign)["code"] == "forbidden"
    assert problem_of(unknown)["code"] == "unknown_hospital"


async def test_a_type_that_the_city_made_asks_for_its_own_department(people: People) -> None:
    admin, desk = await people.client(Role.ADMIN), await people.client(Role.DISPATCHER)
    rsud = {each["id"]: each for each in (await desk.get("/hospitals")).json()}["rsud"]
    with_emergency_only = {"name": rsud["name"], "position": rsud["position"], "departments": ["emergency"]}
    assert (await admin.put("/hospitals/rsud", json=with_emergency_only)).is_success
    burns = {"code": "burns", "name_id": "Luka bakar", "name_en": "Burns", "default_priority": 1}

    takes = {}
    for department in (None, "icu"):
        made = {**burns, "code": f"burns_{department}".lower(), "department": department}
        assert (await admin.post("/incident-types", json=made)).json()["department"] == department
        incident = (await desk.post("/incidents", json={"type": made["code"], "position": PLACE})).json()
        unit_ids = ["AMB-01" if department is None else "AMB-02"]
        (sent,) = (await desk.post(f"/incidents/{incident['id']}/assignments", json={"unit_ids": unit_ids})).json()
        (asked,) = (await desk.get(f"/assignments/{sent['id']}/hospitals")).json()
        takes[department] = asked["takes_case"]

    assert takes == {None: True, "icu": False}
