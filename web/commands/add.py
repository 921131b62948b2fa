"""``timtin add``: the way in, from the command line."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING

import click

from index.settings import Settings
from web.commands.options import AS_OF, OUTLET
from web.commands.outcomes import counted, report
from web.commands.progress import on_terminal, progress
from web.commands.rooms import opened_store, renewed_engine
from web.console import json_option, partial_date, words

if TYPE_CHECKING:
    from index.article import Options


@click.command(
    help=words(
        "Thêm bài từ tệp, thư mục, mẫu tên (*.txt) hoặc “-” (đầu vào chuẩn): văn bản, trang "
        "HTML, JSON và JSONL, RSS, Atom, JSON Feed, cả khi nén (.gz, .xz, .bz2) hay trong .zip "
        "và .tar. Chạy lại không hại gì.",
        "Add articles from files, folders, globs or “-” (standard input): text, HTML pages, JSON "
        "and JSONL, RSS, Atom, JSON Feed, compressed (.gz, .xz, .bz2) or in .zip and .tar too. "
        "Safe to repeat.",
    )
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@OUTLET
@click.option(
    "--date",
    metavar="EDTF",
    callback=partial_date,
    help=words(
        "ngày đăng, thay cho điều bài ghi: 2025-10-29, 2025-10, 2025",
        "date of publication, overrides the input: 2025-10-29, 2025-10, 2025",
    ),
)
@AS_OF
@json_option
def add(
    paths: tuple[str, ...], outlet: str | None, date: str | None, as_of: str | None, as_json: bool
) -> None:
    from index.article import Options

    settings = Settings.from_environment()
    with counted(as_json) as counts:
        _add(paths, Options(outlet, date, as_of), settings, counts, as_json)


def _add(
    paths: Iterable[str],
    options: Options,
    settings: Settings,
    counts: Counter[str],
    as_json: bool,
) -> None:
    from index.pipeline import ingest
    from index.readers import Meter, read

    paths = list(paths)
    watched = on_terminal() and not as_json
    with opened_store(settings) as store:
        engine = renewed_engine(settings, store)
        meter = Meter(paths)
        inputs = read(paths, stdin=sys.stdin.buffer, meter=meter)
        outcomes = ingest(inputs, options, store, engine, settings.batch)
        bar = progress(lambda: meter.total, "Đang thêm bài", "Adding")
        with closing(outcomes), bar as advance:
            for outcome in outcomes:
                counts[outcome.status] += 1
                report(outcome, as_json, watched)
                advance(counts.total())
