"""The simulated clock: it scales waiting, call rates and crew work, but not driving."""

import asyncio
import time


class SimulatedClock:
    """Seconds since the simulation began, `speed` times as fast as a wall clock."""

    def __init__(self, speed: float) -> None:
        if speed <= 0:
            raise ValueError("the clock must run forward")
        self.speed = speed
        self._began = time.monotonic()

    def now_s(self) -> float:
        return (time.monotonic() - self._began) * self.speed

    async def sleep(self, simulated_s: float) -> None:
        await asyncio.sleep(max(simulated_s, 0.0) / self.speed)

    async def sleep_until(self, simulated_s: float) -> None:
        await self.sleep(simulated_s - self.now_s())
