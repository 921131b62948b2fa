"""How dates, agencies and filters read in a sentence.

EDTF in, words out: ``2025-10-29`` → ``29/10/2025`` or ``29 Oct 2025``;
``XXXX-01-16`` → ``16/1, không rõ năm``. A date never looks more precise than
its evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from babel.dates import format_date, format_skeleton
from markupsafe import Markup, escape

from index.article import ArticleDate, DateKind, Quote, source_parts
from index.engines.query import Group
from index.engines.schema import MISSING, NO_YEAR
from index.enrich.outlet import outlet_label
from search.language.levels import How
from search.page import Hit, Matched
from web.language import Language

NOTED_WORDS: Final = 8
"""Words that a note names; a pasted paragraph may lack sixty."""
_NO_YEAR: Final = re.compile(r"XXXX-(\d\d)-(\d\d)")
_RELATIVE: Final = re.compile(r"-(\d{1,4})([dwmy])")


def counted(number: int, group: Group, language: Language) -> str:
    """So many articles, or stories."""
    if group == "story":
        return language.ngettext("%(num)s story", "%(num)s stories", number)
    return language.ngettext("%(num)s article", "%(num)s articles", number)


def edtf(value: str, language: Language) -> str:
    """An EDTF value as people write it; ``value`` itself when it is none."""
    day, _, clock = value.partition("T")
    without_year = _NO_YEAR.fullmatch(day)
    if without_year:
        month, number = int(without_year[1]), int(without_year[2])
        # a leap year, so that 29 February is a day
        shown = _pattern(date(2000, month, number), "d/M", "MMMd", language)
        return language.gettext("%(day)s, year unknown", day=shown)
    parts = day.split("-")
    try:
        at = date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except (ValueError, TypeError):
        return value
    if len(parts) == 1:
        return str(at.year)
    if len(parts) == 2:
        return _pattern(at, "M/y", "yMMM", language)
    shown = _pattern(at, "d/M/y", "yMMMd", language)
    return f"{shown}, {clock}" if clock else shown


def _pattern(day: date, vietnamese: str, skeleton: str, language: Language) -> str:
    """Vietnamese papers write 1/3/2022; the locale's own short form pads to 01/03."""
    if language.code == "vi":
        return str(format_date(day, vietnamese, locale=language.locale))
    return str(format_skeleton(skeleton, day, locale=language.locale))


def edtf_part(value: str, language: Language) -> str:
    """A bar's short label below its chart: the year, the month or the day alone."""
    parts = value.split("-")
    if len(parts) == 2:
        month = int(parts[1])
        if language.code == "vi":
            return f"T{month}"
        return str(format_date(date(2000, month, 1), "LLL", locale=language.locale))
    return str(int(parts[-1]))


def date_span(value: str, language: Language) -> str:
    """A selected year, month or day with its noun: ``tháng 3/2022``."""
    shown = edtf(value, language)
    if language.code == "en":
        return shown
    noun = {4: "năm", 7: "tháng", 10: "ngày"}.get(len(value), "")
    return f"{noun} {shown}".strip()


def date_origin(value: ArticleDate, language: Language) -> str:
    """Where the date was read from."""
    _ = language.gettext
    match value.origin:
        case "given":
            return _("as given when added")
        case "metadata":
            return _("from the page's data")
        case "dateline":
            return _("from the dateline")
        case "url":
            return _("from the web address")
        case "text":
            return _("from the article's text")


def year_origin(value: ArticleDate, language: Language) -> str | None:
    """Where the year of a day written without one was taken from."""
    _ = language.gettext
    match value.year_origin:
        case "published":
            return _("year taken from the publication date")
        case "as-of":
            return _("year assumed when added")
        case "crawl":
            return _("year taken from the collection date")
        case "written" | None:
            return None


def date_kind(kind: DateKind | None, language: Language) -> str | None:
    """Whether the date is the publication's or the event's."""
    _ = language.gettext
    if kind is None:
        return None
    return _("published") if kind == "published" else _("event")


def date_grounds(date: ArticleDate, kind: DateKind | None, language: Language) -> str:
    """Which of its dates an article shows, and where it was read, its year too."""
    read = [date_origin(date, language), year_origin(date, language)]
    grounds = "; ".join(each for each in read if each)
    return ", ".join(filter(None, (date_kind(kind, language), grounds)))


def event_note(date: ArticleDate | None, kind: DateKind | None, language: Language) -> str:
    """:func:`date_grounds` of an event's day: beside an outlet it reads like a publication's."""
    return date_grounds(date, kind, language) if date and kind == "event" else ""


def alias_origin(origin: str, language: Language) -> str:
    """Where another name of a person comes from."""
    _ = language.gettext
    return {
        "data": _("from the newsroom's list"),
        "learnt": _("learnt from the archive, not confirmed"),
        "confirmed": _("confirmed"),
    }.get(origin, origin)


def source_kind(kind: str, language: Language) -> str:
    """How an article uses an agency."""
    _ = language.gettext
    match kind:
        case "relay":
            return _("whole report")
        case "cite":
            return _("quoted")
        case "photo":
            return _("picture credit")
        case _:
            return _("mentioned")


def source_label(value: str, language: Language) -> str:
    """``TASS:photo`` → ``TASS (ảnh)``."""
    name, kind = source_parts(value)
    return f"{name} ({source_kind(kind, language)})" if kind else name


