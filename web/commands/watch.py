"""``timtin watch``: feeds and pages that are fetched again and again."""

from __future__ import annotations

import json
import random
import re
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

import click

from index.errors import NotWatched, TimtinError
from index.moment import told
from index.settings import Settings
from index.wording import LANGS
from web.commands.options import OUTLET
from web.commands.outcomes import report, summary
from web.commands.rooms import opened_store, renewed_engine
from web.console import Failure, document, json_option, lang, line, say, warn, words

if TYPE_CHECKING:
    from index.readers import Refusal
    from index.store import Store, Watched

_GAP: Final = re.compile(r"([1-9]\d{0,5})\s*([smhd])")
_UNITS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_STATUSES: Final = {
    "new": ("mới", "new"),
    "working": ("tốt", "working"),
    "failing": ("lỗi", "failing"),
    "broken": ("HỎNG", "BROKEN"),
}
_SHORTEST: Final = 60
_LONGEST: Final = 30 * 86_400


def _gap(_: click.Context, parameter: click.Parameter, value: str) -> int:
    """Seconds of ``15m``, ``2h``, ``1d``."""
    found = _GAP.fullmatch(value.strip().lower())
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not _SHORTEST <= seconds <= _LONGEST:
        text = words(
            "“{value}” không phải một khoảng từ 1m đến 30d, viết dạng 15m, 2h, 1d",
            "“{value}” is not a time from 1m to 30d written like 15m, 2h, 1d",
            value=value,
        )
        raise click.BadParameter(text, param=parameter)
    return seconds


@click.group(
    help=words(
        "Theo dõi kênh tin và trang: thêm vào danh sách, rồi chạy `timtin watch run`.",
        "Watch feeds and pages: put them on the list, then keep `timtin watch run` running.",
    )
)
def watch() -> None:
    pass


@watch.command(
    help=words(
        "thêm địa chỉ vào danh sách, hoặc đổi điều đã ghi; địa chỉ được thử ngay một lần",
        "put addresses on the list, or change what was said; each is tried once at once",
    )
)
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option(
    "--every",
    default="15m",
    show_default=True,
    callback=_gap,
    help=words("bao lâu xem một lần: 15m, 2h, 1d", "how often it is looked at: 15m, 2h, 1d"),
)
@OUTLET
@json_option
def add(urls: tuple[str, ...], every: int, outlet: str | None, as_json: bool) -> None:
    from index.fetching.client import Client
    from index.fetching.clock import SystemClock
    from index.fetching.refusal import NotFetched
    from index.fetching.visits import Visits

    settings = Settings.from_environment()
    client = Client(settings.fetch)
    refused = False
    with opened_store(settings) as store:
        visits = Visits(client, store, SystemClock())
        for url in urls:
            trouble = visits.problem(url)
            passing = isinstance(trouble, NotFetched) and trouble.temporary
            if trouble is not None and not passing:
                refused = True
                _tell_refused(url, trouble, as_json)
            else:
                address = client.check(url)
                _tell_added(address, store.watch(address, every, outlet), trouble, as_json)
    if refused:
        raise click.exceptions.Exit(1)


def _tell_refused(url: str, trouble: TimtinError | Refusal, as_json: bool) -> None:
    if as_json:
        document({"url": url, "status": "rejected", "reason": _both(trouble)})
    else:
        warn("từ chối: {text}", "rejected: {text}", text=f"{url}: {trouble.message(lang())}")


def _tell_added(url: str, new: bool, trouble: TimtinError | Refusal | None, as_json: bool) -> None:
    if as_json:
        status = "added" if new else "updated"
        document({"url": url, "status": status, "reason": _both(trouble) if trouble else None})
        return
    if new:
        say("Đang theo dõi {url}", "Watching {url}", url=url)
    else:
        say("Đã đổi: {url}", "Changed: {url}", url=url)
    if trouble:
        warn(
            "Lưu ý: lúc này chưa lấy được: {text}",
            "Note: it cannot be fetched right now: {text}",
            text=trouble.message(lang()),
        )


def _both(trouble: TimtinError | Refusal) -> dict[str, str]:
    return {each: trouble.message(each) for each in LANGS}


@watch.command("list", help=words("liệt kê, kèm lỗi gần nhất", "list them with their last error"))
@json_option
def list_all(as_json: bool) -> None:
    with opened_store(Settings.from_environment()) as store:
        watched = store.watched()
    for each in watched:
        if as_json:
            document(_document(each))
        else:
            _tell(each)
    if not watched and not as_json:
        say(
            "Chưa theo dõi địa chỉ nào; thêm bằng `timtin watch add URL`.",
            "Nothing is watched yet; add with `timtin watch add URL`.",
        )


