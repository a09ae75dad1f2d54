"""The installation that `sigap doctor` examines, and what each check found."""

from dataclasses import dataclass

from sigap import embedded
from sigap.data_dir import DataDir
from sigap.errors import SigapError
from sigap.info import Info, read_info
from sigap.settings import StackSettings

TIMEOUT_S = 10.0


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok` is None if there was nothing to check."""

    what: str
    ok: bool | None
    seen: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Patient:
    settings: StackSettings
    folder: DataDir
    running: Info | None

    @property
    def database_url(self) -> str | None:
        return self.settings.database_url or (self.running.database_url if self.running else None)

    @property
    def mqtt_url(self) -> str | None:
        return self.settings.mqtt_url or (self.running.mqtt_url if self.running else None)


def admit() -> Patient:
    settings = StackSettings()
    folder = embedded.data_dir(settings)
    try:
        return Patient(settings, folder, read_info(folder))
    except SigapError:
        return Patient(settings, folder, None)
