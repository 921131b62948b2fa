"""Counting right and wrong answers: precision, recall, F1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from index.article import INFORMING, Person, Quote, Source
from quality.gold import GoldPerson, Row

_WORD: Final = re.compile(r"\w+")
_ARTICLE: Final = re.compile(r"^(?:the|báo|tờ)\s+")


@dataclass(slots=True)
class Tally:
    """Right answers, wrong answers and missed ones over all articles (micro-averaged)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Agencies:
    """The two scored classes, and how often relay and cite agree with the annotator."""

    told: Tally = field(default_factory=Tally)
    rest: Tally = field(default_factory=Tally)
    both_told: int = 0
    same_kind: int = 0


@dataclass(slots=True)
class Quotes:
    """Quotations found, and found with the right speaker."""

    text: Tally = field(default_factory=Tally)
    speaker: Tally = field(default_factory=Tally)


def _plain(name: str) -> str:
    same = unicodedata.normalize("NFC", name).replace("’", "'")
    return " ".join(same.split()).casefold().rstrip(".")


def count_persons(row: Row, found: Iterable[Person], tally: Tally) -> None:
    """A found person is right when its name or a mention is a form of an unclaimed gold person."""
    left: list[tuple[GoldPerson, set[str]]] = [
        (person, {_plain(form) for form in person.forms}) for person in row.persons
    ]
    wrong: list[str] = []
    for person in found:
        name = _plain(person.name)
        forms = {name} | {_plain(mention.text) for mention in person.mentions}
        claimed = next((one for one in left if name in one[1]), None) or next(
            (one for one in left if forms & one[1]), None
        )
        if claimed is None:
            wrong.append(person.name)
        else:
            left.remove(claimed)
            tally.right += 1
    tally.wrong += len(wrong)
    tally.missed += len(left)
    tally.errors += [f"{row.id} + {name}" for name in wrong]
    tally.errors += [f"{row.id} - {person.name}" for person, _ in left]


def count_quotes(row: Row, persons: Iterable[Person], found: Iterable[Quote], into: Quotes) -> None:
    """A found quotation is right when it begins with the words of an unclaimed gold one.

    Its speaker is right when both name one person of the article by any of his forms, or
    the same organisation or label, letter case and outer words ("một") left aside. Words
    said twice in an article (standfirst and body) are one quotation, as in the gold.
    """
    theirs = [{_plain(form) for form in person.forms} for person in row.persons]
    ours = [{_plain(one.name), *(_plain(m.text) for m in one.mentions)} for one in persons]
    left = list(row.quotes)
    right: list[list[str]] = []
    for quote in found:
        words = _words(quote.text)
        same = [one for one in left if _begins(words, _words(one.text))]
        if not same:
            if not any(_begins(words, one) or _begins(one, words) for one in right):
                into.text.wrong += 1
                into.speaker.wrong += 1
                into.text.errors.append(f"{row.id} + {quote.text[:60]} ({quote.speaker})")
            continue
        mine = _named(quote.speaker, ours)
        told = [one for one in same if mine & _named(one.speaker, theirs)]
        gold = (told or same)[0]
        left.remove(gold)
        right.append(words)
        into.text.right += 1
        if told:
            into.speaker.right += 1
        else:
            into.speaker.wrong += 1
            into.speaker.missed += 1
            into.speaker.errors.append(
                f"{row.id} {quote.speaker} for {gold.speaker}: {quote.text[:40]}"
            )
    into.text.missed += len(left)
    into.speaker.missed += len(left)
    into.text.errors += [f"{row.id} - {one.text} ({one.speaker})" for one in left]


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def _begins(words: list[str], first: list[str]) -> bool:
    return words[: len(first)] == first


def _named(speaker: str | None, persons: Iterable[set[str]]) -> set[str]:
    """Every form of the person that ``speaker`` names; else the label, without "một"."""
    if speaker is None:
        return set()
    name = _plain(speaker)
    forms = set().union(*(forms for forms in persons if name in forms))
    return forms or {name.removeprefix("một ")}


def count_agencies(
    row: Row, found: Iterable[Source], canonical: Callable[[str], str], into: Agencies
) -> None:
    """Relay or cite against the rest; the article's own outlets are left out on both sides."""

    def same(name: str) -> str:
        return _ARTICLE.sub("", _plain(canonical(name)).replace("-", " ").replace(".", ""))

    own = {same(name) for name in row.outlets}
    ours = {same(one.name): str(one.kind) for one in found if same(one.name) not in own}
    gold = {same(name): kind for name, kind in row.agencies if same(name) not in own}
    for tally, told in ((into.told, True), (into.rest, False)):
        mine = {name for name, kind in ours.items() if (kind in INFORMING) is told}
        theirs = {name for name, kind in gold.items() if (kind in INFORMING) is told}
        tally.right += len(mine & theirs)
        tally.wrong += len(mine - theirs)
        tally.missed += len(theirs - mine)
        tally.errors += [f"{row.id} + {name}" for name in sorted(mine - theirs)]
        tally.errors += [f"{row.id} - {name}" for name in sorted(theirs - mine)]
    for name, kind in gold.items():
        if kind in INFORMING and ours.get(name) in INFORMING:
            into.both_told += 1
            into.same_kind += ours[name] == kind
