"""Who an article names: runs of capitals, what they are made of, the evidence, one person each.

text → tokens → runs (scan) → pieces (parse) → candidates with points
(evidence, hints, doubt) → forms → persons with mentions (merge) and why (reasons)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator, Sequence
from typing import Final, NamedTuple

from index.article import FIELDS, Mention, Person
from index.article import Evidence as Told
from index.enrich.persons.doubt import settle
from index.enrich.persons.evidence import ACCEPT, DOUBT, Candidate, Evidence
from index.enrich.persons.hints import hinted
from index.enrich.persons.merge import Form, Group, canonical, forms_of, grouped, home_of
from index.enrich.persons.parse import Parser
from index.enrich.persons.places import Places
from index.enrich.persons.reasons import reasons
from index.enrich.persons.scan import runs, spoken
from index.enrich.persons.tables import Tables, tables
from index.enrich.reading import Reading
from index.enrich.rows import Row
from index.recogniser import Span
from index.rules import Rule

# With the tagger's word (Np) a bare name beside a sure one is taken, without it is not.
_LISTED: Final = 1.5
_OFTEN: Final = 3
# Names of a list from which on those without a cue are taken with the others.
_COMPANY: Final = 3
# Names with nothing but dashes between them are a way through a city, or a byline.
_ROUTE: Final = 3
_RANKS: Final = ("Đô đốc", "Nguyên soái", "Đại tướng", "Thống chế")
# "Tàu khu trục chống ngầm Đô đốc Velkov": a ship that is called after an admiral.
_SHIP: Final = re.compile(
    r"(?<!\w)(?:[Tt]àu|[Cc]hiến hạm|[Kk]hu trục hạm|[Tt]uần dương hạm)[^.,;\n]{0,40}?\s"
    rf"(?:{'|'.join(_RANKS)})\s([A-Z][a-z]+)(?!\s[A-Z])"
)
_TEAM: Final = 5
# What an article on a film or a novel says of it before it tells the story.
_FICTION: Final = re.compile(
    r"(?<!\w)(?:[Pp]him|[Tt]iểu thuyết|[Vv]ở kịch|[Nn]hân vật|[Kk]ịch bản)(?!\w)"
)
_FICTION_REACH: Final = 600
# How professions of stage and screen begin: "ca sĩ", "diễn viên", "đạo diễn", "nhà sản xuất".
_STAGE: Final = frozenset(
    ("ca", "diễn", "nữ", "nam", "nghệ", "đạo", "người", "siêu", "hoa", "nhạc", "mc", "nsnd", "nsưt",
     "biên", "nhà", "danh", "rapper", "tài", "minh", "á")
)  # fmt: skip
# Code points from one team's list to the other's.
_OTHER_TEAM: Final = 60

__all__ = ["Recognised", "find_persons", "recognised"]


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
    lists = lists or tables()
    texts, whole = reading.texts, reading.whole
    rows = [spoken(row, lists.surnames) for row in reading.rows]
    places = Places(texts, rows)
    candidates = [
        candidate
        for field, (text, row) in enumerate(zip(texts, rows, strict=True))
        for candidate in _candidates(
            Parser(row, lists, places),
            Evidence(row, text, field, lists),
            row,
            _within(spans, field),
        )
    ]
    if any(rank in whole for rank in _RANKS):
        _refuse_ships(candidates, frozenset(match[1] for match in _SHIP.finditer(whole)))
    forms = forms_of(candidates)
    _share(forms)
    _join_lists(forms, lists.given_names)
    _join_mononyms(forms)
    _refuse_ways(forms)
    settle(forms, rows)
    _refuse_parts(forms)
    if _FICTION.search(whole[:_FICTION_REACH]):
        _refuse_characters(forms)
    accepted = [form for form in forms if form.score >= ACCEPT]
    groups = grouped(accepted, lists)
    _adopt(groups, [form for form in forms if form.score < ACCEPT])
    return tuple(sorted((_person(group, lists, texts) for group in groups), key=_first_mention))


def _within(spans: Sequence[Span], field: int) -> list[Span]:
    return [span for span in spans if span.field == FIELDS[field]]


def _candidates(
    parser: Parser, evidence: Evidence, row: Row, spans: Sequence[Span]
) -> list[Candidate]:
    found: list[Candidate] = []
    for first, last in runs(row):
        for piece in parser.pieces(first, last):
            if piece.kind == "thing":
                continue
            candidate = evidence.candidate(piece)
            if found and evidence.lists(found[-1].piece, piece):
                _list(found[-1], candidate)
                candidate.comma = evidence.separates(piece)
            if found and evidence.plays(found[-1].piece, piece) and not _acts(found[-1]):
                candidate.played = found[-1]
            if found and evidence.enumerates(found[-1].piece, piece):
                candidate.told_with = found[-1]
            found.append(candidate)
    lists_here = list(_lists(found, evidence))
    _line_up(lists_here, evidence)
    _refuse_places(lists_here, evidence)
    return hinted(found, spans, row, evidence) if spans else found


def _refuse_places(lists: list[list[Candidate]], evidence: Evidence) -> None:
    """ "Các tuyến đường: Lý Thường Kiệt, Lò Đúc, Tràng Tiền": no name of the list is a person's."""
    for listed in lists:
        if len(listed) > 1 and _are_places(listed, evidence):
            for candidate in listed:
                if candidate.piece.kind != "foreign" and not candidate.refused:
                    candidate.refused = True
                    candidate.score -= 3.0


