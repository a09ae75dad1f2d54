"""A city's settings for its fixes: limits, batches, retention."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from tracking.device import DeviceKind


class KindLimits(BaseModel):
    """Limits for one kind of device, in place of the general ones."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    speed_max_mps: float | None = Field(default=None, gt=0)
    jump_slack_m: float | None = Field(default=None, ge=0)
    accuracy_max_m: float | None = Field(default=None, gt=0)


class TrackingSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SIGAP_", env_file=".env", extra="ignore", frozen=True)

    # Rejection
    fix_future_max_s: float = Field(default=60.0, ge=0)  # cheap trackers drift; beyond this the clock is wrong
    fix_speed_max_mps: float = Field(default=100.0, gt=0)  # nothing on roads is faster
    fix_jump_slack_m: float = Field(default=150.0, ge=0)  # noise between houses must not look like speed
    fix_accuracy_max_m: float = Field(
        default=1000.0, gt=0
    )  # a fix from a cell tower places a unit in the wrong quarter
    fix_service_area_margin_m: float = Field(default=50_000.0, ge=0)  # hospitals and mutual aid lie beyond the border

    fix_mocked_kept: bool = False  # positions that an app made up, as for an exercise with phones

    fix_limits_by_kind: dict[DeviceKind, KindLimits] = {}
    # Real receivers never agree to the last digit: more units on one point are a gateway's default. 0: no limit.
    fix_units_on_one_point_max: int = Field(default=0, ge=0)

    # Retention
    fix_retention_days: int = Field(default=90, ge=1)
    fix_full_days: int = Field(default=30, ge=0)  # later only track shapes and stops are kept; 0: never
    fix_archive_dir: Path | None = None
    quarantine_retention_days: int = Field(default=7, ge=1)
    quarantine_per_device_hour_max: int = Field(default=600, ge=1)  # more are counted, not kept

    # Per device, except calls for help; more are counted, and still show that the device lives
    signs_per_device_hour_max: int = Field(default=20, ge=1)

    # Storing
    fix_batch_max_age_s: float = Field(default=0.05, gt=0)
    fix_batch_size: int = Field(default=500, ge=1)  # a batch of this size waits no longer
    fix_batch_size_max: int = Field(default=2000, ge=1)  # under load a batch grows up to this
    fix_waiting_max: int = Field(default=20_000, ge=100)  # messages; when more wait, the oldest are given up
    fix_stored_every_s: float = Field(default=5.0, ge=0)  # between notices to a device of what is stored
