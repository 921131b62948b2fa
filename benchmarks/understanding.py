"""How fast articles are understood, and where the time goes.

    python -m benchmarks.understanding [ARTICLES.jsonl.gz] [--limit N] [--warm N]
        [--functions N] [--json FILE]

Processor time of one thread, in the flow in which a worker of ``timtin add`` prepares its
chunks: step by step, and no text is seen twice. Counted apart are the segmenter and the tagger
(``index.analysis.words``), and the words of the index, which any article costs, understood or
not: its tokens, their zones and their digest. The fingerprint by which copies find each
other is made of these tokens, and counts. Rates are for an article of 450 words, for time
grows with the words. ``--warm`` articles, others than those measured, are prepared before: words
met for the first time cost. ``--functions`` tells the functions that take most of their own.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from inspect import isgeneratorfunction
from itertools import islice
from pathlib import Path
from typing import Any, Final

from index import understanding
from index.analysis import words
from index.article import Draft, Options
from index.cores import CHUNK, settle
from index.enrich import key_terms, steps
from index.enrich.persons import doubt
from index.enrich.reading import Reading
from index.lockstep import Steps
from index.people import Identities
from quality.news import FILE, stories
from quality.segmenters.terms import replaced
from quality.tables import say

WORDS: Final = 450
_READINGS: Final = 20_000
_IDENTITIES: Final = Identities()
SEGMENTER: Final = "segmenter and tagger"
INDEX: Final = "words of the index"
APART: Final = (SEGMENTER, INDEX)
"""Steps that are not counted as understanding."""


def _reading_costs() -> float:
    """Seconds that reading the clock takes: a call of the system, as long as a short step."""
    before = time.process_time()
    for _ in range(_READINGS):
        time.process_time()
    return (time.process_time() - before) / _READINGS


@dataclass(slots=True)
class Clock:
    """Seconds by step; a step that calls another does not count its time.

    Nor does reading the clock count: once for the step, once for whoever called it.
    """

    seconds: dict[str, float] = field(default_factory=dict)
    _running: list[float] = field(default_factory=list)
    _reading: float = field(default_factory=_reading_costs)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, its time added to ``name``."""

        def call(*given: Any, **named: Any) -> Any:
            began = time.process_time()
            self._running.append(0.0)
            try:
                return function(*given, **named)
            finally:
                spent = time.process_time() - began
                inner = self._running.pop()
                own = spent - inner - self._reading
                self.seconds[name] = self.seconds.get(name, 0.0) + own
                if self._running:
                    self._running[-1] += spent + self._reading

        return call

    def stepping(self, name: str, function: Callable[..., Steps[Any]]) -> Callable[..., Steps[Any]]:
        """``function``, the time of each of its steps added to ``name``."""

        def call(*given: Any, **named: Any) -> Steps[Any]:
            step = self.timed(name, function(*given, **named).__next__)
            while True:
                try:
                    step()
                except StopIteration as end:
                    return end.value
                yield

        return call


@contextmanager
def _watched(clock: Clock) -> Iterator[Callable[[Sequence[Draft]], None]]:
    """Preparing drafts as a worker does, with a clock around each step."""
    with ExitStack() as watched:
        for name in _steps():
            step = getattr(steps, name)
            timed = (clock.stepping if isgeneratorfunction(step) else clock.timed)(name, step)
            watched.enter_context(replaced(steps, name, timed))
        for module, name in ((doubt, "tag"), (key_terms, "segment_surely")):
            timed = clock.timed(SEGMENTER, getattr(words, name))
            watched.enter_context(replaced(module, name, timed))
        cut = clock.timed("words of the article", Reading.cut)
        watched.enter_context(replaced(Reading, "cut", cut))
        # The tokens are cut into sentences while the fingerprint goes over them: its own time.
        shown = {"analyze_texts": INDEX, "words": INDEX, "fingerprint_of": "fingerprint"}
        for name, step in shown.items():
            timed = clock.timed(step, getattr(understanding, name))
            watched.enter_context(replaced(understanding, name, timed))
        yield clock.timed("the rest", _prepare)


def _prepare(drafts: Sequence[Draft]) -> None:
    for made in understanding.prepared(drafts, Options(), _IDENTITIES):
        assert isinstance(made, understanding.Prepared), made  # noqa: S101  # else there is no time


