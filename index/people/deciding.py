"""What a newsroom decides about persons → the rows of a ruling, or why it cannot be.

Each function gives the rows to put and to drop; the store keeps them with their history.
Raises :class:`RulingRefused`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from index.enrich.persons.tables import spelling
from index.errors import RulingRefused
from index.people.contexts import places
from index.people.identities import Identities
from index.people.learning import Proposal
from index.store import Alias, Namesake, Rulings
from index.wording import Wording

SAME: Final = Wording(
    vi="“{name}” và “{person}” đã là một: cả hai đều tính vào “{value}”.",
    en="“{name}” and “{person}” are one already: both count as “{value}”.",
)
NO_ALIAS: Final = Wording(
    vi="“{name}” không phải tên khác của ai cả. Để tách những người trùng tên, hãy cho biết "
    "dấu hiệu: --role, --place, --from, --to.",
    en="“{name}” is not another name of anybody. To tell namesakes apart say by which marks: "
    "--role, --place, --from, --to.",
)
TOLD_APART: Final = Wording(
    vi="“{name}” là một người đã tách khỏi những người trùng tên; "
    "hãy hoàn tác lần tách đó trước (timtin person history, rồi undo).",
    en="“{name}” is one of several namesakes told apart; undo that split first "
    "(timtin person history, then undo).",
)
NOT_LEARNT: Final = Wording(
    vi="Không có gì để xác nhận: “{name}” không phải tên khác mà Tìm Tin tự học được.",
    en="There is nothing to confirm: “{name}” is not an alias that was learnt.",
)
PERIOD: Final = Wording(
    vi="Khoảng ngày bị ngược: {first} muộn hơn {last}.",
    en="The period is the wrong way round: {first} is later than {last}.",
)

NO_PLACE: Final = Wording(
    vi="“{place}” không có trong danh sách tỉnh, thành (index/people/data/places.txt): "
    "chỉ những nơi ở đó mới nhận ra được cạnh tên.",
    en="“{place}” is not in the list of provinces (index/people/data/places.txt): "
    "only places there are recognised beside a name.",
)

Ruling = tuple[Rulings, Rulings]
"""What to put, what to drop."""


def merge(identities: Identities, name: str, person: str) -> Ruling:
    """``name`` is ``person``: from now on it counts as that one does."""
    for each in (name, person):
        if identities.bare_name(each) is not None:
            raise RulingRefused(TOLD_APART, name=each)
    value = identities.person(person)
    if identities.person(name) == value:
        # the other way round: the person goes by another of the names
        if spelling(name) != spelling(value) or name == person:
            raise RulingRefused(SAME, name=name, person=person, value=value)
        own = Alias(person, person, "apart")
        return _put(identities, Alias(name, person, "confirmed"), own)
    # the whole person goes over, whichever of their names was given
    return _put(identities, Alias(identities.person(name), value, "confirmed"))


def part(identities: Identities, name: str) -> Ruling:
    """``name`` is a person of its own, whoever's alias it was."""
    if spelling(identities.person(name)) == spelling(name):
        raise RulingRefused(NO_ALIAS, name=name)
    return _put(identities, Alias(name, name, "apart"))


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells a namesake: see :class:`index.store.Namesake`."""

    roles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    born: tuple[int, ...] = ()
    first: str | None = None
    last: str | None = None

    def __bool__(self) -> bool:
        return bool(self.roles or self.places or self.born or self.first or self.last)

    @property
    def text(self) -> str:
        """``bị cáo, Bình Dương, 1987``: what follows the name in brackets."""
        period = f"{self.first or '…'} – {self.last or '…'}" if self.first or self.last else ""
        born = [f"sinh {year}" for year in self.born]
        return ", ".join(each for each in (*self.roles, *self.places, *born, period) if each)


def tell_apart(identities: Identities, name: str, marks: Marks) -> Ruling:
    """Articles about a ``name`` with these marks are about another person of that name."""
    if identities.bare_name(name) is not None:
        raise RulingRefused(TOLD_APART, name=name)
    if marks.first and marks.last and marks.first > marks.last:
        raise RulingRefused(PERIOD, first=marks.first, last=marks.last)
    known = {spelling(each): place for each, place in places().items()}
    for each in marks.places:
        if spelling(each) not in known:
            raise RulingRefused(NO_PLACE, place=each)
    marks = replace(marks, places=tuple(known[spelling(each)] for each in marks.places))
    value = identities.person(name)
    one = Namesake(
        value=f"{value} ({marks.text})",
        name=value,
        roles=tuple(each.lower() for each in marks.roles),
        places=marks.places,
        born=marks.born,
        first=marks.first,
        last=marks.last,
    )
    return Rulings(namesakes=(one,)), Rulings(namesakes=(one,))


def confirm(identities: Identities, name: str) -> Ruling:
    """What was learnt about ``name`` is right."""
    alias = identities.alias(name)
    if alias is None or alias.origin != "learnt":
        raise RulingRefused(NOT_LEARNT, name=name)
    return _put(identities, Alias(alias.name, alias.person, "confirmed", alias.evidence))


def learn(identities: Identities, proposals: Iterable[Proposal]) -> Ruling:
    """The sure ones of ``proposals``; a name that somebody decided about is left alone."""
    fresh = [
        Alias(each.name, each.person, "learnt", {"kind": each.kind, **each.evidence})
        for each in proposals
        if each.sure and _open(identities, each.name)
    ]
    return _put(identities, *fresh)


def _open(identities: Identities, name: str) -> bool:
    alias = identities.alias(name)
    return alias is None or alias.origin == "learnt"


def _put(identities: Identities, *aliases: Alias) -> Ruling:
    """One ruling per spelling: what stood under another writing of a name goes."""
    old = {found.name: found for each in aliases if (found := identities.alias(each.name))}
    return Rulings(aliases), Rulings(tuple(old.values()))
