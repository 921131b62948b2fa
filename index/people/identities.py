"""Names as articles have them → the values that the archive counts."""

from __future__ import annotations

import pickle
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal

from index import deadline
from index.article import Article, Person
from index.enrich.persons.tables import spelling
from index.enrich.tables import table
from index.people.contexts import Context, context
from index.store import Alias, Namesake, Rulings

if TYPE_CHECKING:
    from index.store import Store

Origin = Literal["data", "learnt", "confirmed", "apart"]

_STEPS: Final = 20  # an alias of an alias of ...: no chain that people make is longer


@dataclass(frozen=True, slots=True)
class KnownAs:
    """Another name of a person, where we have it from, and what speaks for it."""

    name: str
    origin: Origin
    evidence: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """The newsroom's list: by spelling, the canonical name and the form as listed."""

    person: Mapping[str, str]
    form: Mapping[str, str]


@cache
def listed() -> Listed:
    """``data/person_aliases.toml``, read once."""
    person: dict[str, str] = {}
    form: dict[str, str] = {}
    for row in table("person_aliases")["person"]:
        for each in (row["name"], *row.get("also", ()), *row.get("alone", ())):
            person.setdefault(spelling(each), row["name"])
            form.setdefault(spelling(each), each)
    return Listed(person, form)


NO_RULINGS: Final = Rulings()


class Identities:
    """The list and the rulings, ready to be asked; a look-up is one of a dict.

    Two spellings that differ in hyphens, spaces or capitals only are one.
    """

    def __init__(self, rulings: Rulings = NO_RULINGS, names: Listed | None = None) -> None:
        self.rulings = rulings
        self.listed = listed() if names is None else names
        self._aliases = {spelling(each.name): each for each in rulings.aliases}
        self._values = {spelling(each.value): each.value for each in rulings.namesakes}
        self._namesakes: dict[str, list[Namesake]] = {}
        for one in rulings.namesakes:
            self._namesakes.setdefault(spelling(one.name), []).append(one)
        self._apart = {key for key, each in self._aliases.items() if each.origin == "apart"}
        # listed persons of whom a form was taken away: there the article's own form decides
        self._divided = {self.listed.person[key] for key in self._apart if key in self.listed.form}

    def __reduce__(self) -> tuple[Callable[[bytes], Identities], tuple[bytes]]:
        """Many messages carry the same to another process, which makes it once."""
        return _again, (self._content,)

    @cached_property
    def _content(self) -> bytes:
        return pickle.dumps((self.rulings, None if self.listed is listed() else self.listed))

    def person(self, name: str) -> str:
        """The value that ``name``, older names included, stands for; itself when unknown."""
        value = " ".join(unicodedata.normalize("NFC", name).split())
        seen: set[str] = set()
        for _ in range(_STEPS):
            key = spelling(value)
            if key in seen:
                break
            seen.add(key)
            following = self._next(key)
            if following is None:
                return self._values.get(key, value)
            value = following
        return value

    def _next(self, key: str) -> str | None:
        alias = self._aliases.get(key)
        if alias is not None:
            return alias.name if alias.origin == "apart" else alias.person
        return self.listed.person.get(key)

    def values(self, article: Article) -> tuple[str, ...]:
        """The value of each of the article's persons, in their order.

        Two of them may be one. Of namesakes told apart one is taken only where its marks,
        and no other's, stand near the name; else the bare name stays.
        """
        return tuple(self._value(article, person) for person in article.persons)

    @property
    def by_mentions(self) -> bool:
        """Whether :meth:`values` looks at how and where an article mentions anybody."""
        return bool(self._namesakes or self._divided)

    def _value(self, article: Article, person: Person) -> str:
        value = self.person(self._own_form(person))
        several = self._namesakes.get(spelling(value)) if self._namesakes else None
        if not several:
            return value
        seen = context(article, person)
        day = article.date.day if article.date else None
        fitting = [one.value for one in several if fits(one, seen, day)]
        return fitting[0] if len(fitting) == 1 else value

    def _own_form(self, person: Person) -> str:
        """The name as understood; where a form of it is kept apart, the article's fullest form.

        Understanding writes listed names: only the mentions still tell how it was spelt.
        """
        if person.name not in self._divided or not person.mentions:
            return person.name
        forms = {spelling(mention.text): mention.text for mention in person.mentions}
        if spelling(person.name) in forms:
            return person.name
        fullest = max(forms, key=len)
        return self._aliases[fullest].name if fullest in self._apart else person.name

    def namesakes(self, value: str) -> tuple[Namesake, ...]:
        """Those that are told apart among the people called ``value``."""
        return tuple(self._namesakes.get(spelling(value), ()))

    def bare_name(self, value: str) -> str | None:
        """The name that ``value`` is one namesake of, None when it is no such value."""
        for one in self.rulings.namesakes:
            if one.value == value:
                return one.name
        return None

    def known_as(self, value: str) -> tuple[KnownAs, ...]:
        """The other names of a person: those decided, then those listed."""
        decided = [each for each in self._aliases.values() if each.origin != "apart"]
        found = {
            spelling(each.name): KnownAs(each.name, each.origin, each.evidence)
            for each in decided
            if each.name != value and self.person(each.name) == value
        }
        for key, form in self.listed.form.items():
            other = key not in found and key not in self._apart and key != spelling(value)
            if other and self.person(form) == value:
                found[key] = KnownAs(form, "data")
        return tuple(found.values())

    def alias(self, name: str) -> Alias | None:
        """The ruling about this very name, if there is one."""
        return self._aliases.get(spelling(name))


