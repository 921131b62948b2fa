"""What the archive says about one name: ``/person/<name>`` and the list of names.

    page = PersonDesk(store, engine, identities).page("Sergey Lavrov")

A name is not an identity: nothing here claims that all the articles are about one
person, and the page says what would tell them apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Protocol

from index.analysis.syllable import is_syllable
from index.article import Article, Kept, Person, Quote, source_parts
from index.engines.base import Engine, FacetCounts, TermCount
from index.engines.query import And, FacetWanted, Question, Value
from index.engines.schema import MISSING, TASS_RT
from index.enrich.outlet import outlet_label
from index.enrich.persons.tables import tables
from index.enrich.tables import normal
from index.errors import PersonNotFound
from index.people import Identities, KnownAs
from index.people.contexts import context
from index.people.order import initial_key, leading, name_key, split_qualifier
from index.store import Namesake
from search import facets
from search.page import DateFacet
from search.person_names import HotPersonNames
from search.request import SearchRequest, Selection
from search.spare import Spare

LATEST: Final = 200
"""Articles read for titles, places and quotations: the newest, and the page says so."""
COMPANY: Final = 12
SAID: Final = 20
SOURCES: Final = 8
MOST: Final = 100
"""Names listed before a letter is chosen."""
LISTED: Final = 5_000
"""Names on one page: 24,000 articles have at most 3,400 under one letter."""
_ASKED: Final = 500  # persons counted beside the one asked about
_UNREAD: Final = frozenset({"evidence"})
"""What of an article the page of a person does not show: most of what is stored of it."""
_TOGETHER: Final = 3  # articles before two names stand out together
_MEANT: Final = 5


class Articles(Protocol):
    """What is needed of the store."""

    def get_many(self, ids: Iterable[str], without: Container[str] = ()) -> Mapping[str, Kept]:
        """Those of ``ids`` that exist; their fields ``without`` are left at their defaults."""


@dataclass(frozen=True, slots=True)
class Together:
    """Another person: in how many articles both are named, in how many that one is.

    ``lift`` is how many times more often than chance would have it.
    """

    name: str
    articles: int
    archive: int
    lift: float


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation and the newest article it stands in; ``articles`` have the same words.

    ``speaker`` is what the archive calls who says it.
    """

    quote: Quote
    speaker: str
    article: Article
    articles: int = 1


_Named = tuple[Article, list[Person]]
"""An article with those of its persons that a page is about."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A title, a place, an outlet or an agency, and in how many articles."""

    value: str
    label: str
    articles: int


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything about one value of the person facet.

    ``read`` is how many articles ``roles``, ``places`` and ``said`` were taken from.
    ``namesakes`` are those told apart from this name, ``bare`` the name that this is one
    namesake of. ``shared`` says that the name is of a kind that many people have.
    """

    value: str
    articles: int
    known_as: tuple[KnownAs, ...]
    namesakes: tuple[tuple[Namesake, int], ...]
    bare: str | None
    shared: bool
    date: DateFacet
    company: tuple[Together, ...]
    striking: tuple[Together, ...]
    said: tuple[Said, ...]
    roles: tuple[Counted, ...]
    places: tuple[Counted, ...]
    born: tuple[Counted, ...]
    outlets: tuple[Counted, ...]
    sources: tuple[Counted, ...]
    read: int


@dataclass(frozen=True, slots=True)
class PersonList:
    """Names with their articles; ``letters`` are those that names begin with, in order.

    ``total`` counts all names of the archive, ``names`` are those listed.
    """

    letters: tuple[tuple[str, int], ...]
    letter: str | None
    by_count: bool
    names: tuple[TermCount, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PersonDesk:
    """Answers questions about persons. Raises the engine's and the store's errors."""

    store: Articles
    engine: Engine
    identities: Identities
    names: HotPersonNames = field(default_factory=HotPersonNames)

    def page(self, name: str) -> PersonPage:
        """The page of a name, older names included. Raises :class:`PersonNotFound`."""
        value = self.identities.person(name)
        answer = self.engine.search(
            Question(
                where=Value("person", value),
                facets=(
                    FacetWanted("person", _ASKED),
                    FacetWanted("outlet", SOURCES + 2),
                    FacetWanted("source", _ASKED),
                ),
                dates=True,
                sort="newest",
                limit=LATEST,
            )
        )
        namesakes = self._namesakes(value)
        if not answer.total and not namesakes:
            raise self.not_found(name)
        kept = self.store.get_many([hit.id for hit in answer.hits], _UNREAD)
        articles = [kept[hit.id].article for hit in answer.hits if hit.id in kept]
        request = SearchRequest(person=Selection((value,)))
        named = self._named(value, articles)
        roles, places, born = _marks(named)
        together = self._together(value, answer.facets["person"], answer.total)
        return PersonPage(
            value=value,
            articles=answer.total,
            known_as=self.identities.known_as(value),
            namesakes=namesakes,
            bare=self.identities.bare_name(value),
            shared=is_shared(value),
            date=facets.date_facet(request, answer.dates) if answer.dates else facets.NO_DATES,
            company=together[:COMPANY],
            striking=_striking(together),
            said=_told_once(_said(named, value))[:SAID],
            roles=roles,
            places=places,
            born=born,
            outlets=_outlets(answer.facets["outlet"]),
            sources=_sources(answer.facets["source"]),
            read=len(articles),
        )

    def named_together(self, name: str, other: str) -> int:
        """In how many articles two persons stand: those of one article are hardly one.

        0 where the names are one person's.
        """
        values = {self.identities.person(each) for each in (name, other)}
        if len(values) < 2:
            return 0
        both = tuple(Value("person", value) for value in values)
        return self.engine.search(Question(And(both), limit=0)).total

    def listed(self, letter: str | None = None, by_count: bool = False) -> PersonList:
        """The names looked up under ``letter``, in the order of names or by falling articles.

        More than a letter is looked for in the names; without any the :data:`MOST` named ones.
        """
        names = self.names.of(self.engine)
        under_letter = len(letter or "") == 1
        if not letter:
            places: Sequence[int] = range(min(MOST, len(names)))
        elif not under_letter:
            places = names.holding(letter)
        elif by_count:
            places = names.by_letter.get(letter.upper(), [])
        else:
            places = names.in_order(letter.upper())
        shown = names.at(places[:LISTED])
        if not under_letter and not by_count:
            shown.sort(key=lambda term: (name_key(term.text), term.text))
        letters = tuple(
            (each, len(names.by_letter[each])) for each in sorted(names.by_letter, key=initial_key)
        )
        asked = letter.upper() if letter else None
        return PersonList(letters, asked, by_count, tuple(shown), len(names))

    def exists(self, name: str) -> bool:
        """Whether articles, a ruling or the newsroom's list know ``name``."""
        value = self.identities.person(name)
        if value != name or self.identities.alias(name) or self.identities.known_as(value):
            return True
        return bool(self.engine.frequencies("person", [value]).get(value))

    def not_found(self, name: str) -> PersonNotFound:
        """The error, with the names of the archive that may have been meant."""
        meant = Spare().work("suggestions-left-out", partial(self.meant, name), ())
        return PersonNotFound(name=name, others=f" → {' · '.join(meant)}" if meant else "")

    def meant(self, name: str) -> tuple[str, ...]:
        """Names of the archive that are like ``name``, the likeliest first."""
        return self.names.of(self.engine).like(name, _MEANT)

    def _namesakes(self, value: str) -> tuple[tuple[Namesake, int], ...]:
        told = self.identities.namesakes(value)
        count = self.engine.frequencies("person", [each.value for each in told]) if told else {}
        return tuple((each, count.get(each.value, 0)) for each in told)

    def _together(self, value: str, counts: FacetCounts, total: int) -> tuple[Together, ...]:
        """The persons named beside this one, by the number of articles."""
        others = [(name, n) for name, n in counts.values if name not in (value, MISSING)]
        archive = self.engine.frequencies("person", [name for name, _ in others])
        documents = self.engine.status().documents
        return tuple(
            Together(name, n, archive[name], round(n * documents / (total * archive[name]), 1))
            for name, n in others
            if archive.get(name) and n
        )

    def _named(self, value: str, articles: Iterable[Article]) -> list[_Named]:
        """Each article with those of its persons who have this value."""
        return [
            (article, [p for p, v in zip(article.persons, values, strict=True) if v == value])
            for article in articles
            for values in (self.identities.values(article),)
        ]


