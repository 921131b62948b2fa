"""Draft (what a reader found) and Article (what we know). Frozen, no I/O.

Body text is kept as found, never Unicode-normalised: every offset in the
product counts code points of the field it names. The one exception is text that
an old encoding damaged (``recovered_from``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

Field = Literal["title", "standfirst", "body"]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)
"""The texts of an article, in reading order."""
SourceKind = Literal["relay", "cite", "photo", "mention"]
SOURCE_KINDS: Final[tuple[SourceKind, ...]] = get_args(SourceKind)
"""From the kind that tells most of an article to the one that tells least."""
_KINDS: Final[Mapping[str, SourceKind]] = {kind: kind for kind in SOURCE_KINDS}
INFORMING: Final[frozenset[SourceKind]] = frozenset(("relay", "cite"))
"""The kinds of source that information comes from; a photo or a mention is none."""
Precision = Literal["minute", "day", "day-no-year", "month", "year"]
DateOrigin = Literal["given", "metadata", "dateline", "url", "text"]
YearOrigin = Literal["written", "published", "as-of", "crawl"]
DateKind = Literal["published", "event"]
SpeakerKind = Literal["person", "organisation", "label"]
About = Literal["outlet", "author", "published", "event", "source", "person", "quote"]
Place = Literal[
    "title", "standfirst", "body", "caption", "closing", "dateline", "url", "metadata", "option"
]


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who adds says about the inputs; it overrides what they say.

    ``outlet`` is a name or code, ``date`` is EDTF with a year, ``as_of`` an
    ISO day.
    """

    outlet: str | None = None
    date: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found in one input, before anything is understood.

    ``text`` is the whole running text of a text file (title not yet known) or
    the body of a structured record. ``structured`` says which of the two: in a
    structured record ``title`` and ``standfirst`` are what the record says.
    ``published`` is the date exactly as the record gives it. ``captions`` are those that
    the input's markup sets apart. ``keys`` says which field
    of the input's metadata a value stood in: ``{"published": "article:published_time"}``.
    """

    origin: str
    text: str
    structured: bool = False
    own_id: str | None = None
    url: str | None = None
    title: str | None = None
    standfirst: str | None = None
    outlet: str | None = None
    published: str | None = None
    crawled: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    captions: tuple[str, ...] = ()
    extra: Mapping[str, object] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """An agency the information (or a picture) comes from, and in which way."""

    name: str
    kind: SourceKind

    @property
    def value(self) -> str:
        """``TASS:cite``: how facets, evidence and corrections write it."""
        return f"{self.name}:{self.kind}"


def source_parts(value: str) -> tuple[str, SourceKind | None]:
    """``TASS:cite`` in its parts; a name alone has no kind."""
    name, _, last = value.rpartition(":")
    kind = _KINDS.get(last) if name else None
    return (name, kind) if kind else (value, None)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a person is named: code points ``start`` to ``end`` of ``field``."""

    text: str
    start: int
    end: int
    field: Field = "body"


@dataclass(frozen=True, slots=True)
class Person:
    """One person by the fullest form the article uses, with every mention."""

    name: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """One direct quotation: code points ``start`` to ``end`` of ``field``, marks left out.

    ``speaker`` is a person's name as in ``Article.persons``, an organisation, or a label
    ("một nhân chứng") as ``kind`` says; None where the text does not tell. ``sure`` is
    False where it is the likeliest reading only. ``cue`` is where the text names the speaker.
    """

    text: str
    start: int
    end: int
    field: Field = "body"
    speaker: str | None = None
    kind: SpeakerKind | None = None
    sure: bool = True
    cue: Mention | None = None

    def speaker_among(self, persons: Sequence[Person], values: Sequence[str]) -> str | None:
        """What the archive calls the speaker: a person's value, else as the article has it.

        ``values`` are the archive's values of the article's ``persons``, in their order.
        """
        if self.kind == "person":
            for person, value in zip(persons, values, strict=True):
                if person.name == self.speaker:
                    return value
        return self.speaker


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one value of an article was read, and by which rule.

    ``about`` and ``value`` name the value: ("outlet", "VOV"), ("person", "Sergei Lavrov"),
    ("source", "TASS:cite"), ("event", "2025-10-28"), ("quote", "body:120"). ``rule`` is the
    code of the rule. ``text`` is what was read. ``start`` and ``end`` count code points of
    the article's ``place`` where that is title, standfirst or body, else they are None:
    a closing line, a caption, the date line, the URL, a metadata field or an option of
    the one who added, which ``key`` then names. ``sure`` is False for the likeliest
    reading only.
    """

    about: About
    value: str
    rule: str
    place: Place
    text: str
    start: int | None = None
    end: int | None = None
    key: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ArticleDate:
    """A date as precise as its evidence.

    ``value`` is EDTF: ``2025-10-29T16:30``, ``2025-10-29``, ``2025-10``,
    ``2025`` or ``XXXX-01-16``, in Asia/Ho_Chi_Minh. ``year_origin`` says where
    the year of a day written without one came from.
    """

    value: str
    precision: Precision
    origin: DateOrigin
    year_origin: YearOrigin | None = None

    @property
    def day(self) -> str | None:
        """``2025-10-29`` when it is known that precisely, year included."""
        return self.value[:10] if self.precision in ("minute", "day") else None


@dataclass(frozen=True, slots=True)
class Article:
    """One article as understood.

    ``outlet`` is a code of the outlet table or, for an outlet the table does
    not know, its name as given; None is unknown. ``title_derived`` marks a
    headline that the input lacked and the first sentence stands in for.
    ``recovered_from`` names the encodings (``TCVN3``) that parts of the text had been
    damaged in and were mended from; the draft in the store has them as they came.
    """

    id: str
    title: str
    body: str
    url: str | None = None
    title_derived: bool = False
    standfirst: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str | None = None
    language: str = "vi"
    captions: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    persons: tuple[Person, ...] = ()
    key_terms: tuple[str, ...] = ()
    published: ArticleDate | None = None
    event: ArticleDate | None = None
    recovered_from: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def date(self) -> ArticleDate | None:
        """The date that sorts, filters and shows: ``published``, else ``event``."""
        return self.published or self.event

    @property
    def date_kind(self) -> DateKind | None:
        """Which of the two :attr:`date` is."""
        if self.published:
            return "published"
        return "event" if self.event else None


@dataclass(frozen=True, slots=True)
class Story:
    """The story an article belongs to, with its near-duplicate copies.

    ``copies`` counts the members in the whole archive, the article itself included;
    ``first`` says that it is the first copy of them, which every article without
    copies is.
    """

    id: int
    copies: int = 1
    first: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """An Article with what the store knows about its life here.

    ``seq`` is given at first admission and never changes; ``change`` grows with
    every add, update and delete of any article, and with whatever else the index has
    to follow; ``first_seen`` is ISO 8601, UTC. ``story`` says how things
    stand at this moment and is None where nobody looked; two that differ in it are equal.
    """

    article: Article
    seq: int
    change: int
    first_seen: str
    story: Story | None = field(default=None, compare=False)
