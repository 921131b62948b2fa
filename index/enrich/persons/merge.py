"""Forms of one article → persons: "ông Peskov" is the article's Dmitry Peskov."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from index.analysis.memo import Memo
from index.enrich.persons.evidence import ACCEPT, Candidate
from index.enrich.persons.parse import PieceKind
from index.enrich.persons.scan import PARTICLES
from index.enrich.persons.tables import Gender, Tables, spelling
from index.enrich.tables import normal
from index.rules import Rule

_SHORTEST_SLIP: Final = 5
# ... where all but the surname is the same.
_SHORTEST_AGAIN: Final = 4
# A surname, a middle name and a given name.
_WITH_MIDDLE: Final = 3


def tokens_of(text: str) -> tuple[str, ...]:
    """The parts of a name for comparing: no particles, articles or hyphens."""
    return _TOKENS[text]


def _tokens_of(text: str) -> tuple[str, ...]:
    parts = [normal(part) for part in text.replace("\u00a0", " ").split()]
    bare = [_bare(part) for part in parts if part not in PARTICLES]
    return tuple([part for part in bare if part])


def _bare(part: str) -> str:
    """A normal word without hyphens and its article; letters alone have neither."""
    return part if part.isalpha() else spelling(_without_article(part))


def _without_article(part: str) -> str:
    head, hyphen, tail = part.partition("-")
    return tail if hyphen and head in PARTICLES | {"ar", "as", "ash", "an", "ad"} else part


_TOKENS: Final = Memo(_tokens_of)


def _commonest(genders: list[Gender]) -> Gender | None:
    return Counter(genders).most_common(1)[0][0] if genders else None


@dataclass(slots=True)
class Form:
    """All candidates of an article that are spelt alike.

    ``told_with_sure`` says that it stands beside a sure person, in a list or as who plays it.
    ``carried`` is the rule that brought the form over the line, when none of its occurrences
    got there alone.
    """

    kind: PieceKind
    parts: tuple[str, ...]
    members: list[Candidate] = field(default_factory=list)
    score: float = 0.0
    told_with_sure: bool = False
    carried: Rule | None = None

    def add(self, points: float, rule: Rule) -> None:
        """Add what ``rule`` gives to the score."""
        before = self.score
        self.score += points
        if before < ACCEPT <= self.score:
            self.carried = rule

    @property
    def best(self) -> Candidate:
        """The occurrence that says most clearly that this is a person."""
        return max(self.members, key=lambda member: member.score)

    @property
    def addressed(self) -> bool:
        return any(member.addressed for member in self.members)

    @property
    def gender(self) -> Gender | None:
        return _commonest([member.gender for member in self.members if member.gender])


@dataclass(slots=True)
class Group:
    """The forms of one person, the fullest first."""

    forms: list[Form]

    @property
    def full(self) -> Form:
        return self.forms[0]

    @property
    def count(self) -> int:
        return sum(len(form.members) for form in self.forms)

    @property
    def gender(self) -> Gender | None:
        genders = (form.gender for form in self.forms)
        return _commonest([gender for gender in genders if gender])


def forms_of(candidates: list[Candidate]) -> list[Form]:
    """Candidates grouped by spelling, in order of first appearance.

    Left out is who is nobody and shortens no other name.

    A surname alone is grouped by the form of address, too: ông Clinton and bà
    Clinton are two.
    """
    found: dict[tuple[str, Gender | None], Form] = {}
    told = (tokens_of(candidate.text) for candidate in candidates if not candidate.nobody)
    names = frozenset(chain.from_iterable(told))
    for candidate in candidates:
        parts = tokens_of(candidate.text)
        if candidate.nobody and parts and names.isdisjoint(parts):
            continue
        key = (spelling(candidate.text), candidate.gender if len(parts) == 1 else None)
        form = found.get(key)
        if form is None:
            form = found[key] = Form(candidate.piece.kind, parts)
        form.members.append(candidate)
    return list(found.values())


def grouped(forms: list[Form], tables: Tables) -> list[Group]:
    """Accepted forms as persons: full names first, then what shortens them."""
    order = sorted(forms, key=lambda form: -len(form.parts))
    homes = Homes()
    for form in order:
        home = homes.of(form)
        if home is None or _is_namesake(form, home, tables):
            homes.add(Group([form]))
        else:
            home.forms.append(form)
    return _same_person(homes.groups, tables)


def _is_namesake(form: Form, group: Group, tables: Tables) -> bool:
    """Tổng thống Trump, in an article that names only Melania Trump in full: another one.

    Only where the file of aliases knows whom the surname alone means, and where nothing
    in the article calls the full name so (Tổng thống Ivanka Trump).
    """
    listed = tables.aliases.alone.get(form.parts[0]) if len(form.parts) == 1 else None
    full = group.full
    if listed is None or len(full.parts) == 1 or not _presides(form):
        return False
    name = tables.aliases.full.get(spelling(full.members[0].text))
    return name is None and not any(_presides(other) for other in group.forms if other is not form)


def _presides(form: Form) -> bool:
    """Whether some occurrence stands right behind "Tổng thống"."""
    nears = (member.near for member in form.members if member.addressed)
    return any(near is not None and near.cue.words[-2:] == ("tổng", "thống") for near in nears)


class Homes:
    """Persons, found by the words of their fullest names: a text may name thousands."""

    def __init__(self, groups: Iterable[Group] = ()) -> None:
        self.groups: list[Group] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_letter: dict[str, list[int]] = {}
        for group in groups:
            self.add(group)

    def add(self, group: Group) -> None:
        """One more person."""
        parts = group.full.parts
        for word in dict.fromkeys(parts):
            self._by_word.setdefault(word, []).append(len(self.groups))
        if parts:
            self._by_letter.setdefault(parts[-1][0], []).append(len(self.groups))
        self.groups.append(group)

    def of(self, form: Form) -> Group | None:
        """The person that ``form`` is a shorter or misspelt way of naming, if any."""
        fits = [(fit, group) for group in self._like(form) if (fit := _fit(form, group.full)) > 0]
        agreeing = [
            (fit, group)
            for fit, group in fits
            if not (form.gender and group.gender and form.gender != group.gender)
        ]
        best = max(agreeing, key=lambda pair: (pair[0], pair[1].count), default=None)
        return best[1] if best else None

    def _like(self, form: Form) -> list[Group]:
        """In their order, who shares a word with ``form``; of a slip, who shares a letter."""
        numbers = set(chain.from_iterable(self._by_word.get(word, ()) for word in form.parts))
        if len(form.parts) == 1 and form.addressed:
            numbers.update(self._by_letter.get(form.parts[0][0], ()))
        return [self.groups[number] for number in sorted(numbers)]


def _fit(form: Form, full: Form) -> int:
    """How well ``form`` fits as a form of ``full``: 0 not at all, more is better."""
    short, long = form.parts, full.parts
    if not short or len(short) > len(long):
        return 0
    if full.kind in ("native", "given"):
        return _native_fit(form, short, long)
    if len(short) == 1:
        if short[0] == long[-1]:
            return 3
        if short[0] in long:
            return 2
        return int(form.addressed and len(long) > 1 and _slip(short[0], long[-1]))
    if short[0] == long[0] and short[-1] == long[-1]:
        return 4
    if len(short) == len(long) == 2 and short[1] == long[1] and short[0] == long[0][:1]:
        return 4  # M.Zverev is Mischa Zverev
    if long[-len(short) :] == short or long[: len(short)] == short:
        return 3
    if len(short) == len(long) and short[-1] == long[-1] and _slip(short[0], long[0]):
        return 2
    same = len(short) == len(long) and short[:-1] == long[:-1]
    if same and _slip(short[-1], long[-1], _SHORTEST_AGAIN):
        return 2  # "Luis Fons" beside Luis Fonsi
    return 0


def _native_fit(form: Form, short: tuple[str, ...], long: tuple[str, ...]) -> int:
    if long[-len(short) :] == short:
        return 3
    # Doãn Phương beside Doãn Văn Phương: without the middle name.
    middle = len(long) == _WITH_MIDDLE and long[1] in ("văn", "thị")
    if middle and short == (long[0], long[-1]):
        return 2
    # "Thuyền trưởng Ngô Văn sinh ...": a capital is lost, or the end.
    if len(short) > 1 and short[-1] in ("văn", "thị") and long[: len(short)] == short:
        return 2
    # Chinese leaders are named by their surname: ông Tập is Tập Cận Bình.
    if len(short) == 1 and short[0] == long[0] and form.addressed and len(long) > 1:
        return 1
    return 0


def _slip(first: str, second: str, shortest: int = _SHORTEST_SLIP) -> bool:
    """Whether two spellings differ by one letter put in, left out or exchanged."""
    if abs(len(first) - len(second)) > 1 or min(len(first), len(second)) < shortest:
        return False
    if first[0] != second[0]:
        return False
    at = 0
    while at < min(len(first), len(second)) and first[at] == second[at]:
        at += 1
    if first[at + 2 :] == second[at + 2 :] and first[at : at + 2] == second[at : at + 2][::-1]:
        return True  # Garver, Graver
    rest = (first[at + 1 :], second[at + 1 :], first[at:], second[at:])
    return rest[0] == rest[1] or rest[0] == rest[3] or rest[2] == rest[1]


def canonical(group: Group, tables: Tables) -> str | None:
    """The listed name of a person, None when no form of it is listed."""
    for form in group.forms:
        name = tables.aliases.full.get(spelling(form.members[0].text))
        if name:
            return name
    if len(group.full.parts) == 1 or all(len(form.parts) == 1 for form in group.forms):
        return tables.aliases.alone.get(spelling(group.full.members[0].text))
    return None


def _same_person(groups: list[Group], tables: Tables) -> list[Group]:
    """Groups whose listed name is one become one: Sergei and Sergey Lavrov."""
    by_name: dict[str, Group] = {}
    kept: list[Group] = []
    for group in groups:
        name = canonical(group, tables)
        if name and name in by_name:
            by_name[name].forms.extend(group.forms)
            continue
        if name:
            by_name[name] = group
        kept.append(group)
    return kept
