"""``timtin fetch``: articles from pages and feeds on the web, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import click

from index.settings import Settings
from web.commands.outcomes import INTERRUPTED, report, summary
from web.commands.rooms import opened_engine, opened_store
from web.console import day, json_option, line, warn, words

if TYPE_CHECKING:
    from index.article import Options
    from index.fetching.findings import Found
    from index.fetching.visits import Visits


@click.command(
    help=words(
        "Lấy bài từ trang web và nguồn tin (RSS, Atom, JSON Feed). Mỗi mục của nguồn tin được lấy "
        "cả trang; thứ đã lấy và chưa đổi thì không lấy lại.",
        "Fetch articles from pages and feeds (RSS, Atom, JSON Feed). The page behind each entry "
        "is fetched too; what was fetched and has not changed is not fetched again.",
    )
)
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--outlet", help=words("báo đã đăng, thay cho điều bài ghi", "who published them"))
@click.option(
    "--as-of",
    metavar="YYYY-MM-DD",
    callback=day,
    help=words(
        "ngày không ghi năm lấy năm gần nhất không sau ngày này",
        "a day without a year takes the latest year not after this day",
    ),
)
@click.option(
    "--again",
    is_flag=True,
    help=words("lấy lại cả những gì đã lấy", "fetch what was fetched already, too"),
)
@json_option
def fetch(
    urls: tuple[str, ...], outlet: str | None, as_of: str | None, again: bool, as_json: bool
) -> None:
    from index.article import Options

    counts: Counter[str] = Counter()
    try:
        _fetch(urls, Options(outlet=outlet, as_of=as_of), again, counts, as_json)
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


def _fetch(
    urls: Iterable[str], options: Options, again: bool, counts: Counter[str], as_json: bool
) -> None:
    from index.fetching.client import Client
    from index.fetching.clock import SystemClock
    from index.fetching.visits import Visits
    from index.gathering import gather

    settings = Settings.from_environment()
    clock = SystemClock()
    with opened_store(settings) as store:
        visits = Visits(Client(settings.fetch, clock), store, clock, again)
        findings = _all(visits, urls, options)
        outcomes = gather(findings, options, store, opened_engine(settings), clock)
        with closing(outcomes):
            for outcome in outcomes:
                counts[outcome.status] += 1
                report(outcome, as_json)


def _all(visits: Visits, urls: Iterable[str], options: Options) -> Iterator[Found]:
    for url in urls:
        yield from visits.visit(url, options)
