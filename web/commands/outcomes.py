"""How outcomes are told, by every command that brings articles in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from web.commands.corrected import tell_unmet
from web.console import document, lang, line, warn, words

if TYPE_CHECKING:
    from index.pipeline import Outcome

STATUSES: Final = {
    "added": ("đã thêm", "added"),
    "updated": ("đã cập nhật", "updated"),
    "unchanged": ("không đổi", "unchanged"),
    "skipped": ("bỏ qua", "skipped"),
    "rejected": ("từ chối", "rejected"),
}
INTERRUPTED: Final = 130
"""Exit code after Ctrl-C: 128 + SIGINT, as shells have it."""


@contextmanager
def counted(as_json: bool) -> Iterator[Counter[str]]:
    """Outcomes by status; afterwards their summary and the exit code that they, or Ctrl-C, mean."""
    counts: Counter[str] = Counter()
    try:
        yield counts
    except KeyboardInterrupt:
        warn(
            "\nĐã dừng. {done} bài đã lưu chắc chắn; chạy lại đúng lệnh này để làm tiếp.",
            "\nStopped. {done} articles are safely kept; run the same command again to go on.",
            done=counts["added"] + counts["updated"],
        )
        raise click.exceptions.Exit(INTERRUPTED) from None
    if not as_json:
        line(summary(counts))
    if counts["rejected"]:
        raise click.exceptions.Exit(1)


def report(outcome: Outcome, as_json: bool, watched: bool = False) -> None:
    """Print one outcome; where a bar is ``watched``, only what is not well."""
    if outcome.id is not None:
        tell_unmet(outcome.id, outcome.unmet)
    vi, en = STATUSES[outcome.status]
    if as_json:
        document(_document(outcome))
        return
    if outcome.id is not None and not watched:
        line(f"{words(vi, en)}\t{outcome.id}\t{outcome.title}\t{outcome.origin}")
    if outcome.reason:
        details = f"{outcome.origin}: {outcome.message(lang())}"
        warn(f"{vi}: {{details}}", f"{en}: {{details}}", details=details)


def _document(outcome: Outcome) -> dict[str, object]:
    """One line of ``add --json``; what does not apply is null."""
    reason = None
    if outcome.reason:
        reason = {"vi": outcome.message("vi"), "en": outcome.message("en")}
    return {
        "origin": outcome.origin,
        "status": outcome.status,
        "id": outcome.id,
        "title": outcome.title,
        "reason": reason,
    }


def summary(counts: Counter[str]) -> str:
    """How many of each status, as one line."""
    parts = [f"{words(*wording)} {counts[status]}" for status, wording in STATUSES.items()]
    return words("Tổng {total}: ", "Total {total}: ", total=counts.total()) + ", ".join(parts)
