"""One JSON record → Draft.

| Draft       | the record's field, the first that has a value                        |
|-------------|-----------------------------------------------------------------------|
| own_id      | id                                                                    |
| title       | title, headline                                                       |
| standfirst  | sapo, standfirst, description, summary, lead                          |
| text        | body, content, text, articleBody (a text, or a list of paragraphs)    |
| url         | url, link, canonical_url                                              |
| published   | date, published_at, pubDate, published, datePublished, publish_date, date_raw |
| crawled     | crawled, crawled_at, fetched_at, crawl_date; ``date`` itself when      |
|             | ``date_is_fetch_time`` is true                                        |
| outlet      | outlet, source, site, publisher, outlet_domain, domain                |
| authors     | authors, author, byline (a text, a list, or objects with a name)      |
| tags        | tags, keywords                                                        |
| section     | category, section                                                     |
| language    | language, lang                                                        |

A record without a text whose only text is its standfirst is a short item, and
keeps it there. Everything else stays in ``extra`` under its own name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from index.article import Draft
from index.errors import InputRejected
from index.readers.limits import MAX_TEXT, MEGABYTE
from index.readers.markup import plain_text
from index.readers.refusal import BAD_ID, NO_TEXT, NUL, SURROGATE, TOO_LARGE

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "own_id": ("id",),
    "title": ("title", "headline"),
    "standfirst": ("sapo", "standfirst", "description", "summary", "lead"),
    "text": ("body", "content", "text", "articleBody"),
    "url": ("url", "link", "canonical_url"),
    "published": (
        "date", "published_at", "pubDate", "published", "datePublished", "publish_date", "date_raw",
    ),
    "crawled": ("crawled", "crawled_at", "fetched_at", "crawl_date"),
    "outlet": ("outlet", "source", "site", "publisher", "outlet_domain", "domain"),
    "authors": ("authors", "author", "byline"),
    "tags": ("tags", "keywords"),
    "section": ("category", "section"),
    "language": ("language", "lang"),
}  # fmt: skip
FETCH_TIME: Final = "date_is_fetch_time"
_NOTHING: Final = frozenset({"", "unknown", "none", "null", "n/a", "nan"})
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LIST_MARKS: Final = re.compile(r"\s*[,;|]\s*")


def draft_of(record: Mapping[str, object], origin: str) -> Draft:
    """The record as a Draft. Raises :class:`InputRejected` when it holds no article."""
    used: set[str] = set()

    def first(field: str) -> object:
        for name in FIELDS[field]:
            if _has_value(record.get(name)):
                used.add(name)
                return record[name]
        return None

    fetched = record.get(FETCH_TIME) in (True, "true", "True")
    published = _text(first("published"))
    crawled = _text(first("crawled"))
    draft = Draft(
        origin=origin,
        text=_running_text(first("text")),
        structured=True,
        own_id=_own_id(record.get("id")),
        url=_line(first("url")),
        title=_line(first("title")),
        standfirst=_running_text(first("standfirst")) or None,
        outlet=_line(_name(first("outlet"))),
        published=None if fetched else published,
        crawled=crawled or (published if fetched else None),
        authors=_names(first("authors")),
        tags=_names(first("tags")),
        section=_line(_name(first("section"))),
        language=_language(first("language")),
        extra={name: value for name, value in record.items() if name not in used | {"id"}},
    )
    _check(draft)
    return draft


def _has_value(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() not in _NOTHING
    return value is not None and value not in ([], {})


def _text(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _line(value: object) -> str | None:
    """A value as one line of plain text."""
    text = _text(value)
    return " ".join(plain_text(text).split("\n")).strip() or None if text else None


def _running_text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(filter(None, map(_running_text, value)))
    text = _text(value)
    return plain_text(text) if text else ""


def _name(value: object) -> object:
    """The name of an object like ``{"name": "VOV"}``; anything else as it is."""
    return value.get("name") if isinstance(value, Mapping) else value


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    names: list[str] = []
    for one in values:
        line = _line(_name(one))
        if line:
            names += [part for part in _LIST_MARKS.split(line) if part] if one is value else [line]
    return tuple(dict.fromkeys(names))


def _language(value: object) -> str | None:
    text = _text(value)
    return text.lower()[:2] if text and text[:2].isalpha() else None


def _own_id(value: object) -> str | None:
    """The id as text. An id that no URL could carry is refused, not changed."""
    if value is None or value == "":
        return None
    text = str(value).strip() if isinstance(value, str | int) and value is not True else ""
    if not 1 <= len(text) <= 200 or not text.isprintable():
        raise InputRejected(BAD_ID)
    return text


def _check(draft: Draft) -> None:
    texts = {"title": draft.title, "standfirst": draft.standfirst, "body": draft.text}
    others = {"id": draft.own_id, "url": draft.url, "outlet": draft.outlet}
    lists = {"authors": " ".join(draft.authors), "tags": " ".join(draft.tags)}
    lists["category"] = " ".join(filter(None, (draft.section, draft.published)))
    for name, text in {**texts, **others, **lists}.items():
        if text and "\0" in text:
            raise InputRejected(NUL, name=name)
        if text and _SURROGATE.search(text):
            raise InputRejected(SURROGATE, name=name)
    if not any(texts.values()):
        raise InputRejected(NO_TEXT)
    if sum(len(text.encode()) for text in texts.values() if text) > MAX_TEXT:
        raise InputRejected(TOO_LARGE, limit=MAX_TEXT // MEGABYTE)
