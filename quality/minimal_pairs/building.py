"""Material → documents, queries and expectations.

Every pair has a day of its own, and its queries ask for that day only: what is
expected does not hang on the rest of the archive, whose counts are real.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Final, NamedTuple

from quality.minimal_pairs.cases import Case, Data, Document, Expect, Pair
from quality.minimal_pairs.counts import Neighbours, documents_with, words
from quality.minimal_pairs.material import Context, Material, Twins
from quality.minimal_pairs.texts import Texts
from quality.spelling import WORD, folded, marked, new_style, old_style, same, windows

_FIRST_DAY: Final = date(2010, 1, 1)
_GOOD: Final = "Báo Thứ Nhất"
_BAD: Final = "Báo Thứ Hai"
_MANY: Final = 250
"""An answer without a day's limit is counted up to this many documents."""
_TOTALS: Final = 60
_OPERATORS: Final = frozenset(("hoặc",))


class Shape(NamedTuple):
    """Words of the good text; how often the twin stands in the bad one; also in its title?"""

    length: int
    times: int
    titled: bool


GRID: Final = tuple(Shape(*cell) for cell in product((30, 150, 600), (1, 5, 30), (True, False)))


def build(material: Material, seed: int = 4) -> Data:
    """The archive and its cases; the same material and seed give the same data."""
    builder = _Builder(material, random.Random(seed))  # noqa: S311  # reproducible, no secret
    for number, twins in enumerate(material.twins):
        builder.twins(number, twins)
    for number, spellings in enumerate(material.alike):
        builder.alike(number, spellings)
    builder.contexts(material.contexts)
    builder.totals()
    return Data(tuple(builder.documents), tuple(builder.cases))


def upper(text: str) -> str:
    """``text`` in capitals, but for words that are operators then."""
    return text if _OPERATORS & set(map(same, WORD.findall(text))) else text.upper()


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _restyled(text: str) -> str:
    """``text`` with its tones where it does not have them: old style for new and the reverse."""
    return WORD.sub(lambda match: _other_style(match[0]), text)


def _other_style(word: str) -> str:
    plain = unicodedata.normalize("NFC", word)
    return old_style(plain) if old_style(plain) != plain else new_style(plain)


_TYPED: Final[tuple[Callable[[str], str], ...]] = (str, str, upper, _nfd, windows, _restyled)
"""How a query is typed, in turn."""
_WRITTEN: Final[tuple[Callable[[str], str], ...]] = (str, str, _nfd, windows, _restyled)
"""How the documents of a pair are written, in turn."""


