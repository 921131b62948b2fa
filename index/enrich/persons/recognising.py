"""Who an article names: runs of capitals, what they are made of, the evidence, one person each.

text → tokens → runs (scan) → pieces (parse) → candidates with points (evidence: cues before,
own_words, behind; lists, hints) → forms (company, doubt) → persons with mentions (merge) and
why (reasons)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from index.article import FIELDS, Mention, Person
from index.article import Evidence as Told
from index.enrich.persons.company import (
    join_lists,
    join_mononyms,
    refuse_called,
    refuse_characters,
    refuse_parts,
    refuse_ways,
    share,
    tell_actors,
)
from index.enrich.persons.doubt import settle
from index.enrich.persons.evidence import ACCEPT, Candidate, Evidence
from index.enrich.persons.hints import hinted
from index.enrich.persons.lists import Lists, go_on, line_up, listed_together, refuse_places
from index.enrich.persons.merge import Form, Group, Homes, canonical, forms_of, grouped
from index.enrich.persons.parse import Parser, Piece
from index.enrich.persons.places import Places
from index.enrich.persons.reasons import reasons
from index.enrich.persons.scan import runs, spoken
from index.enrich.persons.tables import Tables, tables
from index.enrich.reading import Reading
from index.enrich.rows import Row
from index.lockstep import Steps, alone
from index.recogniser import Span

_RANKS: Final = ("Đô đốc", "Nguyên soái", "Đại tướng", "Thống chế")
# "Tàu khu trục chống ngầm Đô đốc Velkov": a ship that is called after an admiral.
_SHIP: Final = re.compile(
    r"(?<!\w)(?:[Tt]àu|[Cc]hiến hạm|[Kk]hu trục hạm|[Tt]uần dương hạm)[^.,;\n]{0,40}?\s"
    rf"(?:{'|'.join(_RANKS)})\s([A-Z][a-z]+)(?!\s[A-Z])"
)
# What an article on a film or a novel says of it before it tells the story.
_FICTION: Final = re.compile(
    r"(?<!\w)(?:[Pp]him|[Tt]iểu thuyết|[Vv]ở kịch|[Nn]hân vật|[Kk]ịch bản)(?!\w)"
)
_FICTION_REACH: Final = 600
# "Gạo nếp gạo tẻ tập 42: ...": what happens in one part of a series.
_PART: Final = re.compile(r"(?<!\w)[Tt]ập (?:\d+|cuối)(?!\w)")
# How professions of stage and screen begin: "ca sĩ", "diễn viên", "đạo diễn", "nhà sản xuất".
_STAGE: Final = frozenset(
    ("ca", "diễn", "nữ", "nam", "nghệ", "đạo", "người", "siêu", "hoa", "nhạc", "mc", "nsnd", "nsưt",
     "biên", "nhà", "danh", "rapper", "tài", "minh", "á")
)  # fmt: skip


class Recognised(NamedTuple):
    """A person and the words that say so: first those that decided, then its other forms."""

    person: Person
    evidence: tuple[Told, ...]


def find_persons(
    title: str, standfirst: str | None, body: str, lists: Tables | None = None
) -> tuple[Person, ...]:
    """The persons of :func:`recognised`, without their evidence."""
    found = recognised(Reading(title, standfirst, body), lists)
    return tuple(each.person for each in found)


def recognised(
    reading: Reading, lists: Tables | None = None, spans: Sequence[Span] = ()
) -> tuple[Recognised, ...]:
    """The persons named in an article, in order of first mention.

    A person's name is the fullest form of the article or, where the alias file
    lists one, the listed name. Mentions give code points of the raw field.
    ``lists`` replaces the word lists (scores with emptied tables use it). ``spans`` are
    what a recogniser finds.
    """
    return alone(recognising(reading, lists, spans))


def recognising(
    reading: Reading, lists: Tables | None = None, spans: Sequence[Span] = ()
) -> Steps[tuple[Recognised, ...]]:
    """:func:`recognised` in steps: pieces of capitals, the points of each, what they say
    about each other, what the tagger says, who that is."""
    lists = lists or tables()
    rows = [spoken(row, lists.surnames) for row in reading.rows]
    places = Places(reading.texts, rows)
    pieces = [_pieces(Parser(row, lists, places), row) for row in rows]
    yield
    fields = [
        _Field(number, text, row, cut, Evidence(row, text, number, lists, bool(spans)))
        for number, (text, row, cut) in enumerate(zip(reading.texts, rows, pieces, strict=True))
    ]
    pointed = [_pointed(field) for field in fields]
    yield
    candidates = [
        candidate
        for field, own in zip(fields, pointed, strict=True)
        for candidate in _together(field, own, spans)
    ]
    forms = _forms(reading, candidates, lists)
    part = _PART.search(reading.texts[0]) is not None
    fiction = (part or any(one.played for one in candidates)) and _tells_fiction(reading)
    if fiction:
        tell_actors(forms)
    yield
    settle(forms, rows)
    yield
    refuse_parts(forms)
    if fiction:
        refuse_characters(forms)
        if part:
            refuse_called(forms)
    accepted = [form for form in forms if form.score >= ACCEPT]
    groups = grouped(accepted, lists)
    _adopt(groups, [form for form in forms if form.score < ACCEPT])
    found = (_person(group, lists, reading.texts) for group in groups)
    return tuple(sorted(found, key=_first_mention))


def _tells_fiction(reading: Reading) -> bool:
    """Whether the article opens with a word for a film or a novel."""
    return _FICTION.search(reading.whole[:_FICTION_REACH]) is not None


class _Field(NamedTuple):
    """One text of the article: its words, the pieces of its capitals, what gives them points."""

    number: int
    text: str
    row: Row
    pieces: list[Piece]
    evidence: Evidence


def _pieces(parser: Parser, row: Row) -> list[Piece]:
    """Names and things in order."""
    return [piece for first, last in runs(row) for piece in parser.pieces(first, last)]


def _pointed(field: _Field) -> list[Candidate]:
    """The pieces that are no things, with the points of the words in and around each."""
    evidence = field.evidence
    return [evidence.candidate(piece) for piece in field.pieces if piece.kind != "thing"]


def _together(field: _Field, pointed: list[Candidate], spans: Sequence[Span]) -> list[Candidate]:
    """The candidates of one field with what they, and the things between, say about each other."""
    beside = Lists(field.row, field.text)
    candidates = iter(pointed)
    before: Candidate | None = None
    way: Piece | None = None
    for piece in field.pieces:
        if piece.kind == "thing":
            way = piece if beside.is_way(piece) else None
            continue
        candidate = next(candidates)
        if way is not None and beside.follows(way, piece) and not candidate.titled:
            candidate.refused = True
            candidate.score -= 3.0
        way = None
        if before is not None and beside.is_near(before.piece, piece):
            _tell_together(before, candidate, beside)
        before = candidate
    together = list(listed_together(pointed, beside))
    line_up(together, beside)
    refuse_places(together, beside)
    named = [span for span in spans if span.field == FIELDS[field.number]]
    return hinted(pointed, named, field.row, field.evidence) if named else pointed


def _forms(reading: Reading, candidates: list[Candidate], lists: Tables) -> list[Form]:
    """What may name a person, with what its occurrences say about each other."""
    if any(rank in reading.whole for rank in _RANKS):
        ships = frozenset(match[1] for match in _SHIP.finditer(reading.whole))
        _refuse_ships(candidates, ships)
    forms = forms_of(candidates)
    share(forms)
    join_lists(forms, lists.given_names)
    join_mononyms(forms)
    refuse_ways(forms)
    return forms


def _tell_together(before: Candidate, candidate: Candidate, beside: Lists) -> None:
    """Note in which ways the candidate stands beside the one before it."""
    piece = candidate.piece
    if beside.joins(before.piece, piece):
        go_on(before, candidate)
        candidate.dashed = beside.is_dashed(piece)
    if beside.plays(before.piece, piece) and not _acts(before):
        candidate.played = before
    if beside.enumerates(before.piece, piece):
        candidate.told_with = before


def _refuse_ships(candidates: list[Candidate], ships: frozenset[str]) -> None:
    for candidate in candidates:
        if candidate.text in ships:
            candidate.refused, candidate.titled = True, False
            candidate.score -= 4.0


def _acts(candidate: Candidate) -> bool:
    """Ca sĩ Mỹ Tâm: a profession of today stands before the name."""
    return candidate.near is not None and candidate.near.cue.words[0] in _STAGE


def _adopt(groups: list[Group], leftovers: list[Form]) -> None:
    """Unaccepted forms that shorten an accepted name are its mentions: a bare Trump, Tú Anh."""
    homes = Homes(groups)
    for form in leftovers:
        form.members = [m for m in form.members if not m.refused and not m.credit]
        home = homes.of(form) if form.members else None
        if home is not None:
            home.forms.append(form)


def _person(group: Group, lists: Tables, texts: tuple[str, str, str]) -> Recognised:
    members = [member for form in group.forms for member in form.members]
    members.sort(key=lambda member: (member.field, member.start))
    mentions = tuple(
        Mention(member.text, member.start, member.end, FIELDS[member.field]) for member in members
    )
    shown = _shown(group.full)
    name = canonical(group, lists) or shown
    return Recognised(Person(name, mentions), reasons(group, name, shown, lists, texts))


def _shown(form: Form) -> str:
    """The name as first written; one that the article only has in capitals gets small letters."""
    texts = [member.text for member in form.members]
    first = next((text for text in texts if not _is_shouted(text)), texts[0])
    words = unicodedata.normalize("NFC", first).split()
    return " ".join(word.capitalize() for word in words) if _is_shouted(first) else " ".join(words)


def _is_shouted(text: str) -> bool:
    return text.isupper() and "." not in text and all(len(word) > 1 for word in text.split())


def _first_mention(recognised: Recognised) -> tuple[int, int]:
    first = recognised.person.mentions[0]
    return FIELDS.index(first.field), first.start
