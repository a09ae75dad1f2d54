"""Run cards: a plan for the priority wins over one for any priority, and alarm levels add up."""

from dispatch.domain.response_plan import ResponsePlan, UnitRequirement, plan_for, required_at

GENERAL = ResponsePlan("flood", None, (UnitRequirement("water_rescue", 1),))
URGENT = ResponsePlan("flood", 1, (UnitRequirement("water_rescue", 1), UnitRequirement("ambulance_bls", 1)))


def test_a_priority_with_a_plan_of_its_own_takes_it() -> None:
    assert plan_for([GENERAL, URGENT], "flood", 1) is URGENT


def test_any_other_priority_takes_the_general_plan() -> None:
    assert plan_for([URGENT, GENERAL], "flood", 3) is GENERAL


def test_a_type_without_a_plan_asks_for_nothing() -> None:
    assert plan_for([GENERAL], "animal", 3) is None
    assert required_at(None, 1) == []


def test_alarm_levels_add_to_one_another() -> None:
    plan = ResponsePlan(
        "structure_fire",
        None,
        (UnitRequirement("pumper", 2, 1), UnitRequirement("pumper", 2, 2), UnitRequirement("ladder", 1, 2)),
    )

    assert {need.capability: need.count for need in required_at(plan, 1)} == {"pumper": 2}
    assert {need.capability: need.count for need in required_at(plan, 2)} == {"pumper": 4, "ladder": 1}
