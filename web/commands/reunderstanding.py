"""``timtin rebuild --understand``: the newest rules over what the archive holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from index.settings import Settings
from web.commands.corrected import tell_unmet
from web.commands.outcomes import INTERRUPTED
from web.commands.progress import progress
from web.commands.rooms import opened_store, renewed_engine
from web.console import document, lang, line, say, warn, words

if TYPE_CHECKING:
    from index.comparison import ValueChange
    from index.reunderstand import Report

_SHOWN: Final = 80
"""Code points of a value in an example."""


def reunderstand(dry_run: bool, yes: bool, as_json: bool) -> None:
    """Look, report, ask, switch. Ctrl-C leaves what the same command goes on with."""
    try:
        _reunderstand(dry_run, yes, as_json)
    except KeyboardInterrupt:
        warn(
            "\nĐã dừng. Phần đã làm được giữ lại; chạy lại đúng lệnh này để làm tiếp.",
            "\nStopped. What was done is kept; run the same command again to go on.",
        )
        raise click.exceptions.Exit(INTERRUPTED) from None


def _reunderstand(dry_run: bool, yes: bool, as_json: bool) -> None:
    from index import reunderstand as again

    settings = Settings.from_environment()
    with opened_store(settings) as store:
        total = store.stats().articles
        begin = again.looked_at(store)
        with progress(total, "Đang hiểu lại", "Understanding again", begin) as advance:
            again.look(store, settings.batch, advance)
        report = again.report(store)
        if as_json:
            document(_document(report, dry_run))
        else:
            _tell(report)
        if dry_run:
            store.drop_restated()
            return
        if report.changed and not yes:
            _ask(report)
        engine = renewed_engine(settings, store)
        with progress(store.restated_count(), "Đang chuyển", "Switching") as advance:
            written = again.switch(store, engine, settings.batch, advance)
    if as_json:
        document({"switched": written})
    else:
        say("Đã chuyển {written} bài.", "Switched {written} articles.", written=written)


def _ask(report: Report) -> None:
    question = words(
        "Chuyển {changed} bài sang cách hiểu mới?",
        "Switch {changed} articles to the new understanding?",
        changed=report.changed,
    )
    click.confirm(question, abort=True, err=True)


def _tell(report: Report) -> None:
    from web.value_names import VALUE_NAMES

    say(
        "{articles} bài, {changed} bài đổi.",
        "{articles} articles, {changed} change.",
        articles=report.articles,
        changed=report.changed,
    )
    for kind, count in sorted(report.counts.items(), key=lambda each: -each[1]):
        line(f"  {VALUE_NAMES[kind].text(lang())}: {count}")
        for example in report.examples[kind]:
            line(f"    {example.id}: {_change(example.change)}")
    for rejection in report.rejected:
        warn(
            "{id}: quy tắc mới không nhận bài này ({reason}); bài giữ nguyên như cũ.",
            "{id}: the new rules reject it ({reason}); it stays as it was.",
            id=rejection.id,
            reason=rejection.reason.text(lang()),
        )
    for article_id, correction in report.unmet:
        tell_unmet(article_id, (correction,))


def _change(change: ValueChange) -> str:
    """One change as "old → new"; the title of the article where it is only a detail."""
    none = words("không có", "none")
    values = (change.before or none, change.after or none)
    if change.kind == "details":
        return words("vị trí hoặc căn cứ", "places or evidence")
    old, new = (_short(value) for value in values)
    return f"{old} → {new}"


def _short(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= _SHOWN else value[:_SHOWN].rstrip() + "…"


def _document(report: Report, dry_run: bool) -> dict[str, object]:
    return {
        "articles": report.articles,
        "changed": report.changed,
        "dry_run": dry_run,
        "counts": dict(report.counts),
        "examples": {
            kind: [
                {
                    "id": each.id,
                    "title": each.title,
                    "before": each.change.before,
                    "after": each.change.after,
                }
                for each in examples
            ]
            for kind, examples in report.examples.items()
        },
        "rejected": [
            {
                "id": each.id,
                "title": each.title,
                "reason": {"vi": each.reason.vi, "en": each.reason.en},
            }
            for each in report.rejected
        ],
        "unmet": [
            {
                "id": article_id,
                "kind": correction.kind,
                "value": correction.value,
                "target": correction.target,
            }
            for article_id, correction in report.unmet
        ],
    }
