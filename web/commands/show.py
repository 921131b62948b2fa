"""``timtin show``: one article as understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from index.errors import ArticleNotFound
from index.moment import told
from index.settings import Settings
from web.commands.dated import dated
from web.commands.rooms import opened_service, opened_store
from web.console import document, json_option, line, spoken, words

if TYPE_CHECKING:
    from index.article import Article, ArticleDate, Kept
    from index.store import Revision


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
    from index.people import identities_of
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
            names = identities_of(store).values(kept.article)
            for each in why_lines(kept.article) if why else [*_lines(kept, names), *copies]:
                line(each)


def _document(id: str, revisions: Sequence[Revision]) -> None:
    from web.views import article_document

    with opened_service() as service:
        document(article_document(service.article(id), revisions))


def _lines(kept: Kept, names: Sequence[str]) -> list[str]:
    """The article; ``names`` are what the archive calls its persons."""
    from web.filters import source_kind

    article, language = kept.article, spoken()
    sources = (f"{each.name} ({source_kind(each.kind, language)})" for each in article.sources)
    rows = [
        (words("mã", "id"), article.id),
        (words("địa chỉ", "address"), article.url),
        (words("báo", "outlet"), article.outlet or words("không rõ", "unknown")),
        (words("tác giả", "authors"), ", ".join(article.authors)),
        (words("ngày đăng", "published"), _date(article.published)),
        (words("ngày sự kiện", "event"), _date(article.event)),
        (words("nguồn tin", "sources"), ", ".join(sources)),
        (words("nhân vật", "persons"), ", ".join(_persons(article, names))),
        (words("từ khóa", "key terms"), ", ".join(article.key_terms)),
        (words("vào kho lúc", "first seen"), told(kept.first_seen)),
    ]
    shown = [f"{name}: {value}" for name, value in rows if value]
    return [_title(article), "", *shown, *_quotes(article, names), "", *_texts(article)]


def _persons(article: Article, names: Sequence[str]) -> Iterator[str]:
    """The archive's name of each person, and the article's where it has another."""
    for person, name in zip(article.persons, names, strict=True):
        yield _called(name, person.name)


def _called(name: str, here: str | None) -> str:
    return name if name == here else f"{name} [{here}]"


def _quotes(article: Article, names: Sequence[str]) -> list[str]:
    """Who says what, numbered as in ``timtin correct --quote-speaker``; ``names`` as above."""
    if not article.quotes:
        return []
    found = [words("lời trích dẫn", "quotations") + ":"]
    for number, quote in enumerate(article.quotes, 1):
        name = quote.speaker_among(article.persons, names)
        unknown = words("không rõ ai nói", "speaker not told")
        speaker = _called(name, quote.speaker) if name else unknown
        doubt = "" if quote.sure else words(" (chưa chắc)", " (not certain)")
        found.append(f"  {number}. {speaker}{doubt}: “{' '.join(quote.text.split())}”")
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
    date = dated(article.date, article.date_kind)
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
    from web.filters import date_grounds

    if date is None:
        return None
    return f"{date.value} ({date_grounds(date, None, spoken())})"
