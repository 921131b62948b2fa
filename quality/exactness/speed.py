"""Words per second of one core: tokens with offsets, and words by the segmenter beside pyvi.

CPU time of this process, so that other work on the machine weighs less; what is
compared runs in turn, and the best of several rounds counts.
"""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from index.analysis import analyze, sentences
from index.analysis.words import segment, segment_surely
from quality.news import Story

_ROUNDS: Final = 3
_TOKEN: Final = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+\w*)*(?:[-'’.][^\W_]+)*|[^\w\s]")
Span = tuple[int, int]


def measure(stories: Iterable[Story]) -> dict[str, float]:
    """Words per second by what was done; a word is what stands between white space."""
    texts = [text for story in stories for text in story.texts if text]
    words = sum(len(text.split()) for text in texts)
    pyvi = _pyvi()
    tasks: dict[str, Callable[[str], object]] = {
        "tokens with offsets": analyze,
        "pyvi alone": pyvi,
        "tokens and words with offsets": tokens_and_words,
        "words that both segmenters join": lambda text: list(_words(text, segment_surely)),
    }
    best = dict.fromkeys(tasks, 0.0)
    for _ in range(_ROUNDS):
        for name, task in tasks.items():
            best[name] = max(best[name], words / _seconds(task, texts))
    return best


def tokens_and_words(text: str) -> tuple[object, list[Span]]:
    """Everything that the analysis can say of a text."""
    return analyze(text), list(_words(text, segment))


def _words(text: str, cut: Callable[[Sequence[str]], list[int]]) -> Iterable[Span]:
    """(start, end) of every word and punctuation mark."""
    for start, end in sentences(text):
        matches = list(_TOKEN.finditer(text, start, end))
        at = 0
        for length in cut([match[0] for match in matches]):
            yield matches[at].start(), matches[at + length - 1].end()
            at += length


def _pyvi() -> Callable[[str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and pickles' version notes
        from pyvi import ViTokenizer

    tokenize: Callable[[str], str] = ViTokenizer.tokenize
    return tokenize


def _seconds(task: Callable[[str], object], texts: Sequence[str]) -> float:
    task(texts[0])  # models load at the first call
    began = time.process_time()
    for text in texts:
        task(text)
    return time.process_time() - began
