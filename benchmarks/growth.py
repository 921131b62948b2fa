"""More articles than the corpus has: its sentences, put together anew.

A generated article follows a real one in length. Its sentences come from articles that
share a key term with it, a few in a row from each, so words that go together still do;
persons and quotations come along with their sentences. Two things that this alone would
lose are kept:

- *Vocabulary grows.* Known sentences have no new words, but real text brings new ones for
  ever: K·n^β of n words (Heaps' law). K and β are fitted to the corpus, and each article
  gets as many new words as the law wants there, in the places of the rarest it has: made
  of halves of other rare words, or another number.
- *No near-duplicates.* No article gives more than ``_RUN`` sentences to another.

``evidence`` measures both on what was generated.
"""

from __future__ import annotations

import math
import random
import re
import zlib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import count, islice
from multiprocessing import get_context
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks import documents
from benchmarks.building import of_size
from benchmarks.corpus import SEED, placings
from benchmarks.documents import SHARD, Prepared
from benchmarks.workspace import Workspace
from index.analysis import sentences
from index.article import Article, ArticleDate, Kept, Mention, Person, Quote
from index.engines.schema import EXACT

_RUN: Final = 3
"""Sentences in a row from one article at most."""
_RARE: Final = 2
"""Articles that have a word at most, for it to be rare."""
_LEAST_SHARED, _MOST_SHARED = 8, 2_000
"""Articles that share a key term which sentences are taken from together."""
_SENTENCES: Final = (4, 80)
"""Of the shortest and longest article."""
_MOST_HELD: Final = 40
"""Articles that one is made of, at most."""
_WORD: Final = re.compile(r"[^\W\d_]{4,}|\d{2,}")
"""What is replaced: of two letters nearly every word is known."""
_SHINGLE: Final = 4
_TRIES: Final = 50
"""Words of halves that may be known already before letters are thrown together."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a body, with what was understood in it; offsets count from its start."""

    text: str
    break_before: bool
    mentions: tuple[tuple[str, Mention], ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A real article as material."""

    title: str
    standfirst: str
    sentences: tuple[Sentence, ...]
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heaps:
    """V(n) = k · n ** beta, for n tokens."""

    k: float
    beta: float

    @classmethod
    def fitted(cls, points: Sequence[tuple[int, int]]) -> Heaps:
        """By least squares over the logarithms of (tokens, different ones)."""
        tokens, words = np.log(np.array(points, float)).T
        beta, log_k = np.polyfit(tokens, words, 1)
        return cls(math.exp(log_k), float(beta))

    def vocabulary(self, tokens: int) -> float:
        return float(self.k * tokens**self.beta)


def source_of(article: Article) -> Source:
    """The article's sentences and what stands in them."""
    body = article.body
    spans = list(sentences(body))
    starts = [start for start, _ in spans]
    mentions: defaultdict[int, list[tuple[str, Mention]]] = defaultdict(list)
    quotes: defaultdict[int, list[Quote]] = defaultdict(list)

    def place(start: int, end: int) -> int | None:
        at = bisect_left(starts, start + 1) - 1
        return at if at >= 0 and end <= spans[at][1] else None

    for person in article.persons:
        for each in person.mentions:
            if each.field == "body" and (at := place(each.start, each.end)) is not None:
                moved = replace(each, start=each.start - starts[at], end=each.end - starts[at])
                mentions[at].append((person.name, moved))
    for quote in article.quotes:
        if quote.field == "body" and (at := place(quote.start, quote.end)) is not None:
            start, end = quote.start - starts[at], quote.end - starts[at]
            quotes[at].append(replace(quote, start=start, end=end, cue=None))
    found = []
    end = 0
    for at, (start, stop) in enumerate(spans):
        text = body[start:stop]
        found.append(
            Sentence(text, "\n" in body[end:start], tuple(mentions[at]), tuple(quotes[at]))
        )
        end = stop
    return Source(article.title, article.standfirst or "", tuple(found), article.key_terms)


# --- making


@dataclass(frozen=True)
class Material:
    """All that articles are made of."""

    sources: Sequence[Source]
    by_term: dict[str, list[int]]
    documents_with: Counter[str]
    rare: Sequence[str]
    heaps: Heaps
    tokens: int

    @cached_property
    def beginnings(self) -> Mapping[int, Sequence[str]]:
        """Length → what rare words of about twice that length begin with, each once."""
        found: defaultdict[int, set[str]] = defaultdict(set)
        for word in self.rare:
            half = _half(len(word))
            found[half].add(word[:half])
        return {half: sorted(each) for half, each in found.items()}


_material: Material
"""Set before workers are forked: a gigabyte that need not be sent to them."""


def generate(work: Workspace, wanted: int) -> dict[str, Any]:
    """Shards of ``wanted`` documents behind those of the corpus; what they were made with."""
    global _material  # noqa: PLW0603  # see there
    shards = range(-(-wanted // SHARD))
    missing = [n for n in shards if not documents.shard(work.generated, n).exists()]
    _material = _read(work)
    make = partial(_make, work, len(shards))
    with ProcessPoolExecutor(mp_context=get_context("fork")) as workers:
        for _ in workers.map(make, missing):
            pass
    return {"k": _material.heaps.k, "beta": _material.heaps.beta, "tokens": _material.tokens}


def _read(work: Workspace) -> Material:
    with closing(documents.opened_store(work.data)) as store:
        sources = [source_of(each.article) for each in islice(store.all(), work.documents)]
    by_term: defaultdict[str, list[int]] = defaultdict(list)
    for number, source in enumerate(sources):
        for term in source.terms:
            by_term[term].append(number)
    shared = {t: n for t, n in by_term.items() if _LEAST_SHARED <= len(n) <= _MOST_SHARED}
    seen: Counter[str] = Counter()
    points: list[tuple[int, int]] = []
    tokens = 0
    for number, each in enumerate(documents.read(work.prepared), 1):
        words = each.document.tokens[EXACT["text"]].texts
        tokens += len(words)
        seen.update(set(words))
        if number % max(1, work.documents // 20) == 0:
            points.append((tokens, len(seen)))
    rare = sorted(w for w, n in seen.items() if n <= _RARE and w.isalpha() and len(w) > 3)
    # the first points are of too little text: the law holds for large collections
    return Material(sources, shared, seen, rare, Heaps.fitted(points[len(points) // 4 :]), tokens)


def _half(length: int) -> int:
    return (length + 1) // 2


def _make(work: Workspace, shards: int, number: int) -> None:
    material = _material
    lot = random.Random(SEED + number)  # noqa: S311  # a seeded draw, no secret
    mean = material.tokens / len(material.sources)
    inventor = Inventor(material, lot, number, shards)
    made: list[Prepared] = []
    first = number * SHARD
    draws = islice(placings(), len(material.sources) + first, None)
    for at, placing in zip(range(first, first + SHARD), draws, strict=False):
        before, after = (material.tokens + round((at + i) * mean) for i in (0, 1))
        wanted = int(material.heaps.vocabulary(after)) - int(material.heaps.vocabulary(before))
        article = inventor.renewed(put_together(material, lot), wanted)
        seq = len(material.sources) + at + 1
        day = placing.day.isoformat()
        article = replace(
            article,
            id=f"generated-{at:06}",
            outlet=placing.outlet,
            published=ArticleDate(day, "day", "given"),
        )
        names = [person.name for person in article.persons]
        made.append(documents.prepared(Kept(article, seq, seq, day), names))
    documents.write(documents.shard(work.generated, number), made)


def put_together(material: Material, lot: random.Random) -> Article:
    """An article of other articles' sentences, with what stands in them."""
    seed = lot.choice(material.sources)
    wanted = min(max(len(seed.sentences), _SENTENCES[0]), _SENTENCES[1])
    held = _related(material, seed, lot)
    body = ""
    persons: defaultdict[str, list[Mention]] = defaultdict(list)
    quotes: list[Quote] = []
    taken = 0
    for source in held:
        start = lot.randrange(max(1, len(source.sentences)))
        for each in source.sentences[start : start + lot.randint(1, _RUN)]:
            body += ("\n" if each.break_before else " ") if body else ""
            at = len(body)
            for name, mention in each.mentions:
                moved = replace(mention, start=mention.start + at, end=mention.end + at)
                persons[name].append(moved)
            quotes += [replace(q, start=q.start + at, end=q.end + at) for q in each.quotes]
            body += each.text
            taken += 1
        if taken >= wanted:
            break
    titles = [source.title.split() for source in held[:2]]
    title = [*titles[0][: len(titles[0]) // 2], *titles[-1][len(titles[-1]) // 2 :]]
    return Article(
        id="",
        title=" ".join(title),
        standfirst=held[-1].standfirst or None,
        body=body,
        persons=tuple(Person(name, tuple(found)) for name, found in persons.items()),
        quotes=tuple(quotes),
        key_terms=seed.terms,
    )


def _related(material: Material, seed: Source, lot: random.Random) -> list[Source]:
    """Articles that share a term with ``seed``, or any, in a drawn order; enough for all."""
    terms = [term for term in seed.terms if term in material.by_term]
    numbers = material.by_term[lot.choice(terms)] if terms else range(len(material.sources))
    found = [material.sources[n] for n in lot.sample(numbers, min(_MOST_HELD, len(numbers)))]
    return [source for source in found if source.sentences] or [seed]


class Inventor:
    """Words that nobody had, of one shard.

    Each shard has a share of all beginnings, so that no two invent the same word.
    """

    def __init__(self, material: Material, lot: random.Random, shard: int, shards: int) -> None:
        self._material = material
        self._lot = lot
        self._part = (shard, shards)
        self._known: set[str] = set()
        self._beginnings = {
            half: [each for each in every if self._is_ours(each)]
            for half, every in material.beginnings.items()
        }

    def _is_ours(self, beginning: str) -> bool:
        shard, shards = self._part
        return zlib.crc32(beginning.encode()) % shards == shard

    def renewed(self, article: Article, wanted: int) -> Article:
        """The article with ``wanted`` new words in the places of its rarest.

        They are as long as those that stood there, so that offsets stay true; names stay
        as they are.
        """
        names = [(m.start, m.end) for person in article.persons for m in person.mentions]
        found = [
            match
            for match in _WORD.finditer(article.body)
            if not any(a < match.end() and match.start() < b for a, b in names)
        ]
        found.sort(key=lambda match: self._material.documents_with[match.group().lower()])
        body = article.body
        for match in found[:wanted]:
            body = body[: match.start()] + self._new(match.group()) + body[match.end() :]
        return replace(article, body=body)

    def _new(self, old: str) -> str:
        """A number for a number; else the halves of two rare words, or letters of theirs."""
        if old.isdigit():
            return self._other(old)
        half = _half(len(old))
        beginnings = self._beginnings.get(half) or []
        rest = len(old) - half
        for tries in count():
            left, right = self._lot.choices(self._material.rare, k=2)
            if beginnings and tries < _TRIES:
                new = self._lot.choice(beginnings) + right[len(right) - rest :]
            else:
                new = "".join(self._lot.choices(left + right, k=len(old)))
            known = new in self._known or new in self._material.documents_with
            if len(new) == len(old) and not known and self._is_ours(new[:half]):
                break
        self._known.add(new)
        return new.capitalize() if old[0].isupper() else new

    def _other(self, number: str) -> str:
        least = 10 ** (len(number) - 1)
        new = number
        while new == number:
            new = str(self._lot.randrange(least, 10 * least))
        return new


# --- evidence


def evidence(work: Workspace, size: int, sample: int = 1_000) -> dict[str, Any]:
    """What ``size`` documents are like: vocabulary, and how alike the most alike are.

    Of ``sample`` generated ones, the resemblance (shared of all runs of four words) to the
    one most like it among all others.
    """
    numbers: dict[str, int] = {}
    seen: Counter[int] = Counter()
    points: list[tuple[int, int]] = []
    shingles: list[NDArray[np.uint32]] = []
    tokens = 0
    for number, each in enumerate(of_size(work, size), 1):
        words = each.document.tokens[EXACT["text"]]
        forms = np.array([numbers.setdefault(w, len(numbers)) for w in words.texts], np.uint64)
        seen.update(set(forms.tolist()))
        tokens += len(forms)
        shingles.append(_shingles(forms, np.array(words.positions)))
        if number % max(1, size // 10) == 0:
            points.append((tokens, len(numbers)))
    lot = random.Random(SEED)  # noqa: S311  # a sample, no secret
    chosen = lot.sample(range(work.documents, size), min(sample, size - work.documents))
    alike = _most_alike(shingles, chosen)
    once = sum(n == 1 for n in seen.values())
    return {
        "documents": size,
        "vocabulary by tokens": points,
        "in one document only": round(once / len(seen), 3),
        "resemblance to the most alike": {
            "p50": round(float(np.median(alike)), 3),
            "p99": round(float(np.quantile(alike, 0.99)), 3),
            "most": round(float(alike.max()), 3),
        },
    }


def _shingles(forms: NDArray[np.uint64], positions: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Hashes of the runs of _SHINGLE words side by side."""
    last = len(forms) - _SHINGLE + 1
    if last < 1:
        return np.zeros(0, np.uint32)
    together = positions[_SHINGLE - 1 :] - positions[:last] == _SHINGLE - 1
    mixed = np.zeros(last, np.uint64)
    for at in range(_SHINGLE):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + forms[at : at + last]
        mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed[together] >> np.uint64(32)).astype(np.uint32))


def _most_alike(
    shingles: Sequence[NDArray[np.uint32]], chosen: Sequence[int]
) -> NDArray[np.float64]:
    sizes = np.array([len(each) for each in shingles])
    owners = np.repeat(np.arange(len(shingles), dtype=np.int32), sizes)
    every = np.concatenate(shingles)
    order = np.argsort(every, kind="stable")
    every, owners = every[order], owners[order]
    best = []
    for number in chosen:
        first, last = (np.searchsorted(every, shingles[number], side) for side in _SIDES)
        shared = np.bincount(
            np.concatenate([owners[a:b] for a, b in zip(first, last, strict=True)]),
            minlength=len(shingles),
        )
        shared[number] = 0
        union = sizes[number] + sizes - shared
        best.append(float((shared / np.maximum(1, union)).max()))
    return np.array(best)


_SIDES: Final = ("left", "right")
