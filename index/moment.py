"""Moments as people read them: by the clock in Viet Nam. Kept, and given to programs, in UTC."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

VIETNAM: Final = timezone(timedelta(hours=7))
"""Asia/Ho_Chi_Minh; without summer time since 1975, before anything that is kept here."""


def here(moment: str) -> datetime:
    """A moment (ISO 8601 with its offset) on the clock in Viet Nam."""
    return datetime.fromisoformat(moment).astimezone(VIETNAM)


def told(moment: str) -> str:
    """A moment (ISO 8601) for a person: ``2026-03-01 15:00 (GMT+7)``."""
    return f"{here(moment):%Y-%m-%d %H:%M} (GMT+7)"


def minute_of(moment: str) -> str:
    """The minute of a moment (ISO 8601) in Viet Nam, as EDTF: ``2026-03-01T15:00``."""
    return f"{here(moment):%Y-%m-%dT%H:%M}"


def day_of(moment: str) -> str:
    """The day of a moment (ISO 8601) in Viet Nam: ``2026-03-01``."""
    return here(moment).date().isoformat()
