"""The base of every view: a struct that msgspec encodes, and that pydantic describes and checks in tests.

See decision 60.
"""

from functools import cache
from typing import Annotated, Any, get_type_hints

import msgspec
from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, create_model
from pydantic_core import CoreSchema

# A time that numpy formatted, for a whole track.
MomentText = Annotated[str, Field(json_schema_extra={"format": "date-time"})]

_AS_DECLARED = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Fields go over the wire in the order in which they are declared, with null for what is missing.

    A field declared as an enum may hold other text from the database: a row of a newer version must be shown too.
    """

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(_described(cls))


@cache
def _described(shape: type[View]) -> type[BaseModel]:
    """Return the same fields as a pydantic model, for the description only: no answer is built from it."""
    hints = get_type_hints(shape, include_extras=True)
    fields: dict[str, Any] = {
        field.encode_name: (hints[field.name], ... if field.required else None)
        for field in msgspec.structs.fields(shape)
    }
    return create_model(
        shape.__name__, __config__=_AS_DECLARED, __doc__=shape.__doc__, __module__=shape.__module__, **fields
    )
