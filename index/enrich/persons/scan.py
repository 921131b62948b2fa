"""Text → tokens → runs of capitals. Offsets are code points of the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Literal

from index.analysis.letters import LETTER, Expression
from index.analysis.memo import Memo
from index.analysis.syllable import is_syllable
from index.enrich.persons.tables import normal

Kind = Literal["capital", "initial", "acronym", "lower", "number"]

_MARKED: Final = rf"{LETTER}{LETTER}*+(?:[\u0300-\u036f]++{LETTER}*+)*+"
# One group: splitting gives what stands between the words and the words in turn.
_TOKEN: Final = Expression(
    r"([A-ZĐ]\.(?:[A-ZĐ]\.)*(?=[ \u00a0]?[A-ZĐ])(?!\.)"
    rf"|{_MARKED}(?:[-‐‑'’‘`]{_MARKED})*+[0-9]*+"
    r"|[0-9][0-9]*+(?:[.,/][0-9]++)*+\w*+)"
)
# "Ví Thị Kh.": a name cut down to its first sound.
_ONSETS: Final = frozenset(("Ch", "Gi", "Kh", "Ng", "Nh", "Ph", "Qu", "Th", "Tr"))
_CAPITALS: Final = frozenset(("capital", "initial"))
# What joins two capitals into one run: one or two spaces, never a line's end.
_JOINTS: Final = frozenset((" ", "\u00a0", "  ", " \u00a0", "\u00a0 "))
# Letters of a half of "Putin-Trump"; Jean-Luc has shorter ones.
_ALONE: Final = 5
_TWO: Final = 2
# How many words a name in capitals has: two to five.
_SHOUTED: Final = range(2, 6)
_SMALL: Final = (
    "abu af al bin bint da de del della den der di dos du el ibn la le ten ter ul van von zu"
)
PARTICLES: Final = frozenset(_SMALL.split())
_SPACED_HYPHENS: Final = frozenset((" - ", " -", "- "))
# What opens a double given name, written Jean - Claude, too.
_DOUBLED: Final = frozenset(
    ("jean", "marie", "françois", "francois", "anne", "hans", "karl", "marc")
)
# Articles that a spaced hyphen may stand behind: al - Assad.
_HYPHENATED: Final = frozenset(("al", "el", "ul"))
_KOREANS: Final = (
    "ahn an bae ban chang cho choe choi chon chong chung han hong hwang hyon jang jeon jo jon jong"
    " ju jung kang kim ko kwon lee lim moon oh paek pak park ri rim ro roh ryu shin so son song suh"
    " won yang yi yoo yoon yun"
)
_KOREAN_SURNAMES: Final = frozenset(_KOREANS.split())
_SYLLABLES: Final = (
    "a ah bin bo bok bum chan chang chin cho chol chon chong chul chun dong du eun gi gil gon"
    " guk gun ha hae hee ho hong hui hun hwa hwan hye hyok hyon hyuk hyun hyung il im in jae"
    " jin jong joo joon ju jun jung ki kil kon kook kuk kun kwan kwang kwon kyong kyu kyun"
    " kyung man mi min mo mu myong myung nam nok ok pil pom pyo ri rim rok rong ryol ryong sam"
    " san sang se seo seok seon seung shik shin si sik so sob sok son song soo sook su suk sun"
    " sung tae taek tok u uk un ung beom byung byong cheol gyu hyeon jeong myeong nom rae seong"
    " seop sop yeon yeong wan won woo wook yon yong yoo yoon young yul yun"
)
_KOREAN_SYLLABLES: Final = frozenset(_SYLLABLES.split())
# What a run goes on with that is no capital.
_INNER: Final = PARTICLES | _KOREAN_SYLLABLES
_ARTICLES: Final = re.compile(r"(?:al|el|ul|ad|ar|as|ash|at|an|az|bin|ibn)-[^\W\d_]", re.IGNORECASE)


class Shape:
    """What a word's letters say, worked out once per distinct word."""

    __slots__ = ("foreign", "hyphenated", "key", "kind", "plain")

    def __init__(self, text: str) -> None:
        self.key = normal(text)
        self.kind: Kind = _kind(text)
        self.foreign = not is_syllable(text)
        # Written with the 26 letters alone: a syllable that could also be foreign (Kim, Son).
        self.plain = text.isascii()
        self.hyphenated = "-" in text and text[0].isupper()


SHAPES: Final = Memo(Shape)


def _kind(text: str) -> Kind:
    if text[0].isdigit():
        return "number"
    if text.endswith("."):
        return "initial"
    if _ARTICLES.match(text) and text[text.index("-") + 1].isupper():
        return "capital"
    if not text[0].isupper():
        return "lower"
    if len(text) == 1 or text in _ONSETS:
        return "initial"
    if text.isupper() or any(char.isdigit() for char in text):
        return "acronym"
    return "capital"


@dataclass(slots=True)
class Row:
    """The words of one field as parallel columns: ``keys`` are their normal forms, ``gaps``
    what stands before each, ``starts`` and ``ends`` code points of the field."""

    words: list[str]
    keys: list[str]
    kinds: list[Kind]
    shapes: list[Shape]
    starts: list[int]
    ends: list[int]
    gaps: list[str]

    def __len__(self) -> int:
        return len(self.words)


