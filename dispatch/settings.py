"""Settings of the desk, from the environment; .env.example explains each.

Only where a process is put together are they known (decision 68): everything else takes the policy that it needs.
"""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.domain.session_lengths import SessionLengths
from dispatch.domain.advice_policy import AdvicePolicy, SearchLimits
from dispatch.domain.clock import ClockTargets
from dispatch.domain.cover_policy import CoverPolicy
from dispatch.domain.order import OrderPolicy
from dispatch.domain.position_policy import PositionPolicy
from dispatch.domain.replacement import ReplacementRules
from dispatch.domain.silence_policy import SilencePolicy
from dispatch.domain.turnout import TurnoutKind, TurnoutPolicy, TurnoutTimes

type Hour = Annotated[int, Field(ge=0, le=23)]


def _or_diversion(name: str) -> AliasChoices:
    """Accept the old name until 0.2."""
    return AliasChoices(f"SIGAP_REPLACEMENT_{name}", f"SIGAP_DIVERSION_{name}")


class DispatchSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SIGAP_", env_file=".env", extra="ignore")

    database_url: SecretStr = SecretStr("postgresql://localhost/sigap")
    database_pool_size: int = Field(default=8, ge=2)
    command_pool_size: int = Field(default=6, ge=2)
    data_dir: Path | None = None
    instance: str = Field(default="", pattern=r"^[A-Za-z0-9_.-]{0,32}$")
    allowed_origins: list[str] = []
    allowed_hosts: list[str] = []
    trusted_proxies: list[str] = []
    metrics_token: SecretStr | None = None
    traccar_token: SecretStr | None = None
    live_resume_max: int = Field(default=5_000, ge=1)
    live_sockets_per_session_max: int = Field(default=100, ge=1)
    router_timeout_s: float = Field(default=1.5, gt=0)
    router_unhurried_timeout_s: float = Field(default=5, gt=0)
    router_threads: int = Field(default=2, ge=1)

    crew_reads_file_s: float = Field(default=4 * 3600, ge=0)
    words_retention_days: int = Field(default=365, ge=1)
    service_area_margin_m: float = Field(default=5_000, ge=0)
    unit_not_moving_s: float = Field(default=180, gt=0)
    unit_stalled_s: float = Field(default=120, gt=0)
    geofence_dwell_s: float = Field(default=180, ge=0)

    session_length_s: float = Field(default=12 * 3600, gt=0)
    viewer_session_length_s: float = Field(default=90 * 24 * 3600, gt=0)

    @property
    def sessions(self) -> SessionLengths:
        return SessionLengths(self.session_length_s, self.viewer_session_length_s)

    fix_fresh_s: float = Field(default=120, gt=0)
    at_station_radius_m: float = Field(default=200, gt=0)
    geofence_radius_m: float = Field(default=150, gt=0)

    @property
    def positions(self) -> PositionPolicy:
        return PositionPolicy(self.fix_fresh_s, self.at_station_radius_m, at_place_radius_m=self.geofence_radius_m)

    unit_silent_after_s: float = Field(default=10, ge=0)
    unit_place_old_after_s: float = Field(default=60, ge=10)

    @property
    def silence(self) -> SilencePolicy:
        return SilencePolicy(self.unit_silent_after_s, self.unit_place_old_after_s, self.at_station_radius_m)

    turnout_station_ambulance_s: float = Field(default=60, ge=0)
    turnout_station_fire_s: float = Field(default=80, ge=0)
    turnout_rolling_s: float = Field(default=10, ge=0)
    target_turnout_ambulance_s: float = Field(default=60, gt=0)
    target_turnout_fire_s: float = Field(default=80, gt=0)
    # Null: as by day.
    turnout_night_hours: list[Hour] = [22, 23, 0, 1, 2, 3, 4, 5]
    turnout_night_station_ambulance_s: float | None = Field(default=None, ge=0)
    turnout_night_station_fire_s: float | None = Field(default=None, ge=0)
    turnout_night_target_ambulance_s: float | None = Field(default=None, gt=0)
    turnout_night_target_fire_s: float | None = Field(default=None, gt=0)

    @property
    def turnout(self) -> TurnoutPolicy:
        ambulance = TurnoutTimes(self.turnout_station_ambulance_s, self.target_turnout_ambulance_s)
        fire = TurnoutTimes(self.turnout_station_fire_s, self.target_turnout_fire_s)
        return TurnoutPolicy(
            {TurnoutKind.AMBULANCE: ambulance, TurnoutKind.FIRE: fire},
            {
                TurnoutKind.AMBULANCE: _or_else(
                    ambulance, self.turnout_night_station_ambulance_s, self.turnout_night_target_ambulance_s
                ),
                TurnoutKind.FIRE: _or_else(fire, self.turnout_night_station_fire_s, self.turnout_night_target_fire_s),
            },
            frozenset(self.turnout_night_hours),
            self.turnout_rolling_s,
        )

    target_call_processing_s: float = Field(default=60, gt=0)
    target_first_on_scene_s: float = Field(default=900, gt=0)

    @property
    def clocks(self) -> ClockTargets:
        return ClockTargets(self.target_call_processing_s, self.target_first_on_scene_s, self.turnout)

    order_ack_timeout_s: float = Field(default=45, gt=0)
    order_expires_s: float = Field(default=600, gt=0)
    status_max_age_s: float = Field(default=24 * 3600, gt=0)
    status_max_ahead_s: float = Field(default=60, ge=0)
    reopen_assignment_max_age_s: float = Field(default=1800, gt=0)

    @property
    def orders(self) -> OrderPolicy:
        return OrderPolicy(
            self.order_ack_timeout_s,
            self.order_expires_s,
            timedelta(seconds=self.status_max_age_s),
            timedelta(seconds=self.status_max_ahead_s),
            timedelta(seconds=self.reopen_assignment_max_age_s),
        )

    replacement_saving_min_s: dict[int, float] = Field(
        default={1: 60, 2: 90, 3: 180, 4: 300, 5: 300}, validation_alias=_or_diversion("SAVING_MIN_S")
    )
    replacement_error_factor: float = Field(default=1.5, ge=0, validation_alias=_or_diversion("ERROR_FACTOR"))
    replacement_lock_s: float = Field(default=120, ge=0, validation_alias=_or_diversion("LOCK_S"))
    replacement_quiet_s: float = Field(default=1200, ge=0, validation_alias=_or_diversion("QUIET_S"))

    @property
    def replacement(self) -> ReplacementRules:
        return ReplacementRules(
            self.replacement_saving_min_s,
            self.replacement_error_factor,
            self.replacement_lock_s,
            timedelta(seconds=self.replacement_quiet_s),
        )

    candidates_at_first: int = Field(default=22, ge=1)
    candidates_per_capability: int = Field(default=8, ge=1)
    candidates_more_max: int = Field(default=16, ge=0)

    @property
    def advice(self) -> AdvicePolicy:
        search = SearchLimits(self.candidates_at_first, self.candidates_per_capability, self.candidates_more_max)
        return AdvicePolicy(search, self.positions, self.turnout, self.replacement)

    cover_target_ambulance_s: float = Field(default=480, gt=0)
    cover_target_fire_s: float = Field(default=600, gt=0)
    cover_busy_share: float = Field(default=0.3, ge=0, lt=1)
    cover_gain_min_pct: float = Field(default=1.0, ge=0)
    cover_drive_max_s: float = Field(default=900, gt=0)
    cover_rest_s: float = Field(default=1200, ge=0)
    cover_shift_s: float = Field(default=8 * 3600, gt=0)
    cover_moves_per_shift_max: int = Field(default=4, ge=0)
    cover_quiet_hours: list[int] = []

    @property
    def cover(self) -> CoverPolicy:
        return CoverPolicy(
            {TurnoutKind.AMBULANCE: self.cover_target_ambulance_s, TurnoutKind.FIRE: self.cover_target_fire_s},
            self.turnout,
            busy_share=self.cover_busy_share,
            gain_min=self.cover_gain_min_pct / 100.0,
            drive_max_s=self.cover_drive_max_s,
            rest=timedelta(seconds=self.cover_rest_s),
            shift=timedelta(seconds=self.cover_shift_s),
            moves_per_shift_max=self.cover_moves_per_shift_max,
            quiet_hours=frozenset(self.cover_quiet_hours),
        )

    def process_name(self, kind: str) -> str:
        """With several processes of a kind, each has its own name: `SIGAP_INSTANCE`."""
        return f"{kind}-{self.instance}" if self.instance else kind


def _or_else(by_day: TurnoutTimes, usual_s: float | None, target_s: float | None) -> TurnoutTimes:
    return TurnoutTimes(
        by_day.usual_s if usual_s is None else usual_s, by_day.target_s if target_s is None else target_s
    )
