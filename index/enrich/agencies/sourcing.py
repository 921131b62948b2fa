"""Which agencies an article's information and pictures come from, and in which way.

Names come from ``data/agencies.toml`` and, for media that are not listed, from
what the text says they are ("theo hãng tin X", "X đưa tin", "Ảnh: X": ``names``).
The words around each occurrence say its kind (``kinds``); the strongest kind of
an agency counts: relay, cite, photo, mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from index.article import FIELDS, INFORMING, SOURCE_KINDS, Evidence, Source, SourceKind
from index.article import Place as Where
from index.enrich.agencies.kinds import Kind, Place, kind_of
from index.enrich.agencies.names import occurrences
from index.enrich.agencies.tables import Media, media, own_names
from index.enrich.agencies.unlisted import unlisted
from index.enrich.reading import Reading
from index.enrich.rows import Row, row_of
from index.enrich.tables import plain
from index.rules import Rule

# The opening of a story: its standfirst and as much of its body (code points).
_OPENING: Final = 320


class Sourced(NamedTuple):
    """An agency and the words that its kind was read from."""

    source: Source
    evidence: Evidence


class _Text(NamedTuple):
    """A text with its words: which place of the article it is, and what kind of text."""

    text: str
    row: Row
    field: Where
    place: Place


class _Seen(NamedTuple):
    """The occurrence that says most about an agency so far."""

    kind: Kind
    text: _Text

    def sourced(self, name: str, weak: bool) -> Sourced:
        """``weak`` names are only known by the word before them."""
        kind, rule, start, end = self.kind
        words = self.text.text[start:end]
        source = Source(name, kind)
        value = f"{name}:{kind}"
        if self.text.field in ("caption", "closing"):
            told = Evidence("source", value, rule, self.text.field, self.text.text, sure=not weak)
        else:
            sure = not weak and rule is not Rule.SOURCE_OPENING
            told = Evidence("source", value, rule, self.text.field, words, start, end, sure=sure)
        return Sourced(source, told)


def find_sources(  # noqa: PLR0917  # the parts of an article, in its order
    title: str,
    standfirst: str | None,
    body: str,
    captions: tuple[str, ...] = (),
    closing: tuple[str, ...] = (),
    outlet: str | None = None,
    *,
    lists: Media | None = None,
) -> tuple[Source, ...]:
    """The agencies of :func:`sourced`, without their evidence."""
    reading = Reading(title, standfirst, body)
    found = sourced(reading, captions, closing, outlet, lists=lists)
    return tuple(each.source for each in found)


def sourced(
    reading: Reading,
    captions: tuple[str, ...] = (),
    closing: tuple[str, ...] = (),
    outlet: str | None = None,
    *,
    lists: Media | None = None,
    named: frozenset[str] = frozenset(),
) -> tuple[Sourced, ...]:
    """The agencies of an article, each once with its strongest kind.

    ``captions`` and ``closing`` are lines that were taken out of the body; both
    may also stand inside it. ``outlet`` is the article's own outlet (code or
    name) and never among the answers, nor is a Vietnamese paper that a closing
    line names: that is who published. Order: relay, cite, photo, mention, and
    within a kind as met. ``lists`` replaces the tables. ``named`` are names that a
    recogniser takes for agencies.
    """
    lists = lists or media()
    own = own_names(outlet)
    texts = [*_read(reading), *_beside(captions, "caption"), *_beside(closing, "closing")]
    extra = unlisted([(each.text, each.row) for each in texts], lists)
    known = extra.names | named
    seen: dict[str, _Seen] = {}
    other: set[str] = set()
    for each in texts:
        for found in occurrences(each.text, each.row, lists, known):
            kind = kind_of(each.text, found, each.place)
            if kind is None and found.name in named:
                kind = Kind("mention", Rule.SOURCE_RECOGNISER, found.start, found.end)
            name = lists.canonical(found.name)
            if kind is None or (outlet is None and _published(name, kind.kind)):
                other.add(name)
            elif plain(name) not in own and plain(found.name) not in own:
                new = _Seen(kind, each)
                seen[name] = min(seen.get(name, new), new, key=_strength)
    # "Theo Doji, ..." in an article that also tells what Doji sells: a company.
    seen = {name: one for name, one in seen.items() if name not in extra.weak & other}
    only = _only_cited(seen)
    if only:  # named where the story opens, it relays all of it
        seen[only] = _cited_early(reading, lists, known).get(only, seen[only])
    return tuple(
        one.sourced(name, name in extra.weak)
        for strength in SOURCE_KINDS
        for name, one in seen.items()
        if one.kind.kind == strength
    )


def _strength(seen: _Seen) -> int:
    return SOURCE_KINDS.index(seen.kind.kind)


def _published(name: str, kind: SourceKind) -> bool:
    """Whether a closing line names the national agency: where no outlet is known, it published."""
    return name == "TTXVN" and kind == "relay"


def _only_cited(seen: dict[str, _Seen]) -> str | None:
    """The agency that is cited where no other informs, None where there is none."""
    told = [name for name, one in seen.items() if one.kind.kind in INFORMING]
    return told[0] if len(told) == 1 and seen[told[0]].kind.kind == "cite" else None


def _read(reading: Reading) -> Iterator[_Text]:
    for field, text, row in zip(FIELDS, reading.texts, reading.rows, strict=True):
        yield _Text(text, row, field, "body" if field == "body" else "text")


def _beside(lines: Sequence[str], where: Literal["caption", "closing"]) -> Iterator[_Text]:
    return (_Text(line, row_of(line), where, where) for line in lines)


def _cited_early(reading: Reading, lists: Media, names: frozenset[str]) -> dict[str, _Seen]:
    """The agencies cited where the story opens, as what relays it whole."""
    found: dict[str, _Seen] = {}
    for field, whole in zip(FIELDS[1:], reading.texts[1:], strict=True):
        opening = whole[:_OPENING]
        text = _Text(opening, row_of(opening), field, "text")
        for each in occurrences(text.text, text.row, lists, names):
            kind = kind_of(text.text, each, "text")
            if kind and kind.kind == "cite":
                relay = kind._replace(kind="relay", rule=Rule.SOURCE_OPENING)
                found.setdefault(lists.canonical(each.name), _Seen(relay, text))
    return found
