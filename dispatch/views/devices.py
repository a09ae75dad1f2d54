"""Devices and their credentials; a password is in one answer only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from pydantic import Field

from base.view import View
from tracking.devices.health import DeviceHealth, Health
from tracking.devices.report import AgencyReport, DeviceReport


class DevicesOut(View, frozen=True):
    """`agencies`: how many devices are in which state."""

    as_of: datetime
    devices: Sequence[DeviceHealth]
    agencies: dict[str, dict[Health, int]]


class DeviceReportOut(View, frozen=True):
    from_: datetime = msgspec.field(name="from")
    to: datetime
    devices: Sequence[DeviceReport]
    agencies: Sequence[AgencyReport]


class AskedOut(View, frozen=True):
    device_id: str
    unit_id: str


class DeviceRevokedOut(View, frozen=True):
    device_id: str


class LinkOut(View, frozen=True):
    app: str
    link: str
    qr_svg: str


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
