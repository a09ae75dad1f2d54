"""What is answered when a request is refused, RFC 9457."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from dispatch.api.answers import PROBLEM


class ProblemOut(BaseModel):
    """`code` is stable, `detail` is for people; beside them facts that programs may read."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str


# Described once, by dispatch.api.description.
REFUSED: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Refused",
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
    }
}
