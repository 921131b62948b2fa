"""Which sentences of a document are damaged, and how: by counting what they become.

A converted word speaks for its encoding when it becomes a Vietnamese syllable and
was none (ph¸n → phán), against it when it becomes none (für) or was one already
(mét → một, but also the *mét* of sound text). Words that need no conversion and are
no syllables (Sonntag) speak for another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.analysis.legacy.convert import WORD, convert
from index.analysis.legacy.tables import Encoding
from index.analysis.syllable import is_syllable

# Letters that no damaged text has: it is all Latin-1 and the signs of windows-1252.
_SOUND: Final = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036fẠ-ỹ]")
_BREAK: Final = re.compile(r"(\n+|(?<=[.!?…]) +)")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_AROUND: Final = "\"'()[]{}<>.,;:!?/-“”‘’…–—«»"
_PLAIN: Final = re.compile(r"[^\W\d_]+(?:[-/.,][^\W\d_]+)*")


@dataclass(slots=True)
class Evidence:
    """What the distinct words of a text say about one encoding.

    ``gained`` became syllables, ``spoilt`` did not, ``shifted`` were syllables
    before and after; ``foreign`` need no conversion and are no syllables. ``sound``
    says that letters occur which the encoding cannot have.
    """

    gained: set[str] = field(default_factory=set)
    spoilt: set[str] = field(default_factory=set)
    shifted: set[str] = field(default_factory=set)
    foreign: set[str] = field(default_factory=set)
    sound: bool = False

    @property
    def balance(self) -> int:
        """How much better it fits than it does not."""
        return len(self.gained) - len(self.spoilt)

    def add(self, other: Evidence) -> None:
        """Take in what another text says."""
        self.gained |= other.gained
        self.spoilt |= other.spoilt
        self.shifted |= other.shifted
        self.foreign |= other.foreign
        self.sound = self.sound or other.sound

    def proves(self, least: int) -> bool:
        """Enough for a text by itself: ``least`` words, and little against them."""
        return (
            not self.sound
            and len(self.gained) >= least
            and len(self.gained) >= 4 * len(self.spoilt)
            and len(self.gained) >= max(len(self.shifted), len(self.foreign))
        )

    def supports(self) -> bool:
        """Enough in a document where the encoding is proven."""
        against = max(len(self.spoilt), len(self.shifted))
        return not self.sound and len(self.gained) > 0 and len(self.gained) >= against

    def allows(self) -> bool:
        """Enough in a document that is nothing but this encoding."""
        meant = len(self.gained) + len(self.shifted)
        return not self.sound and (len(self.spoilt) < 2 or meant >= len(self.spoilt))


def is_sound(text: str) -> bool:
    """Whether ``text`` has letters that no damaged text has."""
    return _SOUND.search(text) is not None


def weigh(text: str, encoding: Encoding) -> Evidence:
    """The evidence of ``text``, a sentence or line; of a sound one no word counts."""
    found = Evidence(sound=is_sound(text))
    if found.sound:
        return found
    for match in WORD.finditer(text):
        word = match[0]
        if word.isascii():
            found.foreign.update(run for run in _LETTERS.findall(word) if _is_foreign(run))
            continue
        made = convert(word, encoding)
        kind = _kind(word, made) if made != word else None
        if kind is not None:
            getattr(found, kind).add(word)
    return found


def _is_foreign(run: str) -> bool:
    return len(run) > 1 and not run.isupper() and not is_syllable(run)


def _kind(word: str, made: str) -> str | None:
    changed = [run for run in _LETTERS.findall(made) if not run.isascii()]
    if not changed or any(map(_is_abbreviation, changed)):
        return None
    if any(char.isdigit() for char in made) or not all(map(is_syllable, changed)):
        return "spoilt"
    if max(map(len, changed)) == 1:
        return None  # "©" is no â
    before = _bare(word, made)
    sound = _PLAIN.fullmatch(before) and all(
        is_syllable(run) for run in _LETTERS.findall(before) if not run.isascii()
    )
    return "shifted" if sound else "gained"


def _bare(word: str, made: str) -> str:
    """``word`` without the punctuation around it, as far as that is punctuation in ``made`` too."""
    start, end = 0, len(word)
    while start < end and word[start] in _AROUND and made[start] == word[start]:
        start += 1
    while end > start and word[end - 1] in _AROUND and made[end - len(word) - 1] == word[end - 1]:
        end -= 1
    return word[start:end]


def _is_abbreviation(run: str) -> bool:
    """NLĐ, BĐS: neither a syllable nor foreign."""
    return len(run) > 1 and run.isupper() and not is_syllable(run)


def pieces(text: str) -> Iterator[tuple[str, str]]:
    """The sentences and lines of ``text``, each with the white space behind it."""
    parts = [*_BREAK.split(text), ""]
    for at in range(0, len(parts) - 1, 2):
        yield parts[at], parts[at + 1]


def total(each: Sequence[Evidence]) -> Evidence:
    """The evidence of all sentences that could be damaged."""
    found = Evidence()
    for evidence in each:
        if not evidence.sound:
            found.add(evidence)
    return found
