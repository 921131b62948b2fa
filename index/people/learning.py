"""What the archive itself says about who is who: proposals, each with what speaks for it.

    facts = gathered(store.all(), identities)
    for proposal in propose(facts): ...

Nothing here decides. A proposal is *sure* when its kind proved right in at least 99 of
100 on real articles (docs/decisions/0024): those may be learnt, and can be undone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any, Final, Literal

from index.analysis.syllable import is_syllable
from index.article import Article, Kept
from index.enrich.persons.tables import spelling
from index.people.contexts import context
from index.people.identities import Identities
from index.people.sounds import one_slip, sound, unmarked

Kind = Literal[
    "spelling", "marks", "gloss", "sound", "order", "middle", "initial", "partial", "slip"
]

SURE: Final[frozenset[Kind]] = frozenset(("spelling", "marks", "sound"))
"""Kinds that may be learnt without a person's word: 205 read on 24,000 articles, 204 right."""

_LONG: Final = 4  # letters from which one slip does not make another name
_MANY: Final = 5  # articles with a full name before a surname alone may mean it
_MOST: Final = 0.95  # of the articles with that surname
_SHOWN: Final = 5
_INITIAL: Final = re.compile(r"\w\.?")
_SHORT: Final = re.compile(r"\w|\w{1,3}\.|[^aeiouyăâêôơưAEIOUY\W]{1,3}")
# Kim Jong-il, Jong-un: there a letter makes another person
_EASTERN: Final = re.compile(r"\b[A-Z][a-z]+-[a-z]+")
# Giô-xép, Bai-đơn: syllables of a foreign name as Vietnamese readers say them
_SPOKEN: Final = re.compile(r"\w+-\w+")
_GLOSS: Final = re.compile(r"\s*\(\s*")
_CRAMPED: Final = re.compile(r"\b(\w)\.(?=\w)")


@dataclass(slots=True)
class Facts:
    """One name: in how many articles, with which titles, forms and other persons."""

    name: str
    articles: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    company: Counter[str] = field(default_factory=Counter)
    words: tuple[str, ...] = ()
    foreign: bool = False
    listed: bool = False


@dataclass(slots=True)
class Archive:
    """``glosses`` counts "A (B)": one name explained by another."""

    facts: dict[str, Facts] = field(default_factory=dict)
    glosses: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Proposal:
    """``name`` may be ``person``: of which kind, and what speaks for and against it.

    ``evidence`` has the articles of each name (``name``, ``person``), the articles with
    both (``together``), titles and persons that both are seen with, and other candidates.
    """

    name: str
    person: str
    kind: Kind
    evidence: dict[str, Any]

    @property
    def sure(self) -> bool:
        return self.kind in SURE


def gathered(articles: Iterable[Kept], identities: Identities) -> Archive:
    """One pass over the archive; 24,000 articles take 8 s."""
    found = Archive()
    for kept in articles:
        article = kept.article
        values = identities.values(article)
        distinct = dict.fromkeys(values)
        for value in distinct:
            facts = found.facts.get(value)
            if facts is None:
                facts = found.facts[value] = _facts(value, identities)
            facts.articles += 1
            facts.company.update(other for other in distinct if other != value)
        for value, person in zip(values, article.persons, strict=True):
            found.facts[value].roles.update(set(context(article, person).roles))
        found.glosses.update(_glosses(article, values))
    return found


def _facts(value: str, identities: Identities) -> Facts:
    words = tuple(_CRAMPED.sub(r"\1. ", value).split())
    listed = identities.listed.person.get(spelling(value)) == value
    return Facts(value, words=words, foreign=_foreign(words), listed=listed)


def _foreign(words: tuple[str, ...]) -> bool:
    """Not made of Vietnamese syllables alone: of such a name every mark counts."""
    return not all(is_syllable(word) for word in words)