def _striking(together: Sequence[Together]) -> tuple[Together, ...]:
    """Those named beside somebody far more often than chance would have it."""
    found = [each for each in together if each.articles >= _TOGETHER]
    return tuple(sorted(found, key=lambda each: (-each.lift, each.name))[:COMPANY])


def _said(named: Iterable[_Named], value: str) -> Iterator[Said]:
    for article, persons in named:
        names = {person.name for person in persons}
        for quote in article.quotes:
            if quote.kind == "person" and quote.speaker in names:
                yield Said(quote, value, article)


def _marks(
    named: Iterable[_Named],
) -> tuple[tuple[Counted, ...], tuple[Counted, ...], tuple[Counted, ...]]:
    """Titles, places and years of birth near the name, by the number of articles."""
    roles: Counter[str] = Counter()
    places: Counter[str] = Counter()
    born: Counter[str] = Counter()
    for article, persons in named:
        seen = [context(article, person) for person in persons]
        # a dictionary keeps the order that a tie is broken by
        roles.update(dict.fromkeys((role for each in seen for role in each.roles), 1))
        places.update(dict.fromkeys((place for each in seen for place in each.places), 1))
        born.update(dict.fromkeys((str(year) for each in seen for year in each.born), 1))
    return _counted(roles), _counted(places), _counted(born)


def _told_once(said: Iterable[Said]) -> tuple[Said, ...]:
    """Each quotation once, however many copies of its story have it."""
    found: dict[str, Said] = {}
    for each in said:
        words = " ".join(each.quote.text.casefold().split())
        first = found.setdefault(words, replace(each, articles=0))
        found[words] = replace(first, articles=first.articles + 1)
    return tuple(found.values())


def is_shared(value: str) -> bool:
    """Whether the name is Vietnamese in form: many people have the same one."""
    words = split_qualifier(value)[0].split()
    return len(words) > 1 and leading(words)[0] == words[-1] and _native(words)


def _native(words: Sequence[str]) -> bool:
    return normal(words[0]) in tables().surnames and all(is_syllable(word) for word in words)


def _counted(counts: Counter[str]) -> tuple[Counted, ...]:
    return tuple(Counted(each, _spelt(each), n) for each, n in counts.most_common(COMPANY))


def _spelt(mark: str) -> str:
    """A title is kept in lower case; initials are read in capitals (HLV, PGS)."""
    return " ".join(
        word.upper() if word.isalpha() and not is_syllable(word) else word for word in mark.split()
    )


def _outlets(counts: FacetCounts) -> tuple[Counted, ...]:
    known = [(value, n) for value, n in counts.values if value not in (MISSING, TASS_RT) and n]
    return tuple(Counted(value, outlet_label(value), n) for value, n in known[:SOURCES])


def _sources(counts: FacetCounts) -> tuple[Counted, ...]:
    known = [(v, n) for v, n in counts.values if source_parts(v)[1] is None and v != MISSING and n]
    return tuple(Counted(value, value, n) for value, n in known[:SOURCES])
