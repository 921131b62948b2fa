"""Time as fetching needs it, so that tests need not wait."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Final, Protocol


class Clock(Protocol):
    """What the time is, and how to let it pass."""

    def seconds(self) -> float:
        """Seconds that only grow, from an unknown start."""

    def moment(self) -> datetime:
        """The moment, in UTC."""

    def wait(self, seconds: float) -> None:
        """Come back in ``seconds``."""


VIETNAM: Final = timezone(timedelta(hours=7))


def told(moment: str) -> str:
    """A moment (ISO 8601) for a person: the clock in Viet Nam, ``2026-03-01 15:00 (GMT+7)``."""
    return f"{datetime.fromisoformat(moment).astimezone(VIETNAM):%Y-%m-%d %H:%M} (GMT+7)"


class SystemClock:
    """The machine's clock."""

    def seconds(self) -> float:
        return time.monotonic()

    def moment(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)
