"""The kinds of events as the API describes them, including those of earlier versions' entries."""

from typing import Annotated

from pydantic import WithJsonSchema

from dispatch.domain.events.declared import ENTRIES_OF_BEFORE, EVENTS

type EventKind = Annotated[str, WithJsonSchema({"type": "string", "enum": [*EVENTS, *ENTRIES_OF_BEFORE]})]
