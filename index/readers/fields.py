"""One JSON record → Draft.

| Draft       | the record's field, the first that has a value                        |
|-------------|-----------------------------------------------------------------------|
| own_id      | id                                                                    |
| title       | title, headline, tieu_de                                              |
| standfirst  | sapo, standfirst, description, summary, lead, excerpt, abstract, tom_tat |
| text        | body, content, text, articleBody, full_text, main_text, content_text, |
|             | content_html, noi_dung (a text, or a list of paragraphs)              |
| url         | url, link, canonical_url, permalink                                   |
| published   | date, published_at, pubDate, published, datePublished, publish_date,  |
|             | date_publish, publication_date, publish_time, ngay_dang, date_raw     |
| crawled     | crawled, crawled_at, fetched_at, crawl_date, date_download; ``date``  |
|             | itself when ``date_is_fetch_time`` is true                            |
| outlet      | outlet, source, site, publisher, newspaper, site_name, outlet_domain, |
|             | source_domain, hostname, domain (of an address its host)              |
| authors     | authors, author, byline, tac_gia (a text, a list, or objects)         |
| tags        | tags, keywords                                                        |
| section     | category, section, categories, chuyen_muc                             |
| language    | language, lang                                                        |

Capitals, "_" and "-" in names make no difference: ``pubDate`` is ``pub_date``. An
object stands for its name, text or value: ``{"name": "VOV"}``, ``{"rendered": "..."}``,
``{"$date": ...}``. HTML becomes plain text, its figcaptions captions; a number as a
date is seconds or milliseconds since 1970. A record without a text whose only text is
its standfirst is a short item, and keeps it there. Everything else stays in ``extra``
under its own name; ``keys`` says which field each value stood in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from index.address import host_of
from index.article import Draft
from index.errors import InputRejected
from index.readers.limits import MAX_TEXT, MEGABYTE
from index.readers.markup import Plain, plain_text, without_markup
from index.readers.refusal import BAD_ID, NO_TEXT, NUL, SURROGATE, TOO_LARGE

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "own_id": ("id",),
    "title": ("title", "headline", "tieu_de"),
    "standfirst": (
        "sapo", "standfirst", "description", "summary", "lead", "excerpt", "abstract", "tom_tat",
    ),
    "text": (
        "body", "content", "text", "articleBody", "full_text", "main_text", "content_text",
        "content_html", "noi_dung",
    ),
    "url": ("url", "link", "canonical_url", "permalink"),
    "published": (
        "date", "published_at", "pubDate", "published", "datePublished", "publish_date",
        "date_publish", "publication_date", "publish_time", "ngay_dang", "date_raw",
    ),
    "crawled": ("crawled", "crawled_at", "fetched_at", "crawl_date", "date_download"),
    "outlet": (
        "outlet", "source", "site", "publisher", "newspaper", "site_name", "outlet_domain",
        "source_domain", "hostname", "domain",
    ),
    "authors": ("authors", "author", "byline", "tac_gia"),
    "tags": ("tags", "keywords"),
    "section": ("category", "section", "categories", "chuyen_muc"),
    "language": ("language", "lang"),
}  # fmt: skip
# what an object is when a plain value is wanted, in this order
_VALUES: Final = ("name", "rendered", "text", "value", "content", "html", "title", "$date", "$oid")
_TOLD: Final = ("outlet", "published", "authors")
FETCH_TIME: Final = "date_is_fetch_time"
_NOTHING: Final = frozenset({"", "unknown", "none", "null", "n/a", "nan"})
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LIST_MARKS: Final = re.compile(r"\s*[,;|]\s*")


def draft_of(record: Mapping[str, object], origin: str) -> Draft:
    """The record as a Draft. Raises :class:`InputRejected` when it holds no article."""
    found = _found(record)
    values = {field: record[name] for field, name in found.items()}
    text, captions = _running_text(values.get("text"))
    fetched = record.get(FETCH_TIME) in (True, "true", "True")
    published = _text(values.get("published"))
    crawled = _text(values.get("crawled"))
    draft = Draft(
        origin=origin,
        text=text,
        structured=True,
        own_id=_own_id(values.get("own_id")),
        url=_line(values.get("url")),
        title=_line(values.get("title")),
        standfirst=_running_text(values.get("standfirst"))[0] or None,
        outlet=_outlet(values.get("outlet")),
        published=None if fetched else published,
        crawled=crawled or (published if fetched else None),
        authors=_names(values.get("authors")),
        tags=_names(values.get("tags")),
        section=_line(_first_of(values.get("section"))),
        language=_language(values.get("language")),
        captions=captions,
        extra={name: value for name, value in record.items() if name not in found.values()},
        keys={field: name for field, name in found.items() if field in _TOLD},
    )
    _check(draft)
    return draft


def _found(record: Mapping[str, object]) -> dict[str, str]:
    """The name of the record's field for each of the Draft's, where it has a value."""
    plain = {_plain_name(name): name for name in reversed(list(record))}
    found: dict[str, str] = {}
    for field, names in FIELDS.items():
        for name in names:
            own = name if name in record else plain.get(_plain_name(name))
            if own is not None and (_has_value(record[own]) or field == "own_id"):
                found[field] = own
                break
    return found


@lru_cache(maxsize=4096)
def _plain_name(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


def _has_value(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() not in _NOTHING
    return value is not None and value not in ([], {})


def _value(value: object) -> object:
    """What an object like ``{"name": "VOV"}`` stands for; anything else as it is."""
    if isinstance(value, Mapping):
        return next((value[name] for name in _VALUES if value.get(name)), None)
    return value


def _text(value: object) -> str | None:
    value = _value(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def _line(value: object) -> str | None:
    """A value as one line of plain text."""
    text = _text(value)
    return " ".join(plain_text(text).split("\n")).strip() or None if text else None


def _running_text(value: object) -> Plain:
    if isinstance(value, list):
        parts = [_running_text(each) for each in value]
        return Plain(
            "\n".join(part.text for part in parts if part.text),
            tuple(caption for part in parts for caption in part.captions),
        )
    text = _text(value)
    return without_markup(text) if text else Plain("")


def _outlet(value: object) -> str | None:
    line = _line(_first_of(value))
    if line and "://" in line:
        return host_of(line).removeprefix("www.") or None
    return line


def _first_of(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    names: list[str] = []
    for one in values:
        line = _line(one)
        if line:
            names += [part for part in _LIST_MARKS.split(line) if part] if one is value else [line]
    return tuple(dict.fromkeys(names))


def _language(value: object) -> str | None:
    text = _text(value)
    return text.lower()[:2] if text and text[:2].isalpha() else None


def _own_id(value: object) -> str | None:
    """The id as text. An id that no URL could carry is refused, not changed."""
    value = _value(value)
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