def bound(value: str, language: Language) -> str:
    """A typed or relative day that bounds a range."""
    relative = _RELATIVE.fullmatch(value)
    if relative is None:
        return edtf(value, language)
    count = int(relative[1])
    match relative[2]:
        case "d":
            return language.ngettext("%(num)s day ago", "%(num)s days ago", count)
        case "w":
            return language.ngettext("%(num)s week ago", "%(num)s weeks ago", count)
        case "m":
            return language.ngettext("%(num)s month ago", "%(num)s months ago", count)
        case _:
            return language.ngettext("%(num)s year ago", "%(num)s years ago", count)


def filter_text(facet: str, value: str, excluded: bool, language: Language) -> str:
    """One filter as the piece of a sentence: ``từ báo VOV``, ``không có Sergei Lavrov``."""
    if value in (MISSING, NO_YEAR):
        return _bucket_text(facet, value, excluded, language)
    _ = language.gettext
    match facet:
        case "outlet":
            return (_("not from outlet %(name)s") if excluded else _("from outlet %(name)s")) % {
                "name": outlet_label(value)
            }
        case "person":
            return (_("without %(name)s") if excluded else _("with %(name)s")) % {"name": value}
        case "source":
            return (_("not citing %(name)s") if excluded else _("citing %(name)s")) % {
                "name": source_label(value, language)
            }
        case _:
            return (_("not in %(date)s") if excluded else _("in %(date)s")) % {
                "date": date_span(value, language)
            }


def _bucket_text(facet: str, value: str, excluded: bool, language: Language) -> str:
    _ = language.gettext
    match (facet, excluded):
        case ("outlet", False):
            return _("outlet unknown")
        case ("outlet", True):
            return _("outlet known")
        case ("person", False):
            return _("naming no person")
        case ("person", True):
            return _("naming a person")
        case ("source", False):
            return _("citing no source")
        case ("source", True):
            return _("citing a source")
        case (_, False):
            return _("year unknown") if value == NO_YEAR else _("date unknown")
        case _:
            return _("year not missing") if value == NO_YEAR else _("date known")


def how_label(how: How, language: Language) -> str:
    """One way to match as the label of a box."""
    _ = language.gettext
    match how:
        case "typed":
            return _("As typed")
        case "reading":
            return _("With diacritics put in")
        case "alternative":
            return _("By another name or spelling")
        case "marking":
            return _("Other diacritics")
        case "lacking":
            return _("Lacking words")


def how_text(how: How, language: Language) -> str:
    """A filter on the way to match as the piece of a sentence."""
    _ = language.gettext
    match how:
        case "typed":
            return _("matching as typed")
        case "reading":
            return _("matching with diacritics put in")
        case "alternative":
            return _("matching by another name or spelling")
        case "marking":
            return _("matching but for the diacritics")
        case "lacking":
            return _("matching but for lacking words")


@dataclass(frozen=True, slots=True)
class Note:
    """What is not plain to see about a match: ``text`` and the words it is about."""

    text: str
    words: tuple[str, ...] = ()
    more: int = 0

    def line(self, language: Language) -> str:
        """The note on one line: ``thiếu: cuộc, đàm và 3 từ khác``."""
        more = language.ngettext("and %(num)s other word", "and %(num)s other words", self.more)
        return " ".join([self.text, ", ".join(self.words), more if self.more else ""]).strip()


def match_notes(
    matched: Matched | None, several_readings: bool, language: Language
) -> tuple[Note, ...]:
    """How an article matched, where neither the query nor "Hiểu là" shows it already."""
    if matched is None:
        return ()
    _ = language.gettext
    found = []
    if matched.how == "reading" and several_readings:
        found.append(Note(_("in one of the readings")))
    if matched.how == "alternative":
        found.append(Note(_("by another name or spelling")))
    if matched.marking:
        found.append(_note(_("other diacritics:"), matched.marking))
    if matched.lacking:
        found.append(_note(_("lacks:"), matched.lacking))
    return tuple(found)


def _note(text: str, words: tuple[str, ...]) -> Note:
    return Note(text, words[:NOTED_WORDS], max(0, len(words) - NOTED_WORDS))


_COMMAND: Final = re.compile(r"`([^`]+)`")
_PLACE: Final = re.compile(r"\{[^{}]*\}")


def speaker(name: str | None, quote: Quote, language: Language) -> str:
    """Who says a quotation, by ``name``, and that this is not certain where it is not."""
    _ = language.gettext
    if name is None:
        return _("speaker unknown")
    return name if quote.sure else _("%(who)s (not certain)", who=name)


def other_quotes(hit: Hit, language: Language) -> str:
    """How many more quotations were found than are shown; empty where none."""
    shown = sum(snippet.quote is not None for snippet in hit.snippets)
    more = len(hit.quotes) + hit.more_quotes - shown
    if not more:
        return ""
    return language.ngettext("%(num)s more quotation", "%(num)s more quotations", more)


def cut_before(text: str) -> bool:
    """Whether a fragment begins inside a sentence: in lower case or after a mark."""
    return bool(text) and (text[0].islower() or text[0] in ",;:.)")


def cut_after(text: str) -> bool:
    """Whether a fragment ends inside a sentence."""
    return not text.rstrip(' "”’)»').endswith((".", "!", "?", "…"))


def commands(text: str) -> Markup:
    """A message of ours as HTML: what stands in backticks is a command to type."""
    # escaped first, so only our own <code> is markup
    return Markup(_COMMAND.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704


def blank(template: str) -> str:
    """A wording with its places shown as …, for lists of all messages."""
    return _PLACE.sub("…", template)
