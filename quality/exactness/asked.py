"""Queries sampled from news, and which words a highlight may cover for each of them."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from quality.news import Story
from quality.spelling import WORD, folded, marked, same, shaped

EACH: Final = 145
"""Queries of a kind, and"""
HITS: Final = 15
"""hits of a query that are looked at: more than 10,000 hits."""
_TOKEN: Final = re.compile(rf"[0-9]+(?:[.,/][0-9]+)*|{WORD.pattern}")
_HYPHENATED: Final = re.compile(
    r"(?<![\w-])[^\W_]+(?:-[^\W\d_]\w*)+(?![\w-])|\b[A-Z]{1,3}-[0-9]+\b"
)
_NUMBER: Final = re.compile(r"(?<![\d.,/])[0-9]{1,3}(?:[.,][0-9]{1,3}){1,2}(?![\d.,/]\d|\d)")
_DAY: Final = re.compile(r"(?<![\d.,/-])[0-3]?[0-9]/[01]?[0-9](?![\d.,/-]?\d)")
_RUN: Final = re.compile(rf"(?:{WORD.pattern})(?: (?:{WORD.pattern}))*")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query; ``covers`` says of a highlighted piece of raw text whether it is what was asked."""

    kind: str
    query: str
    covers: Callable[[str], bool]


def sample(
    stories: Sequence[Story], each: int, rng: random.Random, kinds: Iterable[str] | None = None
) -> Iterator[Asked]:
    """``each`` queries of every kind (or of ``kinds``) from the texts of ``stories``.

    Fewer where the texts hold no more.
    """
    for kind in _KINDS if kinds is None else kinds:
        make = _KINDS[kind]
        made: dict[str, Asked] = {}
        for _ in range(20 * each):
            asked = make(unicodedata.normalize("NFC", rng.choice(stories).body), rng)
            if asked is not None:
                made.setdefault(asked[0], Asked(kind, *asked))
            if len(made) == each:
                break
        yield from made.values()


_Made = tuple[str, Callable[[str], bool]] | None


def _span(text: str, rng: random.Random, least: int, most: int) -> list[str] | None:
    """Vietnamese words that stand side by side, with one space between."""
    runs = [match[0].split(" ") for match in _RUN.finditer(text)]
    size = rng.randint(least, most)
    spans = [run[at : at + size] for run in runs for at in range(len(run) - size + 1)]
    good = [span for span in spans if all(map(shaped, span))]
    return rng.choice(good) if good else None


def _word(text: str, rng: random.Random) -> _Made:
    span = _span(text, rng, 1, 1)
    return (span[0], any_of(span)) if span else None


def _words(text: str, rng: random.Random) -> _Made:
    span = _span(text, rng, 2, 4)
    return (" ".join(span), any_of(span)) if span else None


def _unmarked(text: str, rng: random.Random) -> _Made:
    span = _span(text, rng, 2, 4)
    if span is None or not any(map(marked, span)):
        return None
    bare = list(map(folded, span))
    return " ".join(bare), any_of(bare)


def _phrase(text: str, rng: random.Random) -> _Made:
    span = _span(text, rng, 2, 4)
    if span is None:
        return None
    return f'"{" ".join(span)}"', _sequence(span, exact=any(map(marked, span)))


def _unmarked_phrase(text: str, rng: random.Random) -> _Made:
    span = _span(text, rng, 2, 4)
    if span is None:
        return None
    return f'"{" ".join(map(folded, span))}"', _sequence(span, exact=False)


def _prefix(text: str, rng: random.Random) -> _Made:
    span = _span(text, rng, 1, 1)
    if span is None or len(span[0]) < 4:
        return None
    stem = span[0][:3]
    form = same if marked(stem) else folded

    def covers(piece: str) -> bool:
        joined = _joined(piece)
        begins = [form(word).startswith(form(stem)) for word in WORD.findall(piece)]
        return all(begins) or joined.startswith(folded(stem))

    return stem + "*", covers


def _hyphenated(text: str, rng: random.Random) -> _Made:
    found = _HYPHENATED.findall(text)
    if not found:
        return None
    query = rng.choice(found)
    return query, _repeats(_joined(query), _joined)


def _number(text: str, rng: random.Random) -> _Made:
    found = _NUMBER.findall(text)
    if not found:
        return None
    query = rng.choice(found)
    return query, lambda piece: {_value(each) for each in _TOKEN.findall(piece)} == {_value(query)}


def _day(text: str, rng: random.Random) -> _Made:
    found = _DAY.findall(text)
    if not found:
        return None
    query = rng.choice(found)
    return query, _date(query)


def _day_in_words(text: str, rng: random.Random) -> _Made:
    found = _DAY.findall(text)
    if not found:
        return None
    day, month = map(int, rng.choice(found).split("/"))
    query = f"ngày {day} tháng {month}"
    words, date = any_of(query.split()), _date(query)
    return query, lambda piece: words(piece) or date(piece)


_KINDS: Final[dict[str, Callable[[str, random.Random], _Made]]] = {
    "word": _word,
    "words": _words,
    "unmarked": _unmarked,
    "phrase": _phrase,
    "unmarked phrase": _unmarked_phrase,
    "prefix": _prefix,
    "hyphenated": _hyphenated,
    "number": _number,
    "day": _day,
    "day in words": _day_in_words,
}


def any_of(typed: Sequence[str]) -> Callable[[str], bool]:
    """Nothing but typed words: marked ones as they are, others in any marking."""
    exact = {same(word) for word in typed}
    bare = {folded(word) for word in typed if not marked(word)}

    def covers(piece: str) -> bool:
        words = _TOKEN.findall(piece)
        return bool(words) and all(same(word) in exact or folded(word) in bare for word in words)

    return covers


def _sequence(typed: Sequence[str], exact: bool) -> Callable[[str], bool]:
    """Nothing but occurrences of the whole phrase, which may overlap."""
    form = same if exact else folded
    wanted = [form(word) for word in typed]

    def covers(piece: str) -> bool:
        words = [form(word) for word in _TOKEN.findall(piece)]
        covered: set[int] = set()
        for at in range(len(words) - len(wanted) + 1):
            if words[at : at + len(wanted)] == wanted:
                covered |= set(range(at, at + len(wanted)))
        return bool(words) and len(covered) == len(words)

    return covers


def _date(day: str) -> Callable[[str], bool]:
    """Day and month, or month and day as in 2022-08-26, as numbers."""
    numbers = re.findall(r"[0-9]+", day)
    one, other = (
        _repeats(_integers(" ".join(each)), _integers) for each in (numbers, numbers[::-1])
    )
    return lambda piece: one(piece) or other(piece)


def _repeats(wanted: str, of: Callable[[str], str]) -> Callable[[str], bool]:
    """``wanted``, or that several times: neighbours are marked together."""
    return lambda piece: bool(of(piece)) and not of(piece).replace(wanted, "")


def _joined(text: str) -> str:
    """Letters and digits without marks and without what stands between them."""
    return "".join(folded(word) for word in WORD.findall(text))


def _integers(text: str) -> str:
    return "".join(f"{int(digits)}|" for digits in re.findall(r"[0-9]+", text))


def _value(number: str) -> str:
    """4.700 and 4,700 as 4700; 2,4 as 2.4; anything else as it is."""
    if _THOUSANDS.fullmatch(number):
        return re.sub("[.,]", "", number)
    return number.replace(",", ".")
