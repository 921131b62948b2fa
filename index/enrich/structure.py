"""Draft → the parts of an article, before anybody is looked for in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.article import ArticleDate, Draft, Evidence, Field, Options
from index.enrich.authors import Signed, authors_of
from index.enrich.boilerplate import Cleaned, Line, clean, is_headline_like
from index.enrich.closing import closing_authors
from index.enrich.dates import Told, event_date, published_date, year_bound
from index.enrich.dates.stated import Printed, parse_stated
from index.enrich.headline import Head, first_sentence, head_of
from index.enrich.outlet import byline, outlet_of
from index.enrich.tables import plain
from index.errors import SECTION_PAGE, InputRejected
from index.rules import Rule
from index.wording import Wording

EMPTY: Final = Wording(
    vi="Không có nội dung: sau khi bỏ phần khung trang, không còn dòng nào của bài.",
    en="There is no text: without the page around it no line of an article is left.",
)
NO_BODY: Final = Wording(
    vi="Chỉ có tít, không có sapô và nội dung.",
    en="There is only a headline, no standfirst and no text.",
)

_SECTION_LINES: Final = 12
_SECTION_HEADLINES: Final = 0.7  # share of headline-shaped lines in a list of links


@dataclass(frozen=True, slots=True)
class Structure:
    """An article's parts. ``closing`` are the lines that end it ("Theo RT").

    ``evidence`` is that of outlet, authors and dates.
    """

    title: str
    title_derived: bool
    standfirst: str | None
    body: str
    captions: tuple[str, ...]
    closing: tuple[str, ...]
    outlet: str | None
    authors: tuple[str, ...]
    published: ArticleDate | None
    event: ArticleDate | None
    evidence: tuple[Evidence, ...]


def structure(draft: Draft, options: Options) -> Structure:
    """The parts of the article in ``draft``.

    Raises :class:`InputRejected` for a text without a story: empty, a headline
    alone, a list of headlines.
    """
    cleaned = clean(draft.text)
    head, lines = _of_record(draft, cleaned) if draft.structured else _of_text(cleaned)
    body = "\n".join(line.text for line in lines)
    if not body and not head.standfirst and not draft.structured:
        raise InputRejected(NO_BODY)
    lead: dict[Field, str] = {"standfirst": head.standfirst or "", "body": body}
    outlet = outlet_of(
        options.outlet, draft.outlet, draft.url, lead, cleaned.closing, draft.keys.get("outlet")
    )
    authors = authors_of(_given(draft)) or authors_of(_signed(cleaned))
    printed = cleaned.dateline or _byline_date(lead)
    published = published_date(
        options.date, draft.published, printed, draft.url, draft.keys.get("published")
    )
    bound = year_bound(published and published.date, options.as_of, draft.crawled)
    event = event_date(tuple(_told(field, text) for field, text in lead.items()), bound)
    dates = tuple(each.evidence for each in (published, event) if each)
    return Structure(
        title=head.title,
        title_derived=head.derived,
        standfirst=head.standfirst,
        body=body,
        captions=tuple(dict.fromkeys((*draft.captions, *cleaned.captions))),
        closing=cleaned.closing,
        outlet=outlet.value if outlet else None,
        authors=tuple(each.value for each in authors),
        published=published.date if published else None,
        event=event.date if event else None,
        evidence=(*((outlet,) if outlet else ()), *authors, *dates),
    )


def _given(draft: Draft) -> Iterator[Signed]:
    """The names that the record says."""
    for name in draft.authors:
        yield Signed(name, Rule.AUTHOR_METADATA, "metadata", name, draft.keys.get("authors"))


def _signed(cleaned: Cleaned) -> Iterator[Signed]:
    """The names that the page prints: beside its date, and in its closing lines."""
    for name in cleaned.signatures:
        yield Signed(name, Rule.AUTHOR_DATELINE, "dateline", name)
    for line in cleaned.closing:
        for name in closing_authors((line,)):
            yield Signed(name, Rule.AUTHOR_CLOSING, "closing", line)


def _told(field: Field, text: str) -> Told:
    """``text`` behind its byline: the day in "Hà Nội (TTXVN 1/3/2019) -" is no event."""
    mark = byline(text)
    return Told(text[mark.end :], field, mark.end) if mark else Told(text, field)


def _byline_date(lead: Mapping[Field, str]) -> Printed | None:
    """The full date inside the opening's byline: "Hà Nội (TTXVN 1/3/2019) -"."""
    field: Field = "standfirst" if lead["standfirst"] else "body"
    mark = byline(lead[field])
    stated = parse_stated(mark.date) if mark and mark.date else None
    if not mark or not mark.date or not stated:
        return None
    return Printed(stated, mark.date, field, mark.date_at, mark.date_at + len(mark.date))


def _of_text(cleaned: Cleaned) -> tuple[Head, Sequence[Line]]:
    if not cleaned.lines:
        raise InputRejected(EMPTY)
    if _is_section_page(cleaned.lines):
        raise InputRejected(SECTION_PAGE)
    head = head_of(cleaned.lines)
    only_headline = len(cleaned.lines) == 1 and is_headline_like(cleaned.lines[0].text)
    if only_headline:
        raise InputRejected(NO_BODY)
    return head, cleaned.lines[head.body_from :]


def _is_section_page(lines: Sequence[Line]) -> bool:
    """Whether nearly all lines are headlines: links to articles, no article."""
    if len(lines) < _SECTION_LINES:
        return False
    headlines = sum(is_headline_like(line.text) and len(line.text) < 160 for line in lines)
    return headlines >= _SECTION_HEADLINES * len(lines)


def _is_same(line: str, text: str) -> bool:
    return abs(len(line) - len(text)) < 20 and plain(line) == plain(text)


def _of_record(draft: Draft, cleaned: Cleaned) -> tuple[Head, Sequence[Line]]:
    """A record's own title and standfirst; its text without a repetition of what it says.

    A page prints headline, signature, date and standfirst above its story.
    """
    title = (draft.title or "").strip()
    standfirst = (draft.standfirst or "").strip() or None
    said = (title, standfirst, draft.outlet, draft.published, *draft.authors)
    lines = list(cleaned.lines)
    while lines and any(text and _is_same(lines[0].text, text) for text in said):
        lines.pop(0)
    if title:
        return Head(title, False, standfirst, 0), lines
    opening = standfirst or (lines[0].text if lines else "")
    if not opening:
        raise InputRejected(EMPTY)
    mark = byline(opening)
    return Head(
        first_sentence(opening[mark.end :] if mark else opening), True, standfirst, 0
    ), lines
