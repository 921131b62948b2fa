"""Minimal pairs of the corpus: words that are frequent there, in words they stand among."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, permutations
from pathlib import Path
from typing import Final

from quality.minimal_pairs.cases import Document
from quality.minimal_pairs.counts import Neighbours
from quality.minimal_pairs.material import Context, Material, Twins
from quality.news import FILE, Story, stories
from quality.spelling import WORD, folded, marked, new_style, old_style, same, shaped

# The last are not counted as pairs of their own: they are those of "bare" and "name" reversed.
QUOTAS: Final = {
    "bare": 450, "tone": 600, "stroke": 180, "quality": 500, "name": 400, "literal": 250,
}  # fmt: skip
BACKGROUND: Final = 1_500
_FREQUENT: Final = 100
_PER_WORD: Final = 4
"""Pairs of one word, so that the frequent ones do not fill the quotas."""
_SPANS: Final = 3
_FILLER: Final = 20_000
_CONTEXTS: Final = 400
_CONTEXT_COUNT: Final = 60
_ALIKE: Final = 60
_READ: Final = 4
"""Spans, filler and contexts come from every fourth article; counts from all."""

# Words with nothing but one space between them; a capital may stand anywhere.
_RUN: Final = re.compile(rf"(?:{WORD.pattern})(?: (?:{WORD.pattern}))+")


@dataclass(slots=True)
class _Lexicon:
    """How often each Vietnamese word occurs, and how it is written mostly."""

    counts: Counter[str] = field(default_factory=Counter)
    written: dict[str, str] = field(default_factory=dict)


def material(seed: int = 4, file: Path = FILE) -> Material:
    """The material of the corpus; the same seed and corpus give the same."""
    rng = random.Random(seed)  # noqa: S311  # reproducible, no secret
    lexicon = _lexicon(stories(file=file))
    chosen = list(_chosen(lexicon, rng))
    read = list(stories(_READ, file))
    rng.shuffle(read)
    background, rest = read[:BACKGROUND], read[BACKGROUND:]
    runs = [run for story in rest for run in _runs(story)]
    rng.shuffle(runs)
    spans = _spans(runs, {lexicon.written[word] for word, _ in chosen}, rng)
    return Material(
        twins=tuple(_twins(chosen, lexicon, spans)),
        alike=tuple(_alike(runs, lexicon, rng)),
        contexts=tuple(_contexts(background, lexicon, rng)),
        filler=tuple(_filler(runs, rng)),
        background=tuple(map(_document, background)),
    )


def _document(story: Story) -> Document:
    return Document(f"bg-{story.id}", story.title, f"{story.standfirst}\n\n{story.body}")


def _lexicon(articles: Iterable[Story]) -> _Lexicon:
    written: Counter[str] = Counter()
    for story in articles:
        for text in story.texts:
            written.update(WORD.findall(text))
    lexicon = _Lexicon()
    best: dict[str, int] = {}
    for word, count in sorted(written.items()):
        form = same(word)
        if not shaped(word):
            continue
        lexicon.counts[form] += count
        if count > best.get(form, 0):
            best[form] = count
            lexicon.written[form] = unicodedata.normalize("NFC", word)
    return lexicon


def _chosen(lexicon: _Lexicon, rng: random.Random) -> Iterator[tuple[str, str]]:
    """(word, twin) in one spelling: of each kind the most frequent half, and any others."""
    twins: dict[str, list[str]] = defaultdict(list)
    for form, count in lexicon.counts.items():
        if count >= _FREQUENT:
            twins[folded(form)].append(form)
    kinds: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for forms in twins.values():
        for word, twin in permutations(forms, 2):
            written = Twins(lexicon.written[word], lexicon.written[twin], (), 0)
            kinds[written.kind].append((word, twin))
    used: Counter[str] = Counter()
    seen: set[frozenset[str]] = set()
    for kind, quota in QUOTAS.items():
        left = quota
        for word, twin in _half_by_chance(kinds[kind], lexicon, rng, quota):
            new = frozenset((word, twin)) not in seen or kind == "literal"
            if left and new and used[word] < _PER_WORD:
                seen.add(frozenset((word, twin)))
                used[word] += 1
                left -= 1
                yield word, twin


def _half_by_chance(
    pairs: list[tuple[str, str]], lexicon: _Lexicon, rng: random.Random, quota: int
) -> list[tuple[str, str]]:
    pairs.sort(key=lambda pair: (-min(lexicon.counts[word] for word in pair), pair))
    rest = pairs[quota // 2 :]
    rng.shuffle(rest)
    return pairs[: quota // 2] + rest


def _runs(story: Story) -> Iterator[tuple[str, ...]]:
    for text in (story.standfirst, story.body):
        for match in _RUN.finditer(unicodedata.normalize("NFC", text)):
            yield tuple(match[0].split(" "))


def _spans(
    runs: Iterable[Sequence[str]], wanted: set[str], rng: random.Random
) -> dict[str, list[tuple[tuple[str, ...], int]]]:
    """For each wanted word some spans of 2 to 5 words as they stand in the corpus."""
    found: dict[str, list[tuple[tuple[str, ...], int]]] = {word: [] for word in wanted}
    for run in runs:
        for at, word in enumerate(run):
            spans = found.get(word)
            if spans is None or len(spans) >= _SPANS:
                continue
            size = rng.randint(2, 5)
            before = rng.randint(0, size - 1)
            span = tuple(run[max(0, at - before) : at - before + size])
            place = at - max(0, at - before)
            if before <= at and len(span) == size and _usable(span, place):
                spans.append((span, place))
    return found


def _usable(span: Sequence[str], place: int) -> bool:
    """Only Vietnamese words, in small letters but the one, whose letters stand once."""
    others = [word for at, word in enumerate(span) if at != place]
    return all(shaped(word) and word.islower() for word in others) and folded(
        span[place]
    ) not in set(map(folded, others))


def _twins(
    chosen: Iterable[tuple[str, str]],
    lexicon: _Lexicon,
    spans: dict[str, list[tuple[tuple[str, ...], int]]],
) -> Iterator[Twins]:
    used: Counter[str] = Counter()
    for word, twin in chosen:
        written = lexicon.written[word]
        if spans[written]:
            span, at = spans[written][used[written] % len(spans[written])]
            used[written] += 1
            yield Twins(written, lexicon.written[twin], span, at)


def _filler(runs: Iterable[Sequence[str]], rng: random.Random) -> Iterator[str]:
    """Runs of 3 to 9 Vietnamese words in small letters: no name, so no other name for one."""
    left = _FILLER
    for run in runs:
        size = rng.randint(3, 9)
        part = run[1 : size + 1]
        if len(part) == size and all(word.islower() and shaped(word) for word in part):
            yield " ".join(part)
            left -= 1
            if not left:
                return


def _alike(
    runs: Iterable[Sequence[str]], lexicon: _Lexicon, rng: random.Random
) -> Iterator[tuple[str, ...]]:
    """Frequent words that the corpus spells in several ways, alone and beside a neighbour;
    and some that it spells in one way, for the forms of Unicode."""
    before: dict[str, str] = {}
    for run in runs:
        for left, word in pairwise(run):
            before.setdefault(word, left)
    ways: dict[str, set[str]] = defaultdict(set)
    for word in before:
        if word.islower() and lexicon.counts[same(word)] >= _FREQUENT:
            ways[same(word)] |= {word, old_style(word), new_style(word)}
    several = [form for form in sorted(ways) if len(ways[form]) > 1]
    for form in several:
        yield tuple(sorted(ways[form]))
        left = before[lexicon.written[form]]
        if shaped(left) and folded(left) != folded(form):
            yield tuple(f"{left} {way}" for way in sorted(ways[form]))
    one = [form for form in sorted(ways) if len(ways[form]) == 1 and marked(form)]
    for form in rng.sample(one, _ALIKE):
        yield tuple(ways[form])


def _contexts(
    articles: Iterable[Story], lexicon: _Lexicon, rng: random.Random
) -> Iterator[Context]:
    """Two or three neighbours whose letters mean hardly anything else, by the counts."""
    neighbours = Neighbours()
    threes: Counter[tuple[str, str, str]] = Counter()
    for story in articles:
        for run in _runs(story):
            forms = tuple(map(same, run))
            neighbours.add(forms)
            threes.update(zip(forms, forms[1:], forms[2:], strict=False))
    neighbours.close()
    readings: list[tuple[str, ...]] = [
        p for p, n in neighbours.pairs.items() if n >= _CONTEXT_COUNT
    ]
    readings += [three for three, n in threes.items() if n >= _CONTEXT_COUNT // 4]
    readings.sort()
    rng.shuffle(readings)
    twins: dict[str, list[str]] = defaultdict(list)
    for form, count in sorted(lexicon.counts.items()):
        if count >= _FREQUENT and marked(form):
            twins[folded(form)].append(form)
    left = _CONTEXTS
    for reading in readings:
        others = tuple(
            twin for word in reading for twin in twins[folded(word)][:3] if twin not in reading
        )
        vietnamese = all(map(shaped, reading)) and any(map(marked, reading))
        if left and others and vietnamese and neighbours.settled(reading):
            left -= 1
            yield Context(reading, others)
