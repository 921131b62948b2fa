"""Score the stories on copies of real articles: ``python -m quality.stories``.

Copies of some articles, with 5 to 30 per cent of their sentences edited, or shortened,
come one by one into a store that holds thousands of others. A copy is right in the story
of its original, wrong in any other, missed in one of its own. Each leaves before the next
comes: no copy helps another. Ends with 1 when a score is below its floor.

With ``--growth`` it says instead how long placing an article takes as the store grows.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from index.analysis import sentences
from index.article import Article, Draft, Options, Story
from index.readers import read
from index.store import Store
from quality.archives import NEWS
from quality.copying import CUTS, EDITS, LEVELS, SHORTENED, Editor
from quality.judged import digest_of
from quality.keeping import add_options, keep
from quality.tables import say

CORPUS: Final = "stories"
ARCHIVE: Final = 4_000
"""Articles that the copies hide among."""

COPIED: Final = 200
LEAST_SENTENCES: Final = 8
_SLACK: Final = 0.005
_BATCH: Final = 500
_SEED: Final = 22
_TOLD: Final = (5, 10, 20)
"""Levels that have a target; 30 is reported."""

Case = tuple[str, int]
Counts = Mapping[Case, Counter[str]]


def articles(most: int | None = None) -> Iterator[tuple[Draft, Article]]:
    """The real articles as the readers give them; what else is understood makes no story."""
    drafts = (each for each in read([NEWS]) if isinstance(each, Draft))
    for number, draft in enumerate(islice(drafts, most)):
        yield (
            draft,
            Article(
                id=draft.own_id or str(number),
                title=draft.title or "",
                body=draft.text,
                standfirst=draft.standfirst,
            ),
        )


@contextmanager
def store() -> Iterator[Store]:
    """An empty one that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        found = Store.open(f"sqlite:///{Path(folder) / 'timtin.db'}", lock_wait=5)
        with closing(found):
            yield found


def measure(every: Sequence[tuple[Draft, Article]], copied: int) -> dict[Case, Counter[str]]:
    """Right, wrong and missed copies by edit and level."""
    draw = random.Random(_SEED)  # noqa: S311  # repeatable, nothing secret
    long = [each for _, each in every if _length(each) >= LEAST_SENTENCES]
    originals = draw.sample(long, copied)
    editor = Editor(draw, list(_borrowed(long)))
    counts: defaultdict[Case, Counter[str]] = defaultdict(Counter)
    with store() as archive:
        for at in range(0, len(every), _BATCH):
            archive.admit([(d, a, Options()) for d, a in every[at : at + _BATCH]])
        for original in originals:
            for edit, percent in cases():
                copy = editor.copy(original, edit, percent)
                counts[edit, percent][_outcome(archive, original, copy)] += 1
    return counts


def cases() -> list[Case]:
    """Every edit at every level."""
    edits = [(edit, percent) for percent in LEVELS for edit in EDITS]
    return edits + [(SHORTENED, percent) for percent in CUTS]


def _outcome(archive: Store, original: Article, copy: Article) -> str:
    draft = Draft(copy.id, copy.body, structured=True, own_id=copy.id)
    archive.admit([(draft, copy, Options())])
    kept = archive.get_many([original.id, copy.id])
    mine, theirs = kept[copy.id].story, kept[original.id].story
    archive.delete([copy.id])
    if mine and theirs and mine.id == theirs.id:
        return "right"
    return "missed" if mine is None or mine.copies == 1 else "wrong"


def _length(article: Article) -> int:
    return sum(1 for _ in sentences(article.body))


def _borrowed(every: Sequence[Article]) -> Iterator[str]:
    for article in every:
        start, end = next(iter(sentences(article.body)))
        yield article.body[start:end]


def scores(counts: Counts) -> dict[str, float]:
    """Precision of all, recall by level over all edits, and of shortened copies."""
    found: dict[str, float] = {}
    every = sum(counts.values(), Counter[str]())
    found["precision"] = every["right"] / (every["right"] + every["wrong"])
    for level in (*_TOLD, 30):
        here = Counter[str]()
        for (edit, percent), counter in counts.items():
            if percent == level and edit != SHORTENED:
                here.update(counter)
        found[f"recall at {level} %"] = here["right"] / here.total()
    for cut in CUTS:
        here = counts[SHORTENED, cut]
        found[f"recall shortened by {cut} %"] = here["right"] / here.total()
    return found


def growth(every: Sequence[tuple[Draft, Article]], sizes: Sequence[int]) -> None:
    """Say what admitting an article costs at each size, and how many stories have copies."""
    told: Counter[int] = Counter()
    with store() as archive:
        began = time.process_time()
        for at in range(0, len(every), _BATCH):
            archive.admit([(d, a, Options()) for d, a in every[at : at + _BATCH]])
            if at + _BATCH in sizes:
                spent = (time.process_time() - began) / (at + _BATCH)
                say(f"{at + _BATCH:7,} articles: {1000 * spent:.2f} ms each so far")
        stories: dict[int, Story] = {k.story.id: k.story for k in archive.all() if k.story}
        told.update(story.copies for story in stories.values())
    say("stories by copies: " + ", ".join(f"{c}: {n}" for c, n in sorted(told.items())))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; see ``--help``."""
    options = _parser().parse_args(arguments)
    if not NEWS.exists():
        say(f"no articles at {NEWS}: nothing measured")
        return 0
    if options.growth:
        growth(list(articles()), (2_000, 4_000, 8_000, 16_000, 24_000))
        return 0
    counts = measure(list(articles(ARCHIVE)), COPIED)
    for (edit, percent), counter in counts.items():
        say(
            f"{edit:10} {percent:3} %  right {counter['right']:4}  wrong {counter['wrong']:3}  "
            f"missed {counter['missed']:4}"
        )
    found = {name: round(score, 4) for name, score in scores(counts).items()}
    for name, score in found.items():
        say(f"{name}: {score:.3f}")
    return 0 if keep(CORPUS, digest_of((NEWS,)), found, _SLACK, options) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m quality.stories", description=__doc__)
    parser.add_argument("--growth", action="store_true", help="time as the store grows")
    add_options(parser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
