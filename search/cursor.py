"""Where a date order continues, as one opaque, URL-safe word."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Final

from index.engines.query import Sort, SortKey

_SORTS: Final[dict[str, Sort]] = {"n": "newest", "o": "oldest"}
_LETTERS: Final = {sort: letter for letter, sort in _SORTS.items()}
_LARGEST: Final = 2**53


def encode(key: SortKey, sort: Sort) -> str:
    """The cursor behind ``key``; ``sort`` is a date sort."""
    packed = json.dumps([_LETTERS[sort], key.minute, key.seq], separators=(",", ":"))
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def decode(text: str, sort: Sort) -> SortKey | None:
    """The key inside a cursor of this sort; None when it is anything else."""
    if not text.isascii():
        return None
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        parts = json.loads(packed)
    except (binascii.Error, ValueError, RecursionError):
        return None
    match parts:
        case [str(letter), int() | None as minute, int(seq)] if _SORTS.get(letter) == sort:
            pass
        case _:
            return None
    if any(isinstance(n, bool) or abs(n or 0) > _LARGEST for n in (minute, seq)):
        return None
    key = SortKey(minute, seq)
    # one form only: a cursor is compared and cached as text
    return key if encode(key, sort) == text else None
