"""The options of a simulation."""

from dataclasses import dataclass

from simulators.api_client import Login


@dataclass(frozen=True, slots=True)
class DeviceLogin:
    """A line of the devices file."""

    device_id: str
    unit_id: str
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class SimulateOptions:
    """Rates are per hour of simulated time; `speed` scales waiting, calls and crew work, but not driving."""

    api_url: str
    mqtt_url: str
    devices: tuple[DeviceLogin, ...]
    call_taker: Login
    dispatcher: Login
    units: int | None = None  # all that have a device if None
    seed: int = 1
    speed: float = 1.0
    begin_hour: float = 8.0  # of the simulated day
    calls_per_hour: float = 30.0
    nuisance: float = 0.6  # share of the calls that are no emergency
    dispatch: bool = True  # a simulated dispatcher acts if no human does
    patience_s: float = 12.0  # how long a human has before that
    forget: float = 0.1  # how often a crew forgets a button
    patrol: float = 0.3  # share of the crews that drive around when idle
    gaps: float = 0.3  # lost uplinks per device and hour
    dead_batteries: float = 0.01  # per device and hour
    noise_m: float = 4.0
    clock_skew_s: float = 0.0
    fix_driving_s: float = 2.0
    fix_parked_s: float = 20.0
    wheels: float = 1.0  # speeds up driving, for tests; the filter for impossible jumps must then be set to match