def _steps() -> list[str]:
    """The functions that ``steps`` imports from its rooms."""
    return [
        name
        for name, value in vars(steps).items()
        if callable(value)
        and getattr(value, "__module__", "").startswith(("index.enrich.", "index.recogniser"))
        and value.__module__ != steps.__name__
        and not isinstance(value, type)
    ]


def main() -> None:
    """Print a table of steps, and the rates."""
    arguments = _arguments()
    drafts = _drafts(arguments.corpus)
    before = list(islice(drafts, arguments.warm))
    figures = measured(list(islice(drafts, arguments.limit)), before)
    _print(figures)
    if arguments.functions:
        others = list(islice(drafts, arguments.limit))
        _print_functions(_profiled(others), arguments.functions)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


def measured(drafts: list[Draft], before: list[Draft]) -> dict[str, Any]:
    """Processor time by step, and rates, for these drafts, prepared behind those ``before``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries' own, when they load
        _prepare_chunks(before, _prepare)
        settle()
        clock = Clock()
        with _watched(clock) as prepare:
            _prepare_chunks(drafts, prepare)
    return _figures(clock, drafts)


def _prepare_chunks(drafts: list[Draft], prepare: Callable[[Sequence[Draft]], None]) -> None:
    for at in range(0, len(drafts), CHUNK):
        prepare(drafts[at : at + CHUNK])


def _profiled(drafts: list[Draft]) -> pstats.Stats:
    """What each function takes for these drafts; its own overhead makes short ones look longer."""
    with cProfile.Profile(time.process_time) as profile:
        _prepare_chunks(drafts, _prepare)
    return pstats.Stats(profile)


def _drafts(path: Path) -> Iterator[Draft]:
    for story in stories(file=path):
        yield Draft(
            story.id, story.body, True, title=story.title, standfirst=story.standfirst or None
        )


def _figures(clock: Clock, drafts: list[Draft]) -> dict[str, Any]:
    count = sum(len(f"{one.title} {one.standfirst} {one.text}".split()) for one in drafts)
    articles = count / WORDS
    beside = sum(spent for name, spent in clock.seconds.items() if name not in APART)
    return {
        "articles": len(drafts),
        "words": count,
        "articles/s, all": articles / sum(clock.seconds.values()),
        "articles/s, with the segmenter": articles / (beside + clock.seconds[SEGMENTER]),
        "articles/s, beside the segmenter": articles / beside,
        "ms per article": {
            name: 1000 * spent / articles
            for name, spent in sorted(clock.seconds.items(), key=lambda item: -item[1])
        },
        "share": {
            name: spent / beside for name, spent in clock.seconds.items() if name not in APART
        },
    }


def _print(figures: dict[str, Any]) -> None:
    say(f"{figures['articles']} articles of {figures['words']:,} words; per {WORDS} words:\n")
    say("| step | ms | share of understanding |\n|---|---|---|")
    for name, spent in figures["ms per article"].items():
        share = figures["share"].get(name)
        say(f"| {name} | {spent:.3f} | {'' if share is None else f'{share:.0%}'} |")
    for name in (name for name in figures if name.startswith("articles/s")):
        say(f"\n{name}: {figures[name]:.0f}")


def _print_functions(profile: pstats.Stats, most: int) -> None:
    """The functions of our own that take most, without those that they call."""
    rows = [
        (own, calls, f"{file.rpartition('/index/')[2]}:{line} {name}")
        for (file, line, name), (_, calls, own, *_) in profile.stats.items()  # type: ignore[attr-defined]
        if "/index/" in file
    ]
    total = sum(own for own, _, _ in rows)
    say(f"\n{len(rows)} functions of index, without what libraries and built-ins take:\n")
    say("| function | calls | own time | so far |\n|---|---|---|---|")
    so_far = 0.0
    for own, calls, name in sorted(rows, reverse=True)[:most]:
        so_far += own
        say(f"| {name} | {calls:,} | {own / total:.1%} | {so_far / total:.0%} |")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding", description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=FILE)
    parser.add_argument("--limit", type=int, default=600, help="articles")
    parser.add_argument("--warm", type=int, default=20, help="articles before them")
    parser.add_argument("--functions", type=int, default=0, help="so many, by their own time")
    parser.add_argument("--json", type=Path, help="write the figures there")
    return parser.parse_args()


if __name__ == "__main__":
    main()
