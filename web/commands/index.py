"""``timtin rebuild``, ``check`` and ``migrate``: the index follows the store."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from index.settings import Settings
from web.commands.progress import progress
from web.commands.reunderstanding import reunderstand
from web.commands.rooms import opened_store, renew_outdated
from web.console import document, json_option, lang, say, words
from web.opening import engine_of

if TYPE_CHECKING:
    from index.rebuild import Report


@click.command(
    help=words(
        "Dựng lại chỉ mục từ kho bài; việc tìm vẫn chạy cho tới khi xong.",
        "Make the index anew from the store; searches go on until it is done.",
    )
)
@click.option(
    "--understand",
    is_flag=True,
    help=words(
        "hiểu lại mọi bài theo quy tắc mới nhất, báo cáo rồi mới đổi",
        "understand every article by the newest rules; report, then switch",
    ),
)
@click.option("--dry-run", is_flag=True, help=words("chỉ báo cáo", "only report"))
@click.option("--yes", is_flag=True, help=words("không hỏi lại", "do not ask"))
@json_option
def rebuild(understand: bool, dry_run: bool, yes: bool, as_json: bool) -> None:
    from index import rebuild as rebuilding

    if understand:
        reunderstand(dry_run, yes, as_json)
        return
    if dry_run or yes:
        text = words(
            "--dry-run và --yes chỉ dùng với --understand",
            "--dry-run and --yes go with --understand",
        )
        raise click.UsageError(text)
    settings = Settings.from_environment()
    with opened_store(settings) as store:
        total = store.stats().articles
        with progress(total, "Đang dựng chỉ mục", "Rebuilding") as advance:
            status = rebuilding.rebuild(store, engine_of(settings), advance)
    if as_json:
        document(asdict(status))
    else:
        say(
            "Chỉ mục thế hệ {generation} có {documents} bài.",
            "Index generation {generation} holds {documents} articles.",
            generation=status.generation,
            documents=status.documents,
        )


@click.command(help=words("Đối chiếu chỉ mục với kho bài.", "Verify the index against the store."))
@click.option("--repair", is_flag=True, help=words("sửa chỗ lệch", "mend what differs"))
@json_option
def check(repair: bool, as_json: bool) -> None:
    from index import rebuild as rebuilding

    settings = Settings.from_environment()
    with opened_store(settings) as store:
        engine = engine_of(settings)
        with progress(store.stats().articles, "Đang đối chiếu", "Checking") as advance:
            report = rebuilding.check(store, engine, advance)
        mend = repair and not (report.sound and report.current)
        if mend:
            rebuilding.repair(store, engine, report)
            mended = rebuilding.check(store, engine).sound
    left = not mended if mend else not report.sound
    if as_json:
        document(_document(report, repaired=mend and not left))
    else:
        _tell(report)
        if mend and not left:
            say("Đã sửa xong.", "Mended.")
    if left:
        raise click.exceptions.Exit(1)


@click.command(
    help=words(
        "Đưa cơ sở dữ liệu về lược đồ của chương trình này (tạo mới khi chưa có), và dựng lại chỉ "
        "mục của phiên bản cũ.",
        "Bring the database to this program's schema (make it when there is none), and make the "
        "index of an older version anew.",
    )
)
@json_option
def migrate(as_json: bool) -> None:
    from index.store import SCHEMA

    settings = Settings.from_environment()
    with opened_store(settings) as store:
        if as_json:
            document({"database": store.where, "schema": SCHEMA})
        else:
            say(
                "Cơ sở dữ liệu {where} ở lược đồ {schema}.",
                "The database {where} is at schema {schema}.",
                where=store.where,
                schema=SCHEMA,
            )
    renew_outdated(settings)


def _document(report: Report, repaired: bool) -> dict[str, object]:
    return {
        "sound": report.sound,
        "articles": report.articles,
        "missing": list(report.missing),
        "extra": list(report.extra),
        "stale": list(report.stale),
        "current": report.current,
        "unusable": report.unusable.message(lang()) if report.unusable else None,
        "repaired": repaired,
    }


def _tell(report: Report) -> None:
    if report.unusable:
        say("{reason}", "{reason}", reason=report.unusable.message(lang()))
    elif report.sound:
        say(
            "Kho có {articles} bài, chỉ mục khớp hoàn toàn.",
            "The store has {articles} articles and the index agrees.",
            articles=report.articles,
        )
    else:
        say(
            "Kho có {articles} bài; chỉ mục thiếu {missing}, thừa {extra}, cũ {stale}.",
            "The store has {articles} articles; the index lacks {missing}, "
            "has {extra} too many and {stale} out of date.",
            articles=report.articles,
            missing=len(report.missing),
            extra=len(report.extra),
            stale=len(report.stale),
        )
    if not report.current:
        say(
            "Chỉ mục do bản phân tích cũ tạo ra; hãy chạy `timtin rebuild`.",
            "An older analysis made the index; run `timtin rebuild`.",
        )
