"""``timtin show``, ``delete`` and ``stats``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import ArticleNotFound
from index.settings import Settings
from web.commands.rooms import opened_engine, opened_service, opened_store
from web.console import Failure, document, json_option, line, say, words

if TYPE_CHECKING:
    from index.article import Article, ArticleDate, Kept
    from index.engines.base import Status
    from index.store import Revision, Stats, Store


@click.command(help=words("Một bài như Tìm Tin hiểu.", "One article as understood."))
@click.argument("article_id", metavar="ID")
@click.option(
    "--why",
    is_flag=True,
    help=words("mỗi điều đọc được ở đâu, theo quy tắc nào", "where each value was read, and how"),
)
@click.option("--revisions", is_flag=True, help=words("các bản cũ", "the earlier texts"))
@click.option(
    "--diff",
    type=int,
    metavar="N",
    help=words("bản cũ số N khác bản sau nó ở đâu", "what the text after revision N changed"),
)
@json_option
def show(article_id: str, why: bool, revisions: bool, diff: int | None, as_json: bool) -> None:
    from web.commands import revised
    from web.commands.why import why_lines

    with opened_store(Settings.from_environment()) as store:
        kept = store.get(article_id)
        if kept is None:
            raise ArticleNotFound(id=article_id)
        if revisions or diff is not None:
            revised.tell(store.revisions(article_id), kept, diff, as_json)
        elif as_json:
            _document(article_id, store.revisions(article_id))
        else:
            told = store.story(kept.story.id) if kept.story and not why else None
            copies = _copies(told[1]) if told else []
            for each in why_lines(kept.article) if why else [*_lines(kept), *copies]:
                line(each)


def _document(id: str, revisions: Sequence[Revision]) -> None:
    from web.views import article_document

    with opened_service() as service:
        document(article_document(service.article(id), revisions))


@click.command(
    help=words(
        "Xóa bài theo mã, theo báo, hoặc tất cả.", "Remove articles by id, by outlet, or all."
    )
)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--outlet", help=words("mọi bài của báo này", "every article of this outlet"))
@click.option("--all", "everything", is_flag=True, help=words("mọi bài", "every article"))
@click.option("--yes", is_flag=True, help=words("không hỏi lại", "do not ask"))
@json_option
def delete(
    ids: tuple[str, ...], outlet: str | None, everything: bool, yes: bool, as_json: bool
) -> None:
    from index.catch_up import catch_up

    if (bool(ids), outlet is not None, everything).count(True) != 1:
        text = words("hãy cho mã bài, hoặc --outlet, hoặc --all", "give ids, or --outlet, or --all")
        raise click.UsageError(text)
    settings = Settings.from_environment()
    with opened_store(settings) as store:
        if not ids and not yes:
            _ask(outlet)
        removed, missing = _remove(store, ids, outlet)
        catch_up(store, opened_engine(settings), settings.batch)
    if as_json:
        document({"deleted": removed, "not_found": missing})
    else:
        say("Đã xóa {removed} bài.", "Deleted {removed} articles.", removed=removed)
        for each in missing:
            Failure(ArticleNotFound(id=each)).show()
    if missing:
        raise click.exceptions.Exit(1)


def _ask(outlet: str | None) -> None:
    question = words("Xóa tất cả các bài?", "Delete every article?")
    if outlet is not None:
        question = words(
            "Xóa mọi bài của {outlet}?", "Delete every article of {outlet}?", outlet=outlet
        )
    click.confirm(question, abort=True)


def _remove(store: Store, ids: tuple[str, ...], outlet: str | None) -> tuple[int, list[str]]:
    """How many were deleted, and the ids that were not there."""
    from index.engines.schema import MISSING
    from search.names import facet_value

    if ids:
        removed = store.delete(ids)
        return len(removed), [each for each in dict.fromkeys(ids) if each not in removed]
    if outlet is None:
        return store.delete_all(), []
    value = facet_value("outlet", outlet)
    return store.delete_outlet(None if value == MISSING else value), []


@click.command(help=words("Số liệu của kho bài và chỉ mục.", "Counts of the store and the index."))
@json_option
def stats(as_json: bool) -> None:
    from index.enrich import VERSION

    settings = Settings.from_environment()
    with opened_store(settings) as store:
        found, status = store.stats(), opened_engine(settings).status()
    sizes = {
        "database": _size(settings, "timtin.db*"),
        "index": _size(settings, f"{settings.index_folder.name}/**/*"),
    }
    if as_json:
        document(_stats_document(found, status, sizes, VERSION))
        return
    for vi, en, value in (
        ("Bài", "Articles", found.articles),
        ("Bài đã xóa", "Deleted", found.deleted),
        ("Bản cũ", "Earlier texts", found.revisions),
        ("Bản sửa của tòa soạn", "Corrections", found.corrections),
        ("Tìm kiếm đã lưu", "Saved searches", found.saved_searches),
        ("Trong chỉ mục", "In the index", status.documents),
        ("Chờ vào chỉ mục", "Changes to index", found.change - status.change),
        ("Thế hệ chỉ mục", "Index generation", status.generation),
        ("Cơ sở dữ liệu (MB)", "Database (MB)", round(sizes["database"] / 1e6, 1)),
        ("Chỉ mục (MB)", "Index (MB)", round(sizes["index"] / 1e6, 1)),
    ):
        line(f"{words(vi, en)}: {value}")
    for outlet, count in found.outlets:
        line(f"  {outlet or words('không rõ báo', 'outlet unknown')}: {count}")
    older = _older(found, VERSION)
    if older:
        say(
            "{count} bài do bản hiểu cũ ({versions}) đọc, chương trình dùng bản {wanted}; "
            "hãy chạy `timtin rebuild --understand`.",
            "{count} articles were understood by an older version ({versions}), this program "
            "has {wanted}; run `timtin rebuild --understand`.",
            count=sum(older.values()),
            versions=", ".join(version or "?" for version in older),
            wanted=VERSION,
        )
    if not status.current:
        say(
            "Chỉ mục do bản phân tích cũ tạo ra; hãy chạy `timtin rebuild`.",
            "An older analysis made the index; run `timtin rebuild`.",
        )


def _older(found: Stats, current: str) -> dict[str, int]:
    """How many articles each version but this program's has understood."""
    return {version: count for version, count in found.understandings if version != current}


