"""The day of an article in a line of the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.console import spoken, words

if TYPE_CHECKING:
    from index.article import ArticleDate, DateKind


def dated(date: ArticleDate | None, kind: DateKind | None) -> str:
    """The day as it is kept; the event's is said to be that, and where it was read."""
    from web.filters import event_note

    if date is None:
        return words("không rõ ngày", "undated")
    event = event_note(date, kind, spoken())
    return f"{date.value} ({event})" if event else date.value