def _status(watched: Watched) -> str:
    from index.watching import BROKEN

    if watched.failures >= BROKEN:
        return "broken"
    if watched.failures:
        return "failing"
    return "working" if watched.looked_at else "new"


def _document(watched: Watched) -> dict[str, object]:
    return {
        "url": watched.url,
        "status": _status(watched),
        "every": watched.every,
        "outlet": watched.outlet,
        "added_at": watched.added_at,
        "looked_at": watched.looked_at,
        "next_at": watched.next_at,
        "failures": watched.failures,
        "error": json.loads(watched.error) if watched.error else None,
    }


def _tell(watched: Watched) -> None:
    status = words(*_STATUSES[_status(watched)])
    line(f"{status}\t{_told_gap(watched.every)}\t{watched.url}\t{watched.outlet or '-'}")
    last = told(watched.looked_at) if watched.looked_at else words("chưa xem", "never")
    say("    xem gần nhất {last}, lần tới {next}", "    last look {last}, next {next}",
        last=last, next=told(watched.next_at))  # fmt: skip
    if watched.error:
        say(
            "    lỗi {failures} lần liền: {text}",
            "    failed {failures} times in a row: {text}",
            failures=watched.failures,
            text=json.loads(watched.error)[lang()],
        )


def _told_gap(seconds: int) -> str:
    unit = next(unit for unit in "dhms" if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"


@watch.command(help=words("bỏ khỏi danh sách; bài đã có thì giữ", "take off; articles stay"))
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@json_option
def remove(urls: tuple[str, ...], as_json: bool) -> None:
    with opened_store(Settings.from_environment()) as store:
        missing = [url for url in urls if not store.unwatch(_as_listed(url))]
    removed = len(urls) - len(missing)
    if as_json:
        document({"removed": removed, "not_found": missing})
    else:
        say("Đã bỏ {removed} địa chỉ.", "Took off {removed} addresses.", removed=removed)
        for url in missing:
            Failure(NotWatched(url=url)).show()
    if missing:
        raise click.exceptions.Exit(1)


def _as_listed(url: str) -> str:
    from index.fetching.refusal import NotFetched
    from index.fetching.urls import ANY_PORT, located

    try:
        return located(url, ANY_PORT).url
    except NotFetched:
        return url


@watch.command(
    help=words(
        "xem các địa chỉ khi đến lượt, cho tới khi có Ctrl-C hoặc SIGTERM",
        "look at the addresses when their time comes, until Ctrl-C or SIGTERM",
    )
)
@click.option(
    "--once",
    is_flag=True,
    help=words("chỉ xem một lượt những địa chỉ đã đến lúc", "one round of those that are due"),
)
@json_option
def run(once: bool, as_json: bool) -> None:
    from index.watching import alone

    settings = Settings.from_environment()
    failed = False
    try:
        with _terminable(), alone(settings.data), opened_store(settings) as store:
            failed = _run(settings, store, once, as_json)
    except KeyboardInterrupt:
        warn("Đã dừng; mọi bài đã báo đều được giữ.", "Stopped; every article told is kept.")
    if failed and once:
        raise click.exceptions.Exit(1)


@contextmanager
def _terminable() -> Iterator[None]:
    """SIGTERM is Ctrl-C here: a commit that has begun ends first."""

    def interrupt(_number: int, _frame: object) -> None:
        signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGTERM, interrupt)
    # a shell starts what runs in the background with Ctrl-C ignored
    interrupted = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, interrupted)


def _run(settings: Settings, store: Store, once: bool, as_json: bool) -> bool:
    """Watch; whether an address could not be used."""
    from index.fetching.client import Client
    from index.fetching.clock import SystemClock
    from index.fetching.visits import Visits
    from index.pipeline import Outcome
    from index.watching import Watching

    clock = SystemClock()
    visits = Visits(Client(settings.fetch, clock), store, clock)
    engine = renewed_engine(settings, store)
    watching = Watching(visits, store, engine, clock, random.SystemRandom())
    counts: Counter[str] = Counter()
    failed = False
    with closing(watching.run(once)) as looks:
        for each in looks:
            if isinstance(each, Outcome):
                counts[each.status] += 1
                if as_json or each.status in ("added", "updated", "rejected"):
                    report(each, as_json)
            elif isinstance(each, TimtinError):
                failed = True
                Failure(each).show()
            else:
                failed = failed or each.error is not None
                if not as_json:
                    _tell_look(each, counts)
                counts.clear()
    return failed


def _tell_look(watched: Watched, counts: Counter[str]) -> None:
    if watched.error:
        warn(
            "{url}: lỗi {failures} lần liền, thử lại lúc {next}",
            "{url}: failed {failures} times in a row, tried again at {next}",
            url=watched.url,
            failures=watched.failures,
            next=told(watched.next_at),
        )
    else:
        line(f"{watched.url}: {summary(counts)}")