def _are_places(listed: list[Candidate], evidence: Evidence) -> bool:
    if any(candidate.titled for candidate in listed):
        return False
    if len(listed) >= _ROUTE and evidence.is_route([each.piece for each in listed]):
        return True
    return evidence.opens_places(listed[0].piece) or any(each.refused for each in listed)


def _refuse_ships(candidates: list[Candidate], ships: frozenset[str]) -> None:
    for candidate in candidates:
        if candidate.text in ships:
            candidate.refused, candidate.titled = True, False
            candidate.score -= 4.0


def _line_up(lists: list[list[Candidate]], evidence: Evidence) -> None:
    """ "Đội hình ra sân: De Gea; Jones, Smalling ...": whom a team's list names is a person."""
    before = -_OTHER_TEAM
    for team in lists:
        other = team[0].start - before < _OTHER_TEAM
        if len(team) >= _TEAM and (other or evidence.opens_line_up(team[0].piece)):
            before = team[-1].end
            for candidate in team:
                if candidate.piece.kind == "foreign" and not candidate.refused:
                    candidate.score = max(candidate.score, ACCEPT + DOUBT)


def _lists(found: list[Candidate], evidence: Evidence) -> Iterator[list[Candidate]]:
    """The candidates cut into those that stand side by side in one list."""
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and evidence.lines_up(found[end - 1].piece, found[end].piece):
            end += 1
        yield found[at:end]
        at = end


def _list(before: Candidate, candidate: Candidate) -> None:
    """ "Đường Nguyễn Huệ, Lê Lợi": what the first of a list is, the others are."""
    candidate.listed = before
    if before.refused and not candidate.addressed:
        candidate.refused = True
        candidate.score -= 3.0


def _join_lists(forms: list[Form], given_names: Container[str]) -> None:
    """Add to a doubtful name that stands in one list with a sure one.

    Of one word only given names do: "Tim và Paul".
    """
    home = {id(member): form for form in forms for member in form.members}
    pairs = [
        (home[id(member)], home[id(member.listed)])
        for form in forms
        for member in form.members
        if member.listed is not None
    ]
    joined: set[int] = set()
    for first, second in pairs + [(second, first) for first, second in reversed(pairs)]:
        named = len(first.parts) > 1 or "".join(first.parts) in given_names
        doubtful = 0.0 <= first.score < ACCEPT and named
        if second.score >= ACCEPT and doubtful and id(first) not in joined:
            joined.add(id(first))
            first.add(_LISTED, Rule.PERSON_LISTED)


def _is_thing(form: Form) -> bool:
    """What the article calls a street, a firm or a product, and nowhere a person."""
    return (
        form.score < ACCEPT
        and any(member.refused for member in form.members)
        and not any(member.titled for member in form.members)
    )


def _refuse_ways(forms: list[Form]) -> None:
    """ "Từ Lê Văn Lương - Tố Hữu": what stands before a street with a dash is a street."""
    dashed = [
        (form, member.listed)
        for form in forms
        for member in form.members
        if member.listed is not None and not member.comma
    ]
    if not dashed:
        return
    home = {id(member): form for form in forms for member in form.members}
    for form, before in dashed:
        way = home[id(before)]
        if _is_thing(form) and not any(member.titled for member in way.members):
            way.score = min(way.score, 0.0)


def _refuse_parts(forms: list[Form]) -> None:
    """ "Á Đại Thành" beside "tập đoàn Tân Á Đại Thành", "Rossi Arte" beside "máy giặt Rossi".

    The end of what is a thing is that thing without the word that opens a sentence; what
    goes on behind a thing of one foreign word is one of its models.
    """
    ends: set[tuple[str, ...]] = set()
    makes: set[str] = set()
    for form in forms:
        if len(form.parts) > 2 and _is_thing(form):
            ends.add(form.parts[1:])
        if form.kind == "foreign" and len(form.parts) == 1 and _is_make(form):
            makes.add(form.parts[0])
    if not ends and not makes:
        return
    for form in forms:
        model = len(form.parts) > 1 and form.kind == "foreign" and form.parts[0] in makes
        titled = any(member.titled for member in form.members)
        if not titled and (model or form.parts in ends):
            form.score = min(form.score, 0.0)


