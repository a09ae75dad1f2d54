"""What is answered when a request is refused, RFC 9457."""

from pydantic import BaseModel, ConfigDict


class ProblemOut(BaseModel):
    """`code` is stable, `detail` is for people; further fields are facts that programs may read."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str