class _Builder:
    """Collects documents and cases; every random choice is the one generator's."""

    def __init__(self, material: Material, rng: random.Random) -> None:
        self.documents: list[Document] = list(material.background)
        self.cases: list[Case] = []
        self._rng = rng
        self._texts = Texts(material.filler, rng)
        self._days = 0
        self._single: list[Case] = []

    def _day(self) -> str:
        self._days += 1
        return (_FIRST_DAY + timedelta(days=self._days)).isoformat()

    def _case(self, id: str, kind: str, query: str, params: Sequence[Pair], expect: Expect) -> Case:
        case = Case(id, kind, query, tuple(params), expect)
        self.cases.append(case)
        return case

    # --- a word and its twin

    def twins(self, number: int, twins: Twins) -> None:
        """A good and a bad document on a day of their own, and four queries for them."""
        shape = GRID[number % len(GRID)]
        avoid = frozenset(map(folded, twins.span))
        span = " ".join(twins.span)
        slip = " ".join((*twins.span[: twins.at], twins.twin, *twins.span[twins.at + 1 :]))
        day = self._day()
        good, bad = f"p{number}-good", f"p{number}-bad"
        hours = ("08:00", "20:00") if number % 2 else ("20:00", "08:00")
        once = self._texts.text([span], shape.length, avoid)
        often = self._texts.text([slip] * shape.times, 20 + 4 * shape.times, avoid)
        titles = self._texts.title(avoid), self._texts.title(avoid, slip if shape.titled else "")
        write = _WRITTEN[number % len(_WRITTEN)]
        self.documents += (
            Document(good, write(titles[0]), write(once), f"{day}T{hours[0]}", _GOOD),
            Document(bad, write(titles[1]), write(often), f"{day}T{hours[1]}", _BAD),
        )
        self._ask_for_twins(number, twins, day, Pairing(good, bad))

    def _ask_for_twins(self, number: int, twins: Twins, day: str, pair: Pairing) -> None:
        type_ = _TYPED[number % len(_TYPED)]
        on_day = [("date", day)]
        word, literal = type_(twins.word), twins.kind == "literal"
        one = pair.either_way() if literal else pair.only_good()
        name, kind = f"p{number}", twins.kind
        single = self._case(f"{name}-word", f"{kind} word", word, on_day, one)
        sort = "newest" if number % 4 < 2 else "oldest"
        dated = pair.dated(one, newest=sort == "newest", good_is_newer=number % 2 == 0)
        self._case(f"{name}-dated", f"{kind} dated", word, [*on_day, ("sort", sort)], dated)
        if not literal:
            self._single.append(single)
            query = type_(" ".join(twins.span))
            self._case(f"{name}-words", f"{kind} words", query, on_day, pair.only_good())
        others = [w for at, w in enumerate(twins.span) if at != twins.at and marked(w)]
        if number % 4 == 1 and (others or not literal):
            query = f'"{type_(" ".join(twins.span))}"'
            self._case(f"{name}-quoted", f"{kind} quoted", query, on_day, pair.only_good())
        elif number % 4 == 2 and others:
            query = f"{type_(others[0])} -{word}"
            self._case(f"{name}-excluded", f"{kind} excluded", query, on_day, pair.only_bad())

    # --- spellings of one thing

    def alike(self, number: int, spellings: Sequence[str]) -> None:
        """One text in all spellings, each found by each, with one score."""
        avoid = frozenset(map(folded, WORD.findall(spellings[0])))
        day, kind = self._day(), "same spelling"
        mark = "\ue000"
        text = self._texts.text([mark, mark], 60, avoid)
        title = self._texts.title(avoid, mark)
        ways: list[tuple[str, Callable[[str], str]]] = [(each, str) for each in spellings]
        ways += [(spellings[0], way) for way in (_nfd, windows, str.upper)]
        ids = [f"s{number}-{at}" for at in range(len(ways))]
        for name, (spelling, way) in zip(ids, ways, strict=True):
            made = [way(each.replace(mark, spelling)) for each in (title, text)]
            self.documents.append(Document(name, made[0], made[1], day, _GOOD))
        expect = Expect(
            must=tuple(ids),
            equal=tuple((ids[0], other) for other in ids[1:]),
            full=len(ids),
            counts={"outlet": {_GOOD: len(ids)}},
        )
        for at, (spelling, way) in enumerate(ways):
            query = upper(spelling) if way is str.upper else way(spelling)
            self._case(f"s{number}-as-{at}", kind, query, [("date", day)], expect)

    # --- words without marks whose neighbours settle them

    def contexts(self, contexts: Iterable[Context]) -> None:
        """Of the settled ones, a document with the reading and one with the same letters."""
        neighbours = Neighbours()
        for document in self.documents:
            neighbours.add(tuple(words(document)))
        neighbours.close()
        settled = [each for each in contexts if neighbours.settled(each.reading)]
        for number, context in enumerate(settled):
            self._context(number, context)

    def _context(self, number: int, context: Context) -> None:
        shape = GRID[number % len(GRID)]
        avoid = frozenset(map(folded, context.reading))
        day, pair = self._day(), Pairing(f"c{number}-good", f"c{number}-bad")
        reading = " ".join(context.reading)
        body = self._texts.text([reading], shape.length, avoid)
        self.documents.append(
            Document(pair.good, self._texts.title(avoid), body, f"{day}T08:00", _GOOD)
        )
        scattered = [f"{self._texts.run(avoid)} {o}" for o in context.others * shape.times]
        title = self._texts.title(avoid, context.others[0] if shape.titled else "")
        body = self._texts.text(scattered, 20 + 8 * len(scattered), avoid)
        self.documents.append(Document(pair.bad, title, body, f"{day}T20:00", _BAD))
        letters = list(map(folded, context.reading))
        kept = self._rng.choice([at for at, w in enumerate(context.reading) if marked(w)])
        half = [w if at == kept else letters[at] for at, w in enumerate(context.reading)]
        for name, query in (("none", letters), ("half", half)):
            params = [("date", day), ("sort", "newest")] if number % 3 == 0 else [("date", day)]
            typed = " ".join(query)
            self._case(f"c{number}-{name}", f"context {name}", typed, params, pair.only_good())

    # --- the whole archive

    def totals(self) -> None:
        """Words asked of all days at once, with the number of documents that have them."""
        counts = documents_with(self.documents)
        few = [case for case in self._single if counts[same(case.query)] <= _MANY]
        for case in self._rng.sample(few, min(_TOTALS, len(few))):
            expect = Expect(
                must=case.expect.must,
                must_not=case.expect.must_not,
                full=counts[same(case.query)],
            )
            kind = case.kind.replace("word", "total")
            params = [("match", "all"), ("alt", "off")]
            self._case(case.id.replace("word", "total"), kind, case.query, params, expect)


class Pairing(NamedTuple):
    """A good and a bad document, and what may be expected of them."""

    good: str
    bad: str

    def only_good(self) -> Expect:
        return Expect((self.good,), (self.bad,), ((self.good, self.bad),), full=1)

    def only_bad(self) -> Expect:
        """The word is excluded: its twin is not."""
        return Expect((self.bad,), (self.good,), full=1)

    def either_way(self) -> Expect:
        """Any marking matches, the literal one first."""
        return Expect((self.good, self.bad), above=((self.good, self.bad),), full=2)

    def dated(self, expect: Expect, newest: bool, good_is_newer: bool) -> Expect:
        """``expect`` in order of time, with the counts of both outlets."""
        order = (self.good, self.bad) if newest == good_is_newer else (self.bad, self.good)
        above = (order,) if self.bad in expect.must else ()
        outlets = {self.good: _GOOD, self.bad: _BAD}
        counts = {"outlet": {outlets[each]: 1 for each in expect.must}}
        return Expect(expect.must, expect.must_not, above, (), expect.full, counts)
