"""JSON whose shape is not declared: what the log kept of older versions, what another program sent."""

from typing import Any

type JsonObject = dict[str, Any]