def row_of(text: str, whole: str = "") -> Row:
    """The words of ``text``; ``Trump-Nga`` comes apart, ``Jean-Pierre`` stays one.

    ``whole`` is the article: what it also names apart (Putin-Trump) comes apart, too.
    """
    parts = _TOKEN.reading(text).split(text)
    ends = list(accumulate(map(len, parts)))
    words = parts[1::2]
    shapes = list(map(SHAPES.__getitem__, words))
    keys = [shape.key for shape in shapes]
    kinds = [shape.kind for shape in shapes]
    row = Row(words, keys, kinds, shapes, ends[:-1:2], ends[1::2], parts[:-1:2])
    for at in [at for at, shape in enumerate(shapes) if shape.hyphenated][::-1]:
        _take_apart(row, at, whole or text)
    return row


def _take_apart(row: Row, at: int, whole: str) -> None:
    """Put the words that word ``at`` comes apart into, if it does, in its place."""
    halves = _parts(row.words[at], whole)
    if len(halves) < _TWO:
        return
    shapes = [SHAPES[half] for half in halves]
    starts = list(accumulate((len(half) + 1 for half in halves[:-1]), initial=row.starts[at]))
    row.words[at : at + 1] = halves
    row.shapes[at : at + 1] = shapes
    row.keys[at : at + 1] = [shape.key for shape in shapes]
    row.kinds[at : at + 1] = [shape.kind for shape in shapes]
    row.gaps[at : at + 1] = [row.gaps[at]] + ["-"] * (len(halves) - 1)
    row.starts[at : at + 1] = starts
    row.ends[at : at + 1] = [first + len(half) for first, half in zip(starts, halves, strict=True)]


def _parts(word: str, whole: str) -> list[str]:
    """Mỹ-Hàn and Trump-Nga are two words each: one half is a native or marked syllable.

    So are Putin-Trump where both are named alone, too.
    """
    halves = word.split("-")
    apart = all(half[:1].isupper() for half in halves) and (
        any(is_syllable(half) and not half.isascii() for half in halves)
        or "Nga" in halves
        or all(len(half) >= _ALONE and _stands_alone(half, whole) for half in halves)
    )
    return halves if apart else [word]


def spoken(row: Row, surnames: Mapping[str, bool]) -> None:
    """Read a name in capitals (ông PHAN ĐĂNG TUẤT) like any other: its kind becomes capital.

    Only a whole stretch of capitals that opens with a surname: a headline in capitals
    and an abbreviation stay what they are.
    """
    end = 0
    for at in [at for at, kind in enumerate(row.kinds) if kind == "acronym"]:
        if at < end:
            continue
        end = at + 1
        while end < len(row) and row.kinds[end] == "acronym" and joined(row, end):
            end += 1
        if end - at in _SHOUTED and _is_shouted_name(row, at, end, surnames):
            row.kinds[at:end] = ["capital"] * (end - at)


def _is_shouted_name(row: Row, first: int, last: int, surnames: Mapping[str, bool]) -> bool:
    return (
        row.keys[first] in surnames
        and not any(shape.foreign for shape in row.shapes[first:last])
        and not all(shape.plain for shape in row.shapes[first:last])
    )


def _stands_alone(word: str, whole: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", whole) is not None


def joined(row: Row, at: int) -> bool:
    """Whether word ``at`` goes on a run that the word before is in."""
    gap = row.gaps[at]
    return gap in _JOINTS or (gap == "" and row.words[at - 1].endswith("."))


def runs(row: Row) -> Iterator[tuple[int, int]]:
    """Maximal stretches ``[first, last)`` of capitals, particles between them included."""
    kinds, gaps = row.kinds, row.gaps
    end = 0
    for at in [at for at, kind in enumerate(kinds) if kind in _CAPITALS]:
        if at < end:
            continue
        end = at + 1
        while end < len(row):
            if joined(row, end):
                if kinds[end] in _CAPITALS:
                    end += 1
                    continue
            elif gaps[end] not in _SPACED_HYPHENS:
                break
            if kinds[end] == "capital" and row.keys[end - 1] in _DOUBLED:
                end += 1
                continue
            if row.words[end] not in _INNER:
                break
            skip = _particles(row, end) or _hyphenated(row, at, end)
            if skip == 0:
                break
            end += skip + (row.words[end] in _HYPHENATED and gaps[end + skip] == " - ")
        yield at, end


def _hyphenated(row: Row, first: int, at: int) -> int:
    """1 where a Korean given name goes on behind a spaced hyphen: Moon Jae - in."""
    known = row.gaps[at] in _SPACED_HYPHENS and row.words[at] in _KOREAN_SYLLABLES
    whole = at - first >= 2 and all(shape.plain for shape in row.shapes[at - 2 : at])
    return int(known and whole and row.keys[at - 2] in _KOREAN_SURNAMES)


def _particles(row: Row, at: int) -> int:
    """How many particles stand at ``at`` with a foreign capital on both sides; 0 if none."""
    if not joined(row, at) or not row.shapes[at - 1].foreign:
        return 0
    words, gaps = row.words, row.gaps
    count = 0
    while at + count < len(row) and words[at + count] in PARTICLES:
        count += 1
        if count > 2 or at + count >= len(row):
            return 0
        article = words[at + count - 1] in _HYPHENATED and gaps[at + count] == " - "
        if not article and gaps[at + count] not in _JOINTS:
            return 0
    if count and row.kinds[at + count] == "capital":
        return count
    return 0
