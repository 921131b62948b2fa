"""The few words and names that say what an article is about.

Only words can say it: *hòa bình* is a term, *hòa* and *bình* are not. Where the
words of the headline and the standfirst lie is asked of both segmenters (some 50
words an article, at 30,000 words/s): where only one of them joins, a term is a
wrong one too often. How often terms recur is counted in the whole text by their
syllables.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import chain, compress, islice
from typing import Final, NamedTuple

from index.analysis import sentences
from index.analysis.letters import ALPHANUMERIC, Expression
from index.analysis.memo import Memo
from index.analysis.syllable import is_syllable
from index.analysis.tone import place
from index.analysis.unicode import unify
from index.analysis.words import segment_surely
from index.enrich.reading import Reading
from index.enrich.rows import Row
from index.enrich.tables import normal
from index.lockstep import Steps, alone

__all__ = ["MOST", "finding_key_terms", "key_terms"]

MOST: Final = 8
# Tokens of the headline, and again of the standfirst, that the segmenter is shown.
_LEAD: Final = 36
_TITLE_POINTS: Final = 2.0
_LONGEST: Final = 4

_TOKEN: Final = Expression(
    rf"{ALPHANUMERIC}{ALPHANUMERIC}*+(?:[\u0300-\u036f]++\w*+)*+"
    rf"(?:[-'’.]{ALPHANUMERIC}{ALPHANUMERIC}*+)*+"
    r"|[^\w\s]"
)
# Where a token begins: not inside of one.
_OPENING: Final = re.compile(r"(?<![^\W_])(?<![^\W_][-'’.])")
# Where one ends.
_CLOSING: Final = re.compile(r"(?![^\W_])(?![-'’.][^\W_])")
# What words and tokens cut alike, and where a word of the reading may end in it.
_CUT_ALIKE: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_CUT_ALIKE_END: Final = re.compile(r"(?=-|\Z)|(?<=[0-9])(?![0-9])")
# Where words and tokens differ even in letters.
_CUT_OTHERWISE: Final = re.compile("[‐‑‘`_\u0300-\u036f]")
_KEYS: Final = Memo(lambda text: place(unify(text)))


@dataclass(slots=True)
class _Term:
    """A candidate: its syllables' keys, how it is written, what speaks for it."""

    keys: tuple[str, ...]
    in_title: bool = False
    shown: Counter[str] = field(default_factory=Counter)


@cache
def _common() -> frozenset[tuple[str, ...]]:
    file = resources.files("index.enrich") / "data" / "key_terms_common.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(
        tuple(_KEYS[word] for word in line.split())
        for line in lines
        if line and not line.startswith("#")
    )


def key_terms(title: str, standfirst: str | None, body: str) -> tuple[str, ...]:
    """At most :data:`MOST` terms in their written form, the most telling first.

    A term is a compound word of two to four syllables or a foreign word or
    abbreviation of the headline or the standfirst (the first sentences of a
    body without one), weighed by how often the whole article uses it.
    """
    return alone(finding_key_terms(Reading(title, standfirst, body)))


def finding_key_terms(reading: Reading) -> Steps[tuple[str, ...]]:
    """:func:`key_terms` in steps: what the segmenters join, how often it recurs."""
    title, standfirst, body = reading.texts
    lead = standfirst or body[:400].rsplit(" ", 1)[0]
    terms: dict[tuple[str, ...], _Term] = {}
    for text, in_title in ((title, True), (lead, False)):
        _collect(text, in_title, terms)
    yield
    _count(reading, terms)
    order = sorted(terms.values(), key=lambda term: (-_weight(term), term.keys))
    return tuple(map(_written, islice(_distinct(order), MOST)))


def _collect(text: str, in_title: bool, terms: dict[tuple[str, ...], _Term]) -> None:
    left = _LEAD
    token = _TOKEN.reading(text)
    for start, end in sentences(text):
        tokens = token.findall(text[start:end])[:left]
        left -= len(tokens)
        at = 0
        for length in segment_surely(tokens):
            words = tokens[at : at + length]
            at += length
            if length == 1 and not words[0][0].isupper():
                continue  # as most are
            keys = tuple(map(_KEYS.__getitem__, words))
            if _telling(words, keys):
                term = terms.setdefault(keys, _Term(keys))
                term.in_title = term.in_title or in_title
        if left <= 0:
            return


def _telling(words: list[str], keys: tuple[str, ...]) -> bool:
    """A compound, or one foreign word or abbreviation with a capital; nothing common."""
    if len(words) == 1:
        word = words[0]
        foreign = word[0].isupper() and len(word) > 1 and not is_syllable(word)
        return foreign and word[0].isalpha() and keys not in _common()
    if len(words) > _LONGEST or keys in _common():
        return False
    return all(word[0].isalpha() for word in words)


def _count(reading: Reading, terms: dict[tuple[str, ...], _Term]) -> None:
    """Count every term by its syllables, the longest at each place; remember spellings."""
    by_first: dict[str, list[_Term]] = {}
    for term in sorted(terms.values(), key=lambda term: -len(term.keys)):
        by_first.setdefault(term.keys[0], []).append(term)
    taken = 0
    for found in _places(reading, by_first):
        if found.start >= taken:
            found.term.shown[found.spelling] += 1
            taken = found.end


