"""Time as fetching needs it, so that tests need not wait."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What the time is, and how to let it pass."""

    def seconds(self) -> float:
        """Seconds that only grow, from an unknown start."""

    def moment(self) -> datetime:
        """The moment, in UTC."""

    def wait(self, seconds: float) -> None:
        """Come back in ``seconds``."""


class SystemClock:
    """The machine's clock."""

    def seconds(self) -> float:
        return time.monotonic()

    def moment(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)