@lru_cache(maxsize=1)
def _again(content: bytes) -> Identities:
    return Identities(*pickle.loads(content))  # noqa: S301  # from our own process


def fits(one: Namesake, seen: Context, day: str | None) -> bool:
    """Whether an article with these marks, dated ``day``, is about this namesake."""
    if one.roles and not any(_begins(role, wanted) for role in seen.roles for wanted in one.roles):
        return False
    if one.places and not _meet(one.places, seen.places):
        return False
    if one.born and not any(abs(year - each) <= 1 for year in one.born for each in seen.born):
        return False  # an age tells the year of birth within one
    if one.first is None and one.last is None:
        return bool(one.roles or one.places or one.born)
    return day is not None and (one.first or day) <= day <= (one.last or day)


def _begins(role: str, wanted: str) -> bool:
    """``giám đốc sở`` is a ``giám đốc``; a ``phó giám đốc`` is none."""
    return f"{role} ".casefold().startswith(f"{wanted} ".casefold())


def _meet(wanted: Iterable[str], seen: Iterable[str]) -> bool:
    return not {each.casefold() for each in wanted}.isdisjoint(each.casefold() for each in seen)


def identities_of(store: Store) -> Identities:
    """Who is who by the list and by what the store knows now."""
    return Identities(store.rulings())


class Keeper:
    """The identities of one process, read again when something was decided since."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: Identities | None = None

    def current(self) -> Identities:
        """As the store has it now; one look at a number where nothing changed."""
        kept = self._kept
        if kept is None or kept.rulings.version != self._store.rulings_version():
            with deadline.paused():
                kept = self._kept = identities_of(self._store)
        return kept


class RulingEffect:
    """Which articles have other values under ``after`` than under ``before``."""

    def __init__(self, before: Rulings, after: Rulings) -> None:
        self._before, self._after = Identities(before), Identities(after)
        self._keys = self._moved()

    def _moved(self) -> set[str]:
        """Spellings whose value may differ: those whose rulings do, and all that lead there."""
        keys = set(map(spelling, self._ruled_otherwise()))
        listed = self._before.listed.person
        keys |= {spelling(listed[key]) for key in keys if key in listed}
        return keys | {
            spelling(name)
            for name in self._names()
            if {spelling(self._before.person(name)), spelling(self._after.person(name))} & keys
        }

    def _ruled_otherwise(self) -> set[str]:
        """The names in rulings that one side has and the other has not."""
        before, after = self._before.rulings, self._after.rulings
        old, new = ({each.name: each for each in side.aliases} for side in (before, after))
        names = {name for name in {*old, *new} if old.get(name) != new.get(name)}
        names |= {each.person for side in (old, new) for each in map(side.get, names) if each}
        one, two = ({each.value: each for each in side.namesakes} for side in (before, after))
        told = {value for value in {*one, *two} if one.get(value) != two.get(value)}
        return names | {each.name for side in (one, two) for each in map(side.get, told) if each}

    def _names(self) -> set[str]:
        aliases = (*self._before.rulings.aliases, *self._after.rulings.aliases)
        return {each.name for each in aliases} | set(self._before.listed.form.values())

    def concerns(self, names: Sequence[str]) -> bool:
        """Whether an article that names these persons may be one; quick."""
        return any(spelling(name) in self._keys for name in names)

    def changes(self, article: Article) -> bool:
        """Whether it is one."""
        return self._before.values(article) != self._after.values(article)
