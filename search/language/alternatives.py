"""Other names for what was typed: Moscow → Moskva, Mátxcơva; LHQ → Liên Hợp Quốc.

Nouns: a *group* is names that stand for each other (``alternative_groups``), a
*member* one of them as an alternative, with its weight and the days of its
validity. A *found* is a span of typed tokens that is a name of some group.

    table = load(extra)                        # once per process
    table.find(analyze("TPHCM ngập").exact)    # (Found(first=0, count=1, ...),)

Which spans are found:

- the exact tokens of a name, side by side; tone placement, i and y, case and
  hyphens are the analysis's affair. Longest first, without overlaps: *Hồ Chí
  Minh* in *thành phố Hồ Chí Minh* is no second find;
- a joined form (``matxcova``, ``su35``) and the form without any marks (``mat xco
  va``), if no token of the span carries marks. A single token without its marks
  must have three letters or more and not look like a Vietnamese syllable: ``hdnd``
  is found, but ``duc`` is any of đức, đục, đúc. A group that the file
  calls ``marked`` is found with its marks only: ``bien do`` is mostly biên độ,
  and ``nha trang`` a town (a test counts both in real articles);
- nothing inside a ``not_in`` phrase: *mỹ* in *thẩm mỹ* is not America.

A name that stands in several groups (Đắk Lắk: spellings and a merger) offers
the members of all of them. A member that holds the typed name is not offered
(*Liên bang Nga* for *Nga*: found already), nor one that holds another offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Final

from index.analysis import fold, is_marked
from index.analysis.syllable import split
from index.wording import Wording
from search.language.alternative_groups import (
    Forms,
    Group,
    Words,
    contains,
    newsroom,
    packaged,
)

_SHORTEST_BARE: Final = 3


@dataclass(frozen=True, slots=True)
class Member:
    """An alternative: ``forms`` are its exact tokens, ``name`` is it as shown.

    It was the name from ``since`` to ``until``, both inclusive, None where open.
    """

    forms: Forms
    name: str
    weight: float
    since: date | None = None
    until: date | None = None

    def valid(self, first: date | None, last: date | None) -> bool:
        """Whether it was in use on any day from ``first`` to ``last`` (None: open)."""
        begun = last is None or self.since is None or self.since <= last
        return begun and (first is None or self.until is None or first <= self.until)

    @property
    def validity(self) -> Wording | None:
        """Its days in words, None when it has no bounds."""
        since, until = self.since, self.until
        if since and until:
            return Wording(
                vi=f"tên từ {_vi(since)} đến {_vi(until)}", en=f"name from {since} to {until}"
            )
        if since:
            return Wording(vi=f"tên từ {_vi(since)}", en=f"name since {since}")
        if until:
            return Wording(vi=f"tên đến {_vi(until)}", en=f"name until {until}")
        return None


def valid_members(
    members: Iterable[Member], first: date | None, last: date | None
) -> tuple[Member, ...]:
    """Those of ``members`` that were in use on any day of a search from ``first`` to ``last``."""
    return tuple(member for member in members if member.valid(first, last))


@dataclass(frozen=True, slots=True)
class Found:
    """``count`` tokens from ``first`` on are a name; ``others`` is what its groups offer.

    ``name`` and ``forms`` are the name as its group has it. ``bare``: it was typed
    without its marks, or joined, so that ``forms`` is an alternative, too.
    """

    first: int
    count: int
    name: str
    forms: Forms
    others: tuple[Member, ...]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Use:
    """A name in one of its groups."""

    words: Words
    group: Group


_Uses = list[_Use]
"""Every use of one name; of a ``not_in`` phrase, none."""


class Alternatives:
    """All groups, ready to be found in a query; any number of threads may share it."""

    def __init__(self, groups: Sequence[Group]) -> None:
        shields = [words for group in groups for words in group.not_in]
        named = _by_forms(groups)
        self._exact: dict[Forms, _Uses] = {**{words.forms: [] for words in shields}, **named}
        self._bare: dict[Forms, _Uses] = {_folded(words.forms): [] for words in shields}
        for uses in named.values():
            self._bare.update((key, uses) for key in _bare_keys(uses))
        self._exact_lengths = _lengths(self._exact)
        self._bare_lengths = _lengths(self._bare)
        self._others: dict[Forms, tuple[Member, ...]] = {}

    def find(self, forms: Sequence[str]) -> tuple[Found, ...]:
        """The names in ``forms``, exact tokens of words typed side by side, in their order."""
        free = [True] * len(forms)
        found = []
        for negative, bare, first, uses in sorted(self._spans(forms), key=itemgetter(0, 1, 2)):
            span = slice(first, first - negative)
            if all(free[span]):
                free[span] = [False] * -negative
                if uses and (others := self._offered(uses)):
                    words = uses[0].words
                    found.append(Found(first, -negative, words.text, words.forms, others, bare))
        return tuple(sorted(found, key=attrgetter("first")))

    def _spans(self, forms: Sequence[str]) -> Iterator[tuple[int, bool, int, _Uses]]:
        """(minus the count, bare?, first token, uses) of every name and every shield."""
        end_of_bare = _ends_of_bare(forms)
        for first, form in enumerate(forms):
            for count in self._exact_lengths.get(form, ()):
                if first + count <= len(forms):
                    uses = self._exact.get(tuple(forms[first : first + count]))
                    if uses is not None:
                        yield -count, False, first, uses
            for count in self._bare_lengths.get(form, ()):
                if first + count <= end_of_bare[first]:
                    uses = self._bare.get(tuple(forms[first : first + count]))
                    if uses is not None:
                        yield -count, True, first, uses

    def _offered(self, uses: _Uses) -> tuple[Member, ...]:
        """The others of a name: worked out when it is first typed, for few ever are."""
        forms = uses[0].words.forms
        others = self._others.get(forms)
        if others is None:
            others = self._others[forms] = _others(forms, uses)
        return others


@cache
def load(extra: Path | None = None) -> Alternatives:
    """The alternatives of the program, with a newsroom's own file ``extra`` laid over them.

    A group of ``extra`` replaces every group of ours that has one of its names; a
    group of one name thus switches ours off. Raises :class:`index.errors.BadData`.
    """
    own = list(newsroom(extra)) if extra else []
    replaced = {name.words.forms for group in own for name in group.names}
    kept = [g for g in packaged() if not any(n.words.forms in replaced for n in g.names)]
    return Alternatives([*own, *kept])


def _by_forms(groups: Iterable[Group]) -> dict[Forms, _Uses]:
    """The names that can be typed, with every group they stand in."""
    found: dict[Forms, _Uses] = defaultdict(list)
    for group in groups:
        for name in group.names:
            if name.typed:
                found[name.words.forms].append(_Use(name.words, group))
    return found


def _others(forms: Forms, uses: _Uses) -> tuple[Member, ...]:
    """What the groups of the name ``forms`` offer, the higher weight where two do."""
    best: dict[Forms, Member] = {}
    for use in uses:
        for name in use.group.names:
            other = name.words.forms
            if not name.searched or contains(other, forms):
                continue
            if other not in best or best[other].weight < name.weight:
                best[other] = Member(other, name.words.text, name.weight, name.since, name.until)
    unbounded = [m.forms for m in best.values() if m.since is None and m.until is None]
    return tuple(m for m in best.values() if not _holds_another(m.forms, unbounded))


def _holds_another(forms: Forms, others: Iterable[Forms]) -> bool:
    return any(len(each) < len(forms) and contains(forms, each) for each in others)


def _bare_keys(uses: _Uses) -> Iterator[Forms]:
    """How a name is typed without its marks, or joined."""
    words = uses[0].words
    if any(use.group.marked for use in uses):
        return
    for key in dict.fromkeys((_folded(words.forms), _folded(_joined(words)))):
        if key != words.forms and _distinct(key):
            yield key


def _folded(forms: Forms) -> Forms:
    return tuple(map(fold, forms))


def _distinct(key: Forms) -> bool:
    """Whether ``key``, without marks, is hardly anything else."""
    if len(key) > 1:
        return True
    return len(key[0]) >= _SHORTEST_BARE and split(key[0]) is None


def _joined(words: Words) -> Forms:
    """The tokens with every joined form in the place of its parts."""
    joined: list[str] = []
    longest = {alt.first: alt for alt in words.alts}  # sorted by count: the longest is last
    at = 0
    while at < len(words.forms):
        alt = longest.get(at)
        joined.append(alt.text if alt else words.forms[at])
        at += alt.count if alt else 1
    return tuple(joined)


def _lengths(keys: Iterable[Forms]) -> dict[str, tuple[int, ...]]:
    """For a first token, how many tokens a name that begins with it may have."""
    found: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        found[key[0]].add(len(key))
    return {first: tuple(counts) for first, counts in found.items()}


def _ends_of_bare(forms: Sequence[str]) -> list[int]:
    """For each token the end of the run of tokens without marks that it begins."""
    ends = [0] * len(forms)
    end = len(forms)
    for at in range(len(forms) - 1, -1, -1):
        if is_marked(forms[at]):
            end = at
        ends[at] = end
    return ends


def _vi(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
