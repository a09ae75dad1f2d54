"""Types of incidents, as a city sets them up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IncidentType:
    """`eido_code`: APCO common incident type, as NENA EIDO uses it.

    `handed_over_to`: the kind of agency that answers it when no unit of ours does. `department`: of a hospital that
    takes such a case, beside its emergency department.
    """

    code: str
    name_id: str
    name_en: str
    default_priority: int
    eido_code: str | None
    handed_over_to: str | None
    department: str | None
