"""Two desks send the same units at once: each unit goes to one incident, and the losing desk learns to which."""

import asyncio
from typing import Any

from base.database import Pool
from core.domain.actor import Role
from tests.conftest import Api
from tests.consoles import console
from tests.desk import make_desk
from tests.people import People, problem_of

HERE = {"lat": -7.63, "lon": 111.52}
DESKS = 6


async def test_of_desks_that_send_the_same_units_at_once_exactly_one_wins(pool: Pool, api: Api) -> None:
    await make_desk(pool)
    async with (
        People(api.url) as people,
        console(api.live_url, token=await people.token(Role.VIEWER)) as wall,
    ):
        await wall.subscribe()
        await wall.until_type("snapshot")
        desks = [await people.client((Role.DISPATCHER, Role.SUPERVISOR)[n % 2]) for n in range(DESKS)]
        incidents: list[dict[str, Any]] = [
            (await desk.post("/incidents", json={"type": "medical", "position": HERE})).json() for desk in desks
        ]

        # in different orders: wrong lock order would deadlock here
        answers = await asyncio.gather(
            *(
                desk.post(
                    f"/incidents/{incident['id']}/assignments",
                    json={"unit_ids": ["AMB-01", "AMB-02"] if n % 2 else ["AMB-02", "AMB-01"]},
                )
                for n, (desk, incident) in enumerate(zip(desks, incidents, strict=True))
            )
        )
        await wall.until(lambda _: len(wall.board.assignments) > 0)

    won = [n for n, answer in enumerate(answers) if answer.status_code == 201]
    assert len(won) == 1
    winner = incidents[won[0]]
    for n, answer in enumerate(answers):
        if n not in won:
            problem = problem_of(answer)
            assert (answer.status_code, problem["code"]) == (409, "unit_already_assigned")
            assert (problem["incident_id"], problem["incident_number"]) == (winner["id"], winner["number"])
            assert problem["by"] == ("dispatcher", "supervisor")[won[0] % 2]
    assert {each["incident_id"] for each in wall.board.assignments.values()} == {winner["id"]}
    assert await pool.fetchval("SELECT count(*) FROM assignment") == 2


async def test_of_desks_that_are_advised_equal_units_the_slower_looks_again(pool: Pool, api: Api) -> None:
    await make_desk(pool)
    async with People(api.url) as people:
        one, other = [await people.client(role) for role in (Role.DISPATCHER, Role.SUPERVISOR)]
        path = f"/incidents/{(await one.post('/incidents', json={'type': 'medical', 'position': HERE})).json()['id']}"
        advised = [(await desk.get(f"{path}/recommendation")).json()["id"] for desk in (one, other)]
        first, second = [
            {"unit_ids": [unit], "recommendation_id": advice}
            for unit, advice in zip(("AMB-01", "AMB-02"), advised, strict=True)
        ]

        sent = await one.post(f"{path}/assignments", json=first)
        outdated = await other.post(f"{path}/assignments", json=second)
        advised_again = (await other.get(f"{path}/recommendation")).json()["id"]
        sent_again = await other.post(f"{path}/assignments", json=second | {"recommendation_id": advised_again})

        own = await one.post(f"{path}/assignments", json=first | {"unit_ids": ["DMK-01"]})
        with_reason = await one.post(
            f"{path}/assignments", json=first | {"unit_ids": ["DMK-01"], "reason": "penumpang terjepit"}
        )

    assert (sent.status_code, outdated.status_code, sent_again.status_code) == (201, 409, 201)
    assert {key: problem_of(outdated)[key] for key in ("code", "unit_ids", "by")} == {
        "code": "advice_outdated",
        "unit_ids": ["AMB-01"],
        "by": "dispatcher",
    }
    assert problem_of(own)["by"] == "supervisor"
    assert with_reason.status_code == 201