def _is_make(form: Form) -> bool:
    """Whether each time a noun of a thing leads to it, more than once."""
    led = [m.near is not None and m.near.cue.kind == "thing" for m in form.members]
    return len(led) > 1 and all(led)


def _acts(candidate: Candidate) -> bool:
    """Ca sĩ Mỹ Tâm: a profession of today stands before the name."""
    return candidate.near is not None and candidate.near.cue.words[0] in _STAGE


def _refuse_characters(forms: list[Form]) -> None:
    """ "Phú Sát (Tần Lam)" in an article on a film: before the actor stands who is played.

    A name behind a profession is a person's: "ca sĩ Mỹ Tâm (Phan Thị Mỹ Tâm)".
    """
    home = {id(member): form for form in forms for member in form.members}
    actors = [m for form in forms for m in form.members if m.played is not None]
    for actor in actors:
        assert actor.played is not None  # noqa: S101  # for the type checker
        character, player = home[id(actor.played)], home[id(actor)]
        same = character.parts[-1] in player.parts
        if player.score >= ACCEPT and len(player.parts) > 1 and not same:
            character.score = min(character.score, 0.0)


def _join_mononyms(forms: list[Form]) -> None:
    """Take the single foreign words that a person is told with, in a list of three or more.

    "Ronaldo, Ramos, Marcelo và Benzema": whoever is told among persons is one, unless
    the list names something that is none.
    """
    home = {id(member): form for form in forms for member in form.members}
    for chain in _chains(forms):
        members = [home[id(one)] for one in chain]
        foreign = all(form.kind == "foreign" and form.score >= 0.0 for form in members)
        sure = sum(form.score >= ACCEPT for form in members)
        if len(chain) < _COMPANY or not foreign or not sure:
            continue
        for form in members:
            if len(form.parts) == 1 and form.score < ACCEPT:
                form.add(ACCEPT - form.score, Rule.PERSON_LISTED)


def _chains(forms: list[Form]) -> Iterator[list[Candidate]]:
    """The candidates that are told one after the other."""
    members = [member for form in forms for member in form.members]
    following = {id(one.told_with): one for one in members if one.told_with is not None}
    for one in members:
        if one.told_with is None and id(one) in following:
            chain = [one]
            while id(chain[-1]) in following:
                chain.append(following[id(chain[-1])])
            yield chain


def _share(forms: list[Form]) -> None:
    """Points of a form: its best occurrence, and what shorter forms add to full ones."""
    addressed = {
        form.parts[0]
        for form in forms
        if len(form.parts) == 1 and form.addressed and max(m.score for m in form.members) >= ACCEPT
    }
    alone = {form.parts[0] for form in forms if len(form.parts) == 1 and form.kind == "foreign"}
    for form in forms:
        scores = [member.score for member in form.members]
        refused = sum(member.refused for member in form.members)
        titled = sum(member.titled and not member.belongs for member in form.members)
        # A street stays a street where it is named without the word; so does a firm.
        tied = titled == refused and form.kind == "foreign" and len(form.parts) == 1
        form.score = min(scores) if titled < refused or (tied and refused) else max(scores)
        if form.kind == "foreign" and len(form.parts) == 1 and not refused:
            form.add(_repeated(form), Rule.PERSON_REPEATED)
        if len(form.parts) > 1 and not refused and max(scores) > -1:
            ends = (form.parts[-1],) if form.kind != "foreign" else (form.parts[-1], form.parts[0])
            form.add(2.0 * any(end in addressed for end in ends), Rule.PERSON_ADDRESSED)
            form.add(_repeated(form) + _shortened(form, alone), Rule.PERSON_REPEATED)


def _repeated(form: Form) -> float:
    """What comes again and again and does what people do: stage names have no surname."""
    count = len(form.members)
    if form.kind == "foreign" and len(form.parts) == 1:
        personal = count >= _OFTEN and max(m.score for m in form.members) >= 1.0
        return 1.25 if personal else 0.25 * (count > 1)
    if form.kind == "given" and count >= _OFTEN and any(m.score > 0 for m in form.members):
        acts = sum(m.score >= 1.0 for m in form.members)
        return 2.25 if acts >= _OFTEN else 1.25
    return 0.75 if form.kind == "native" and count >= _OFTEN else 0.25 * (count > 1)


def _shortened(form: Form, alone: set[str]) -> float:
    """Katrina Bookman is Bookman in the next paragraph: so are persons named."""
    return 0.75 * (form.kind == "foreign" and form.parts[-1] in alone)


def _adopt(groups: list[Group], leftovers: list[Form]) -> None:
    """Unaccepted forms that shorten an accepted name are its mentions: a bare Trump, Tú Anh."""
    for form in leftovers:
        form.members = [m for m in form.members if not m.refused and not m.credit]
        home = home_of(form, groups) if form.members else None
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
