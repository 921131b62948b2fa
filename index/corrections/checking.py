"""Whether a correction can be made, and whether an article is right without it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from index.article import SOURCE_KINDS, Article, source_parts
from index.calendar import FIRST_YEAR, LAST_YEAR
from index.corrections.applying import apply, mentions_of
from index.corrections.dates import precision
from index.corrections.model import Correction
from index.errors import BadCorrection
from index.wording import Wording

_NO_TITLE: Final = Wording(vi="tít không được để trống", en="a headline cannot be empty")
_NO_NAME: Final = Wording(vi="thiếu tên", en="the name is missing")
_NO_DATE: Final = Wording(
    vi="“{value}” không phải ngày viết dạng 2025-10-29, 2025-10-29T16:30, 2025-10, 2025 "
    "hoặc XXXX-10-29 (không rõ năm; chỉ cho ngày sự kiện), với năm từ {first} đến {last}",
    en="“{value}” is not a date written like 2025-10-29, 2025-10-29T16:30, 2025-10, 2025 "
    "or XXXX-10-29 (year unknown; for the event only), with a year from {first} to {last}",
)
_NOT_NAMED: Final = Wording(
    vi="bài không có chữ “{value}”; hãy viết tên đúng như trong bài, hoặc TÊN=CHỮ TRONG BÀI",
    en="the article does not say “{value}”; write the name as the article does, or NAME=AS IT SAYS",
)
_NO_PERSON: Final = Wording(
    vi="bài không có nhân vật “{value}”; hiện có: {known}",
    en="the article has no person “{value}”; it has: {known}",
)
_NO_KIND: Final = Wording(
    vi="“{value}” thiếu cách dùng; hãy viết TÊN:CÁCH, với CÁCH là một trong: {known}",
    en="“{value}” lacks a kind; write NAME:KIND, with KIND one of: {known}",
)
_NO_SOURCE: Final = Wording(
    vi="bài không có nguồn tin “{value}”; hiện có: {known}",
    en="the article has no source “{value}”; it has: {known}",
)
_NO_QUOTE: Final = Wording(
    vi="bài không có lời trích dẫn ấy; có {count} lời, đánh số từ 1",
    en="the article has no such quotation; it has {count}, numbered from 1",
)
_NONE: Final = "–"


def refuse_any(article: Article, said: Iterable[Correction]) -> None:
    """:func:`refuse` each, those before it taken as made."""
    for each in said:
        refuse(article, each)
        article = apply(article, [each]).article


def refuse(article: Article, correction: Correction) -> None:
    """Raise :class:`BadCorrection`, naming what exists, where it cannot be made."""
    value = correction.value
    match correction.kind:
        case "title":
            _refuse(not value.strip(), _NO_TITLE)
        case "date" | "event-date":
            found = precision(value) if value else "day"
            no_year = found == "day-no-year" and correction.kind == "date"
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            _refuse(found is None or no_year, _NO_DATE, value=value, **years)
        case "person-add":
            _refuse(not value.strip(), _NO_NAME)
            form = correction.target or value
            _refuse(not mentions_of(article, form), _NOT_NAMED, value=form)
        case "person-remove":
            _refuse_person(article, value)
        case "person-rename":
            _refuse(not value.strip(), _NO_NAME)
            _refuse_person(article, correction.target or "")
        case "source-add":
            name, kind = source_parts(value)
            _refuse(kind is None or not name, _NO_KIND, value=value, known=", ".join(SOURCE_KINDS))
        case "source-remove":
            _refuse_source(article, value)
        case "quote-speaker":
            known = any(quote.text == correction.target for quote in article.quotes)
            _refuse(not known, _NO_QUOTE, count=len(article.quotes))


def _refuse(wrong: bool, reason: Wording, **details: object) -> None:
    if wrong:
        raise BadCorrection(reason, **details)


def _refuse_person(article: Article, name: str) -> None:
    names = [person.name for person in article.persons]
    _refuse(name not in names, _NO_PERSON, value=name, known=", ".join(names) or _NONE)


def _refuse_source(article: Article, value: str) -> None:
    known = [source.value for source in article.sources]
    names = {source.name for source in article.sources}
    absent = value not in known and value not in names
    _refuse(absent, _NO_SOURCE, value=value, known=", ".join(known) or _NONE)


def holds(article: Article, correction: Correction) -> bool:
    """Whether the article says already what the correction says."""
    changed = apply(article, [correction])
    return not changed.unmet and _values(changed.article) == _values(article)


def _values(article: Article) -> tuple[object, ...]:
    """What a reader sees of an article: no evidence, no offsets, a date without its origin."""
    return (
        article.title,
        article.outlet,
        article.published and article.published.value,
        article.event and article.event.value,
        {person.name for person in article.persons},
        set(article.sources),
        [(quote.text, quote.speaker) for quote in article.quotes],
    )