def _stats_document(
    found: Stats, status: Status, sizes: dict[str, int], version: str
) -> dict[str, object]:
    return {
        "articles": found.articles,
        "deleted": found.deleted,
        "revisions": found.revisions,
        "corrections": found.corrections,
        "understanding": {
            "version": version,
            "older": sum(_older(found, version).values()),
            "versions": [{"value": name, "count": n} for name, n in found.understandings],
        },
        "saved_searches": found.saved_searches,
        "change": found.change,
        "outlets": [{"value": outlet, "count": count} for outlet, count in found.outlets],
        "index": {
            "documents": status.documents,
            "generation": status.generation,
            "analysis": status.analysis,
            "current": status.current,
            "change": status.change,
        },
        "bytes": sizes,
    }


def _size(settings: Settings, pattern: str) -> int:
    """Bytes of the files in the data folder that match."""
    return sum(path.stat().st_size for path in Path(settings.data).glob(pattern) if path.is_file())


def _lines(kept: Kept) -> list[str]:
    article = kept.article
    rows = [
        (words("mã", "id"), article.id),
        (words("địa chỉ", "address"), article.url),
        (words("báo", "outlet"), article.outlet or words("không rõ", "unknown")),
        (words("tác giả", "authors"), ", ".join(article.authors)),
        (words("ngày đăng", "published"), _date(article.published)),
        (words("ngày sự kiện", "event"), _date(article.event)),
        (words("nguồn tin", "sources"), ", ".join(f"{s.name} ({s.kind})" for s in article.sources)),
        (words("nhân vật", "persons"), ", ".join(person.name for person in article.persons)),
        (words("từ khóa", "key terms"), ", ".join(article.key_terms)),
        (words("vào kho lúc", "first seen"), kept.first_seen),
    ]
    shown = [f"{name}: {value}" for name, value in rows if value]
    return [_title(article), "", *shown, *_quotes(article), "", *_texts(article)]


def _quotes(article: Article) -> list[str]:
    """Who says what, one line each."""
    if not article.quotes:
        return []
    found = [words("trích dẫn", "quotations") + ":"]
    for quote in article.quotes:
        speaker = quote.speaker or words("không rõ ai nói", "speaker not told")
        doubt = "" if quote.sure else words(" (không chắc)", " (not certain)")
        found.append(f"  {speaker}{doubt}: “{' '.join(quote.text.split())}”")
    return found


def _copies(members: Sequence[Kept]) -> list[str]:
    """The other articles that tell the story, and which of all is the first copy."""
    if len(members) < 2:
        return []
    heading = words("Các bản của tin này:", "The copies of this story:")
    first = words("bản đầu tiên", "first copy")
    return ["", heading, *(_copy(each, first if each is members[0] else "") for each in members)]


def _copy(kept: Kept, note: str) -> str:
    article = kept.article
    date = article.date.value if article.date else words("không rõ ngày", "undated")
    outlet = article.outlet or words("không rõ báo", "outlet unknown")
    return " · ".join(filter(None, (f"  {article.id}", outlet, date, note)))


def _title(article: Article) -> str:
    derived = words(" (tít lấy từ câu đầu)", " (headline taken from the first sentence)")
    return article.title + (derived if article.title_derived else "")


def _texts(article: Article) -> list[str]:
    if article.standfirst and not article.body:
        note = words("(chỉ có tít và phần tóm tắt)", "(headline and summary only)")
        return [article.standfirst, "", note]
    return [article.standfirst, "", article.body] if article.standfirst else [article.body]


def _date(date: ArticleDate | None) -> str | None:
    if date is None:
        return None
    origin = f"{date.origin}, {date.year_origin}" if date.year_origin else date.origin
    return f"{date.value} ({date.precision}; {origin})"
