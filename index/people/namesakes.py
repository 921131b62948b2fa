"""Which names are probably of several people: marks in articles that exclude each other.

Conservative: two articles are about two people only where both say a year of birth and
these differ, or both give a role and a place and have neither in common. Whatever does
not exclude stays together; a proposal is for a newsroom to read, never acted upon.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.article import Kept
from index.people.contexts import Context, context
from index.people.identities import Identities
from index.people.learning import Archive

_APART: Final = 2  # years of birth: an age gives it within one year
_LEAST: Final = 2  # articles of a name


@dataclass(frozen=True, slots=True)
class Group:
    """Articles about one of them: how many, and the marks that they have."""

    articles: tuple[str, ...]
    roles: tuple[str, ...]
    places: tuple[str, ...]
    born: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """A name and the groups of articles that exclude each other, the largest first."""

    name: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    id: str
    marks: Context


def namesakes(
    articles: Iterable[Kept], identities: Identities, archive: Archive
) -> list[Namesakes]:
    """The names that probably are of several people, by falling number of articles."""
    seen: dict[str, list[_Seen]] = defaultdict(list)
    for kept in articles:
        article = kept.article
        for value, person in zip(identities.values(article), article.persons, strict=True):
            if archive.facts[value].articles < _LEAST:
                continue
            marks = context(article, person)
            if marks.born or (marks.roles and marks.places):
                seen[value].append(_Seen(article.id, marks))
    found = [
        Namesakes(name, groups) for name, each in seen.items() if len(groups := _grouped(each)) > 1
    ]
    return sorted(found, key=lambda one: (-sum(len(g.articles) for g in one.groups), one.name))


def _grouped(seen: list[_Seen]) -> tuple[Group, ...]:
    """Each article joins the first group that it does not exclude any article of."""
    groups: list[list[_Seen]] = []
    for each in seen:
        home = next((g for g in groups if not any(_exclude(each, other) for other in g)), None)
        if home is None:
            groups.append([each])
        else:
            home.append(each)
    groups.sort(key=len, reverse=True)
    return tuple(map(_group, groups))


def _exclude(one: _Seen, other: _Seen) -> bool:
    first, second = one.marks, other.marks
    if first.born and second.born:
        return all(abs(a - b) >= _APART for a in first.born for b in second.born)
    known = first.roles and second.roles and first.places and second.places
    apart = set(first.roles).isdisjoint(second.roles) and set(first.places).isdisjoint(
        second.places
    )
    return bool(known) and apart


def _group(members: list[_Seen]) -> Group:
    roles = Counter(role for each in members for role in each.marks.roles)
    places = Counter(place for each in members for place in each.marks.places)
    born = Counter(year for each in members for year in each.marks.born)
    return Group(
        tuple(each.id for each in members),
        tuple(role for role, _ in roles.most_common()),
        tuple(place for place, _ in places.most_common()),
        tuple(sorted(born)),
    )
