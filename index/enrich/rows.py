"""Text → words as columns: what they look like, where they stand.

Persons, agencies and places read the same rows; a text is cut into words once for them.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain, compress
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from index.analysis.letters import LETTER, Expression
from index.analysis.memo import Memo
from index.analysis.syllable import is_syllable
from index.analysis.words import is_compound
from index.enrich.tables import normal_once

Kind = Literal["capital", "initial", "acronym", "lower", "number"]
_UPPER: Final = frozenset(("capital", "initial", "acronym"))

_MARKED: Final = rf"{LETTER}{LETTER}*+(?:[\u0300-\u036f]++{LETTER}*+)*+"
# One group: splitting gives what stands between the words and the words in turn.
_TOKEN: Final = Expression(
    r"([A-ZĐ]\.(?:[A-ZĐ]\.)*(?=[ \u00a0]?[A-ZĐ])(?!\.)"
    rf"|{_MARKED}(?:[-‐‑'’‘`]{_MARKED})*+[0-9]*+"
    r"|[0-9][0-9]*+(?:[.,/][0-9][0-9]*+)*+\w*+)"
)
# "Ví Thị Kh.": a name cut down to its first sound.
_ONSETS: Final = frozenset(("Ch", "Gi", "Kh", "Ng", "Nh", "Ph", "Qu", "Th", "Tr"))
# Letters of a half of "Putin-Trump"; Jean-Luc has shorter ones.
_ALONE: Final = 5
_TWO: Final = 2
_ARTICLES: Final = re.compile(r"(?:al|el|ul|ad|ar|as|ash|at|an|az|bin|ibn)-[^\W\d_]", re.IGNORECASE)

# Two words side by side that may be written by their sound: La-vrốp, I-ô-xíp.
_SOUND: Final = r"[^\W\d_]++(?:-[^\W\d_][^\W\d_]*+)++"
_BY_SOUND: Final = re.compile(rf"(?<![\w-])({_SOUND}) (?=({_SOUND})(?![\w-]))")
_UNHYPHENATED: Final = re.compile(r"(?<![\w-])\w++(?:['’]\w\w*+)*+(?![\w-])")
_HEAD: Final = re.compile(r"\W")


# Numbers, not objects: making and dropping 900 of them for each article took 2 % of the time.
_OFFSETS: Final = "q"


class Shape:
    """What a word's letters say, worked out once per distinct word."""

    __slots__ = ("foreign", "head", "hyphenated", "key", "kind", "plain", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.key = normal_once(text)  # once per word as it is
        # Up to a hyphen, an apostrophe or a stop: AFP of AFP-JIJI.
        self.head = text if text.isalnum() else _HEAD.split(text, maxsplit=1)[0]
        self.kind: Kind = _kind(text)
        self.foreign = self.kind == "number" or not is_syllable(text)
        # Written with the 26 letters alone: a syllable that could also be foreign (Kim, Son).
        self.plain = text.isascii()
        self.hyphenated = "-" in text and text[0].isupper()


SHAPES: Final = Memo(Shape)


def _kind(text: str) -> Kind:
    if text[0].isdigit():
        return "number"
    if text.endswith("."):
        return "initial"
    if "-" in text and _ARTICLES.match(text) and text[text.index("-") + 1].isupper():
        return "capital"
    if not text[0].isupper():
        return "lower"
    if len(text) == 1 or text in _ONSETS:
        return "initial"
    if text.isupper() or (not text.isalpha() and any(map(str.isdigit, text))):
        return "acronym"
    return "capital"


@dataclass(slots=True)
class Row:
    """The words of one field as parallel columns.

    ``keys`` are their normal forms, ``heads`` what is left of them before a hyphen or an
    apostrophe, ``gaps`` what stands before each, ``starts`` and ``ends`` code points of the field.
    ``capitals`` are the numbers of the words whose kind is capital, initial or acronym.
    """

    words: list[str]
    keys: list[str]
    heads: list[str]
    kinds: list[Kind]
    shapes: list[Shape]
    starts: array[int]
    ends: array[int]
    gaps: list[str]
    capitals: list[int]

    def __len__(self) -> int:
        return len(self.words)


def goes_on(row: Row, at: int) -> bool:
    """Whether a small word stands at ``at`` with nothing but a space before it."""
    return at < len(row.words) and row.gaps[at] == " " and row.kinds[at] == "lower"


def makes_word(row: Row, at: int) -> bool:
    """Whether the small word at ``at`` makes one word with the word before it: danh | hiệu."""
    return at > 0 and goes_on(row, at) and is_compound(row.keys[at - 1], row.keys[at])


def row_of(text: str, whole: str = "") -> Row:
    """The words of ``text``; ``Trump-Nga`` comes apart, ``Jean-Pierre`` stays one.

    ``whole`` is the article: what it also names apart (Putin-Trump) comes apart, too.
    """
    parts = _TOKEN.reading(text).split(text)
    shapes = list(map(SHAPES.__getitem__, parts[1::2]))
    # Not those that were cut: the same objects for all texts, so that less memory is gone over.
    words = [shape.text for shape in shapes]
    keys = [shape.key for shape in shapes]
    kinds = [shape.kind for shape in shapes]
    heads = [shape.head for shape in shapes]
    ends = np.fromiter(map(len, parts), np.int64, len(parts)).cumsum()
    starts, ends = ends[:-1:2], ends[1::2]
    offsets = _offsets(starts), _offsets(ends)
    row = Row(words, keys, heads, kinds, shapes, *offsets, gaps=parts[:-1:2], capitals=[])
    if "-" in text:
        for at in [at for at, shape in enumerate(shapes) if shape.hyphenated][::-1]:
            _take_apart(row, at, whole or text)
    row.capitals = list(compress(range(len(row)), map(_UPPER.__contains__, row.kinds)))
    return row


def _offsets(numbers: NDArray[np.int64]) -> array[int]:
    return array(_OFFSETS, numbers.tobytes())


def _take_apart(row: Row, at: int, whole: str) -> None:
    """Put the words that word ``at`` comes apart into, if it does, in its place."""
    halves = _parts(row.words[at], whole)
    if len(halves) < _TWO:
        return
    shapes = [SHAPES[half] for half in halves]
    lengths = (len(half) + 1 for half in halves[:-1])
    starts = array(_OFFSETS, accumulate(lengths, initial=row.starts[at]))
    ends = (first + len(half) for first, half in zip(starts, halves, strict=True))
    row.words[at : at + 1] = halves
    row.shapes[at : at + 1] = shapes
    row.keys[at : at + 1] = [shape.key for shape in shapes]
    row.heads[at : at + 1] = [shape.head for shape in shapes]
    row.kinds[at : at + 1] = [shape.kind for shape in shapes]
    row.gaps[at : at + 1] = [row.gaps[at]] + ["-"] * (len(halves) - 1)
    row.starts[at : at + 1] = starts
    row.ends[at : at + 1] = array(_OFFSETS, ends)


def _parts(word: str, whole: str) -> list[str]:
    """Mỹ-Hàn and Trump-Nga are two words each: one half is a native or marked syllable.

    So are Putin-Trump where both are named alone, too.
    """
    halves = word.split("-")
    if len(halves) > 1 and _is_small(halves[-1]) and word not in _transcribed(whole):
        return ["-".join(halves[:-1]), halves[-1]]  # "Salman Abedi-kẻ đánh bom"
    apart = all(half[:1].isupper() for half in halves) and (
        any(is_syllable(half) and not half.isascii() for half in halves)
        or "Nga" in halves
        or all(len(half) >= _ALONE and half in _alone(whole) for half in halves)
    )
    return halves if apart else [word]


@lru_cache(maxsize=1)
def _transcribed(whole: str) -> frozenset[str]:
    """Xéc-gây La-vrốp, Giô-xép Đăn-pho: foreign names by their sound, one beside another."""
    pairs = [match.groups() for match in _BY_SOUND.finditer(whole)]
    firsts = (first for first, second in pairs if _sounds_like_name(second))
    return frozenset(chain(firsts, (second for first, second in pairs if _sounds_like_name(first))))


def _sounds_like_name(word: str) -> bool:
    first, *others = word.split("-")
    return first[0].isupper() and all(other.islower() for other in others)


def _is_small(word: str) -> bool:
    """A native word in small letters, by its marks."""
    return word.islower() and not word.isascii() and is_syllable(word)


@lru_cache(maxsize=1)
def _alone(whole: str) -> frozenset[str]:
    """The words that stand without a hyphen; kept for the three texts of one article."""
    return frozenset(_UNHYPHENATED.findall(whole))
