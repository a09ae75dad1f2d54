"""How long a log-in lasts; pure."""

from dataclasses import dataclass
from datetime import timedelta

from core.domain.actor import Role


@dataclass(frozen=True, slots=True)
class SessionLengths:
    """A wall display stays logged in for months; accounts that can change anything log in every day."""

    usual_s: float
    viewer_s: float

    def of(self, role: Role) -> timedelta:
        return timedelta(seconds=self.viewer_s if role is Role.VIEWER else self.usual_s)