class _Place(NamedTuple):
    """Where in the whole article a term stands, and how it is written there."""

    start: int
    end: int
    term: _Term
    spelling: str


_ByFirst = Mapping[str, Sequence[_Term]]
"""Terms by their first key, the longest first."""


def _places(reading: Reading, by_first: _ByFirst) -> Iterator[_Place]:
    """Every place where a term stands, in order.

    The words of the reading tell, which are there: only figures, abbreviations and marks
    inside of words are cut otherwise here.
    """
    whole = reading.whole
    token = _TOKEN.reading(whole)
    if _CUT_OTHERWISE.search(whole) or not all(map(_CUT_ALIKE.fullmatch, by_first)):
        starts = [each.start() for each in token.finditer(whole) if _KEYS[each[0]] in by_first]
        yield from filter(None, (_by_tokens(token, whole, start, by_first) for start in starts))
        return
    alike = {key: same for key, same in by_first.items() if _are_words(same)}
    otherwise = set(chain.from_iterable(map(_openings, by_first.keys() - alike.keys())))
    openings = alike.keys() | otherwise
    before = 0
    for text, row in zip(reading.texts, reading.rows, strict=True):
        sure = len(row) - _LONGEST  # from there on the next text may go on
        for at in compress(range(len(row)), map(openings.__contains__, row.keys)):
            if at < sure and row.keys[at] not in otherwise:
                found = _by_words(text, row, at, alike[row.keys[at]], before)
            elif _OPENING.match(text, row.starts[at]):
                found = _by_tokens(token, whole, before + row.starts[at], by_first)
            else:
                found = None
            if found:
                yield found
        before += len(text) + 1


def _openings(key: str) -> Iterator[str]:
    """The words of the reading that a token may begin with: "covid" of "covid-19"."""
    for match in _CUT_ALIKE_END.finditer(key):
        yield normal(key[: match.start()])


def _are_words(terms: Sequence[_Term]) -> bool:
    """Whether nothing but letters is in them: those are cut alike in both ways."""
    return all(map(str.isalpha, chain.from_iterable(term.keys for term in terms)))


def _by_tokens(token: re.Pattern[str], whole: str, start: int, by_first: _ByFirst) -> _Place | None:
    """The longest term whose tokens begin at ``start``."""
    following = token.finditer(whole, start)
    opening = next(following)
    same = by_first.get(_KEYS[opening[0]])
    if not same:
        return None
    # The first is the longest: no more tokens are cut than it has.
    tokens = [opening, *islice(following, len(same[0].keys) - 1)]
    keys = tuple([_KEYS[each[0]] for each in tokens])
    for term in same:
        size = len(term.keys)
        if keys[:size] == term.keys:
            spelling = " ".join([each[0] for each in tokens[:size]])
            return _Place(start, tokens[size - 1].end(), term, spelling)
    return None


def _by_words(text: str, row: Row, at: int, same: Sequence[_Term], before: int) -> _Place | None:
    """The longest of the terms ``same`` that the words from ``at`` on are.

    A word stands behind each of them. Before ``text`` stand so many characters of the whole
    article. Between tokens that are letters nothing but blanks stands.
    """
    keys = row.keys
    for term in same:
        last = at + len(term.keys)
        if tuple(keys[at:last]) == term.keys and _is_whole(text, row, at, last):
            spelling = " ".join(row.words[at:last])
            return _Place(before + row.starts[at], before + row.ends[last - 1], term, spelling)
    return None


def _is_whole(text: str, row: Row, first: int, last: int) -> bool:
    """Whether the words are tokens from end to end, with nothing else between.

    The row has a word behind them.
    """
    gaps = row.gaps
    if not all(map(str.isspace, gaps[first + 1 : last])):
        return False
    opens = gaps[first] == " " or _OPENING.match(text, row.starts[first]) is not None
    closes = gaps[last] == " " or _CLOSING.match(text, row.ends[last - 1]) is not None
    return opens and closes


def _weight(term: _Term) -> float:
    count = sum(term.shown.values())
    longer = 1.0 + 0.25 * (len(term.keys) - 2) if len(term.keys) > 1 else 0.75
    return (1.0 + math.log(count) if count else 0.0) * longer + _TITLE_POINTS * term.in_title


def _distinct(order: list[_Term]) -> Iterator[_Term]:
    """Without terms that are part of a better one: not Kim beside Kim Jong-un."""
    kept: list[str] = []
    for term in order:
        words = f" {' '.join(term.keys)} "
        if not any(words in other or other in words for other in kept):
            kept.append(words)
            yield term


def _written(term: _Term) -> str:
    """The commonest spelling; small letters win a tie, for capitals may open a sentence."""
    if not term.shown:
        return " ".join(term.keys)
    best = max(term.shown.items(), key=lambda item: (item[1], item[0].swapcase()))[0]
    lower = best[:1].lower() + best[1:]
    shown = lower if lower in term.shown else best
    return unicodedata.normalize("NFC", shown)
