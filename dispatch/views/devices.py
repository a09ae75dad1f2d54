"""Devices and their credentials; a password is in one answer only."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from base.view import View


class DeviceAddedOut(View, frozen=True):
    device_id: str
    unit_id: str
    kind: str
    priority: int
    password: Annotated[str | None, Field(description="shown once; the username is the device id")]


class DevicePasswordOut(View, frozen=True):
    device_id: str
    password: Annotated[str | None, Field(description="shown once; null when the command was sent again")]


class CredentialsOut(View, frozen=True):
    device_id: str
    unit_id: str
    username: str
    password: str
    http_key: str


class ImportedOut(View, frozen=True):
    added: Sequence[str]
    changed: Sequence[str]
    unchanged: int
    credentials: Annotated[Sequence[CredentialsOut] | None, Field(description="of new devices, shown once")]