def _glosses(article: Article, values: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    placed = sorted(
        (mention.field, mention.start, mention.end, value)
        for value, person in zip(values, article.persons, strict=True)
        for mention in person.mentions
    )
    for (field_, _, end, first), (other, start, stop, second) in pairwise(placed):
        text = getattr(article, field_) or ""
        closed = field_ == other and first != second and text[stop : stop + 1] == ")"
        if closed and _GLOSS.fullmatch(text[end:start]):
            yield first, second


def propose(archive: Archive) -> list[Proposal]:
    """What may be one, the surest kind first, then by articles; each name at most once."""
    found: dict[str, Proposal] = {}
    for kind, maker in _MAKERS:
        pairs = sorted(maker(archive), key=lambda pair: -archive.facts[pair[0]].articles)
        for name, person in pairs:
            if spelling(name) in found or _leads_to(found, person, name):
                continue
            evidence = _evidence(archive, name, person)
            if _holds(kind, evidence):
                found[spelling(name)] = Proposal(name, person, kind, evidence)
    return list(found.values())


def _leads_to(found: dict[str, Proposal], person: str, name: str) -> bool:
    """Whether ``person`` is proposed to be ``name`` itself: no circles."""
    seen: set[str] = set()  # a spelling of a name leads to that very name
    while (key := spelling(person)) in found and key not in seen:
        seen.add(key)
        person = found[key].person
        if person == name:
            return True
    return False


def _evidence(archive: Archive, name: str, person: str) -> dict[str, Any]:
    one, other = archive.facts[name], archive.facts[person]
    company = [each for each, _ in one.company.most_common() if each in other.company]
    roles = [each for each, _ in one.roles.most_common() if each in other.roles]
    return {
        "name": one.articles,
        "person": other.articles,
        "together": one.company[person],
        "glossed": archive.glosses[name, person] + archive.glosses[person, name],
        "roles": roles[:_SHOWN],
        "company": company[:_SHOWN],
        "shared": len(company),
    }


def _holds(kind: Kind, evidence: dict[str, Any]) -> bool:
    """Two that one article names side by side are two, unless one explains the other."""
    if kind == "gloss":
        return True
    if evidence["together"] > evidence["glossed"]:
        return False
    seen_alike = bool(evidence["roles"] or evidence["shared"])
    return seen_alike or kind in ("spelling", "marks", "sound")


# Who may be who. Each maker gives (name, person) pairs, the person the better known one.

Pair = tuple[str, str]


def _better(one: Facts, other: Facts) -> Pair:
    """The rarer name first; a listed one stays, capitals only and the shorter form give way."""
    rank = sorted(
        (one, other),
        key=lambda f: (f.listed, not f.name.isupper(), f.articles, len(f.name), f.name),
    )
    return rank[0].name, rank[1].name


def _alike(archive: Archive, key: Callable[[Facts], str]) -> Iterator[list[Facts]]:
    groups: dict[str, list[Facts]] = defaultdict(list)
    for facts in archive.facts.values():
        if wanted := key(facts):
            groups[wanted].append(facts)
    return (group for group in groups.values() if len(group) > 1)


def _to_best(groups: Iterable[list[Facts]]) -> Iterator[Pair]:
    for group in groups:
        best = group[0]
        for facts in group[1:]:
            best = facts if _better(best, facts)[1] == facts.name else best
        yield from ((facts.name, best.name) for facts in group if facts is not best)


def _spellings(archive: Archive) -> Iterator[Pair]:
    """Jong-un and Jong Un, capitals, tone marks placed otherwise."""

    def key(facts: Facts) -> str:
        return spelling(facts.name) if _whole(facts) and len(facts.words) > 1 else ""

    return _to_best(_alike(archive, key))


def _marks(archive: Archive) -> Iterator[Pair]:
    """François and Francois: the accents of a foreign name, of two words or more."""

    def key(facts: Facts) -> str:
        usable = facts.foreign and len(facts.words) > 1 and _whole(facts)
        return " ".join(map(unmarked, facts.words)) if usable else ""

    return _to_best(_alike(archive, key))


def _sounds(archive: Archive) -> Iterator[Pair]:
    """Sergey and Sergei: a foreign name of two words or more in another romanisation."""

    def key(facts: Facts) -> str:
        sounds = [sound(word) for word in facts.words]
        usable = facts.foreign and len(sounds) > 1 and all(sounds) and _whole(facts)
        return " ".join(sounds) if usable else ""

    return _to_best(_alike(archive, key))


def _orders(archive: Archive) -> Iterator[Pair]:
    """Shinzo Abe and Abe Shinzo."""

    def key(facts: Facts) -> str:
        two = len(facts.words) == 2 and facts.foreign and _whole(facts)
        return " ".join(sorted(map(spelling, facts.words))) if two else ""

    return _to_best(_alike(archive, key))


def _by_ends(archive: Archive) -> dict[tuple[str, str], list[Facts]]:
    found: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    for facts in archive.facts.values():
        if facts.foreign and len(facts.words) > 1 and _ended(facts) and sound(facts.words[-1]):
            found[sound(facts.words[0]), sound(facts.words[-1])].append(facts)
    return found


def _middles(archive: Archive) -> Iterator[Pair]:
    """Donald John Trump and Donald Trump."""
    for group in _by_ends(archive).values():
        short = [facts for facts in group if len(facts.words) == 2]
        for one, other in ((a, b) for a in group for b in short if len(a.words) > 2):
            yield _better(one, other)


def _initials(archive: Archive) -> Iterator[Pair]:
    """V. Putin: the one person, or nearly, of that surname and letter."""
    wholes = _surnames(archive)
    for facts in archive.facts.values():
        if len(facts.words) == 2 and _INITIAL.fullmatch(facts.words[0]):
            letter = facts.words[0][0].lower()
            fitting = [f for f in wholes[spelling(facts.words[-1])] if f.name[0].lower() == letter]
            if (best := _dominant(fitting)) is not None and best is not facts:
                yield facts.name, best.name


def _partials(archive: Archive) -> Iterator[Pair]:
    """Lavrov alone: the one person, or nearly, of that surname."""
    wholes = _surnames(archive)
    for facts in archive.facts.values():
        alone = len(facts.words) == 1 and facts.foreign
        if alone and (best := _dominant(wholes[spelling(facts.name)])) is not None:
            yield facts.name, best.name


def _surnames(archive: Archive) -> dict[str, list[Facts]]:
    found: dict[str, list[Facts]] = defaultdict(list)
    for facts in archive.facts.values():
        if len(facts.words) > 1 and not _INITIAL.fullmatch(facts.words[0]):
            found[spelling(facts.words[-1])].append(facts)
    return found


def _dominant(candidates: list[Facts]) -> Facts | None:
    if not candidates:
        return None
    best = max(candidates, key=lambda facts: (facts.articles, facts.name))
    total = sum(facts.articles for facts in candidates)
    return best if best.articles >= _MANY and best.articles >= _MOST * total else None


def _slips(archive: Archive) -> Iterator[Pair]:
    """One letter off in one word; the rarer is the slip."""
    groups: dict[tuple[int, str, int], list[Facts]] = defaultdict(list)
    for facts in archive.facts.values():
        usable = facts.foreign and len(facts.words) > 1 and _whole(facts)
        if usable and not _EASTERN.search(facts.name):
            for at, word in enumerate(facts.words):
                groups[at, spelling(word), len(facts.words)].append(facts)
    for group in groups.values():
        for one, other in combinations(group, 2):
            differing = [
                (spelling(a), spelling(b))
                for a, b in zip(one.words, other.words, strict=True)
                if spelling(a) != spelling(b)
            ]
            long = len(differing) == 1 and min(map(len, differing[0])) >= _LONG
            if long and one_slip(*differing[0]):
                yield _better(one, other)


def _glossed(archive: Archive) -> Iterator[Pair]:
    """ "Gioe Bai-đơn (Joe Biden)": an article says it itself."""
    for first, second in archive.glosses:
        one, other = archive.facts[first], archive.facts[second]
        if _spoken(one) != _spoken(other) and _whole(one) and _whole(other):
            yield _better(one, other)


def _spoken(facts: Facts) -> bool:
    return not facts.name.isascii() and bool(_SPOKEN.search(facts.name))


def _whole(facts: Facts) -> bool:
    """Without initials: those of a victim ("Nguyễn Thị B.") name nobody."""
    return not any(map(_INITIAL.fullmatch, facts.words[:-1])) and _ended(facts)


def _ended(facts: Facts) -> bool:
    return not _SHORT.fullmatch(facts.words[-1])


_MAKERS: Final[tuple[tuple[Kind, Callable[[Archive], Iterator[Pair]]], ...]] = (
    ("spelling", _spellings),
    ("marks", _marks),
    ("gloss", _glossed),
    ("sound", _sounds),
    ("order", _orders),
    ("middle", _middles),
    ("initial", _initials),
    ("partial", _partials),
    ("slip", _slips),
)
