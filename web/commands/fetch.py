"""``timtin fetch``: articles from pages and feeds on the web, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

import click

from index.settings import Settings
from web.commands.options import AS_OF, OUTLET
from web.commands.outcomes import counted, report
from web.commands.rooms import opened_store, renewed_engine
from web.console import json_option, words

if TYPE_CHECKING:
    from index.article import Options
    from index.fetching.findings import Found
    from index.fetching.visits import Visits


@click.command(
    help=words(
        "Lấy bài từ trang web và kênh tin (RSS, Atom, JSON Feed). Mỗi mục của kênh tin được lấy "
        "cả trang; thứ đã lấy và chưa đổi thì không lấy lại.",
        "Fetch articles from pages and feeds (RSS, Atom, JSON Feed). The page behind each entry "
        "is fetched too; what was fetched and has not changed is not fetched again.",
    )
)
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@OUTLET
@AS_OF
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

    with counted(as_json) as counts:
        _fetch(urls, Options(outlet=outlet, as_of=as_of), again, counts, as_json)


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
        outcomes = gather(findings, options, store, renewed_engine(settings, store), clock)
        with closing(outcomes):
            for outcome in outcomes:
                counts[outcome.status] += 1
                report(outcome, as_json)


def _all(visits: Visits, urls: Iterable[str], options: Options) -> Iterator[Found]:
    for url in urls:
        yield from visits.visit(url, options)
