"""One key for one word: all its spellings have the same exact form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.analysis import analyze, fold
from quality.news import Story
from quality.spelling import WORD, folded, same, shaped, spellings


@dataclass(slots=True)
class Invariance:
    """``broken`` are syllables whose spellings part; ``foreign`` other words that do so.

    ``disputed`` are syllables whose exact or folded form is another one than by
    the rules' second telling.
    """

    syllables: int = 0
    words: int = 0
    broken: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)


def surfaces(stories: Iterable[Story]) -> Counter[str]:
    """Every word of the texts as it is written there, and how often."""
    found: Counter[str] = Counter()
    for story in stories:
        for text in story.texts:
            found.update(word for word in WORD.findall(text) if not word[0].isdigit())
    return found


def invariance(words: Iterable[str]) -> Invariance:
    """What becomes of each of ``words`` in all its spellings."""
    found = Invariance()
    for word in words:
        found.words += 1
        syllable = shaped(word)
        found.syllables += syllable
        form = analyze(word).exact
        parted = [name for name, way in spellings(word) if analyze(way).exact != form]
        if parted:
            into = found.broken if syllable else found.foreign
            into.append(f"{word}: {form} but not in {', '.join(parted)}")
        if syllable and (form != (same(word),) or fold(form[0]) != folded(word)):
            found.disputed.append(f"{word}: {form}, not {same(word)}")
    return found
