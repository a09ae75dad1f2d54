"""How far an estimate can be trusted: within its band two units cannot be told apart; pure."""

BAND_SHARE = 0.05  # of the drive, until the city has a history of its own
BAND_MIN_S = 10.0
BAND_MAX_S = 60.0  # whatever the history says: a life may hang on a minute


def band_s(drive_s: float | None) -> float:
    if drive_s is None:
        return BAND_MIN_S
    return min(BAND_MAX_S, max(BAND_MIN_S, drive_s * BAND_SHARE))
