"""The moment, as the store writes it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """ISO 8601 in UTC, to the second: ``2026-03-01T08:00:00+00:00``."""
    return datetime.now(UTC).isoformat(timespec="seconds")
