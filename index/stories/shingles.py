"""Article → Fingerprint: shingles, figures and the keys that copies find each other by.

Broder, "On the resemblance and containment of documents" (1997), for shingles and
MinHash; Leskovec, Rajaraman & Ullman, "Mining of Massive Datasets", 3.4, for the bands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.analysis import sentence_forms
from index.analysis.memo import Memo
from index.article import Article
from index.stories.minhash import SIZE, signature

Hashes = NDArray[np.uint32]

SHINGLE: Final = 4
"""Syllables of a shingle. No shingle crosses a sentence's end, so a sentence that was
moved costs nothing, and one that was changed costs itself alone."""

ROWS: Final = 3
BANDS: Final = SIZE // ROWS
"""A pair of resemblance J shares a band with probability 1 - (1 - J³)²⁴: .999 at .63, .96
at .5, .48 at .3, .02 at .1. Those that share most sentences find each other by these, too."""

LEAST: Final = 40
"""Shingles of the shortest text that can be a copy: a headline or a teaser alone is none."""

LEAST_OF_SENTENCE: Final = 8
"""Syllables of the shortest sentence that is a key: below, everybody writes it."""

MOST_SENTENCES: Final = 300
"""Sentences that are keys: far beyond any real article, and a look-up takes them all."""

OPENING, OPENING_SHINGLES = 4, 72
"""Sentences and shingles at the beginning of the body that are its opening."""

_BAND_KINDS: Final = tuple(b"band %d" % number for number in range(BANDS))
_Keyed = Sequence[tuple[Sequence[str], int | None]]
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)
_HIGH: Final = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """``shingles``, ``figures`` and ``opening`` rise and are distinct.

    ``figures`` are the numbers that the text gives, ``opening`` the shingles its body
    begins with; ``keys`` are signed 64-bit numbers. A text too short to be compared has
    no keys.
    """

    shingles: Hashes
    figures: Hashes
    opening: Hashes
    keys: tuple[int, ...]


def fingerprint(article: Article, without: Container[int] = ()) -> Fingerprint:
    """Of standfirst and body; copies change the headline first.

    Sentences whose key is in ``without`` are left out. Does not depend on the process
    or the machine.
    """
    standfirst, body = sentence_forms(article.standfirst or ""), sentence_forms(article.body)
    return fingerprint_of(standfirst, body, without)


def fingerprint_of(
    standfirst: Iterable[Sequence[str]],
    body: Iterable[Sequence[str]],
    without: Container[int] = (),
) -> Fingerprint:
    """As :func:`fingerprint`, of the exact forms of each sentence of the two texts."""
    begin, main = (list(_keyed(each, without)) for each in (standfirst, body))
    sentences = [forms for forms, _ in begin + main]
    shingles, places = _shingles(sentences)
    distinct = _distinct(shingles)
    keys: tuple[int, ...] = ()
    if len(distinct) >= LEAST:
        found = islice((key for _, key in begin + main if key is not None), MOST_SENTENCES)
        keys = tuple(dict.fromkeys((*_bands(distinct), *found)))
    # What begins with a digit is no word: letters stand behind the colon.
    figures = {_HASHES[form] for form in set(chain.from_iterable(sentences)) if form < ":"}
    return Fingerprint(
        distinct,
        np.array(sorted(figures), np.uint32),
        _distinct(shingles[_opening(places, begin, main)][:OPENING_SHINGLES]),
        keys,
    )


def shingles_of(article: Article, without: Container[int] = ()) -> Hashes:
    """The shingles alone of :func:`fingerprint`: to compare two texts no keys are needed."""
    texts = (article.standfirst or "", article.body)
    kept = (forms for text in texts for forms, _ in _keyed(sentence_forms(text), without))
    return _distinct(_shingles(list(kept))[0])


def to_bytes(numbers: Hashes) -> bytes:
    """Hashes as the store keeps them."""
    return numbers.astype("<u4").tobytes()


def from_bytes(content: bytes) -> Hashes:
    """The inverse of :func:`to_bytes`."""
    return np.frombuffer(content, "<u4")


def _keyed(
    sentences: Iterable[Sequence[str]], without: Container[int]
) -> Iterator[tuple[Sequence[str], int | None]]:
    """The forms of each sentence and its key; None below LEAST_OF_SENTENCE."""
    for forms in sentences:
        key = None
        if len(forms) >= LEAST_OF_SENTENCE:
            key = _key(b"sentence", " ".join(forms).encode("utf-8", "surrogatepass"))
        if key is None or key not in without:
            yield forms, key


def _hash(form: str) -> int:
    """32 bits, the same in every process."""
    content = form.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(content, digest_size=4).digest(), "little")


_HASHES: Final = Memo(_hash)


def _shingles(sentences: Sequence[Sequence[str]]) -> tuple[Hashes, NDArray[np.intp]]:
    """The hashes of SHINGLE tokens that stand in one sentence, and the number of each's first."""
    forms = list(chain.from_iterable(sentences))
    count = len(forms) - SHINGLE + 1
    if count < 1:
        return np.zeros(0, np.uint32), np.zeros(0, np.intp)
    tokens = np.fromiter(map(_HASHES.__getitem__, forms), np.uint64, len(forms))
    mixed = tokens[:count].copy()
    for place in range(1, SHINGLE):
        # 64 bits that wrap: a polynomial of the tokens, whose high half is well mixed
        mixed *= _MULTIPLIER
        mixed += tokens[place : place + count]
    mixed *= _MULTIPLIER
    within = np.ones(len(forms), np.bool_)
    ends = np.cumsum(list(map(len, sentences)))
    for back in range(1, SHINGLE):
        within[np.maximum(ends - back, 0)] = False
    places = within[:count].nonzero()[0]
    return (mixed[places] >> _HIGH).astype(np.uint32), places


def _opening(places: NDArray[np.intp], begin: _Keyed, body: _Keyed) -> slice:
    """Which shingles stand in the first sentences of the body; ``places`` are their tokens."""
    first = sum(len(forms) for forms, _ in begin)
    last = first + sum(len(forms) for forms, _ in body[:OPENING])
    return slice(*np.searchsorted(places, (first, last)))


def _distinct(hashes: Hashes) -> Hashes:
    """``hashes`` in rising order, each once."""
    ordered = np.sort(hashes)
    first = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    distinct: Hashes = ordered[first]
    return distinct


def _bands(distinct: Hashes) -> Iterator[int]:
    """One key per band: two texts share it when they agree in all rows of the band."""
    rows = signature(distinct).astype("<u4").tobytes()
    width = len(rows) // BANDS
    for number, kind in enumerate(_BAND_KINDS):
        yield _key(kind, rows[number * width : (number + 1) * width])


@cache
def _hasher(kind: bytes) -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=8, person=kind.ljust(16, b"\0"))


def _key(kind: bytes, content: bytes) -> int:
    hasher = _hasher(kind).copy()  # two thirds of the time of a new one
    hasher.update(content)
    return int.from_bytes(hasher.digest(), "little", signed=True)
