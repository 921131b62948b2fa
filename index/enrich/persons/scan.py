"""Text → tokens → runs of capitals. Offsets are code points of the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import accumulate
from typing import Final, Literal, NamedTuple

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


class Token(NamedTuple):
    """One word: ``key`` is its normal form, ``gap`` what stands before it."""

    text: str
    key: str
    start: int
    end: int
    gap: str
    kind: Kind


_NEW: Final = partial(tuple.__new__, Token)


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


def tokens(text: str, whole: str = "") -> list[Token]:
    """The words of ``text``; ``Trump-Nga`` comes apart, ``Jean-Pierre`` stays one.

    ``whole`` is the article: what it also names apart (Putin-Trump) comes apart, too.
    """
    parts = _TOKEN.reading(text).split(text)
    ends = list(accumulate(map(len, parts)))
    words = parts[1::2]
    # Columns, then tokens of them: both loops run in C, quicker than a call for each token.
    shapes = list(map(SHAPES.__getitem__, words))
    keys = [shape.key for shape in shapes]
    kinds = [shape.kind for shape in shapes]
    columns = zip(words, keys, ends[:-1:2], ends[1::2], parts[:-1:2], kinds, strict=True)
    row = list(map(_NEW, columns))
    for at in [at for at, shape in enumerate(shapes) if shape.hyphenated][::-1]:
        row[at : at + 1] = _halves(row[at], text, whole or text)
    return row


def _halves(token: Token, text: str, whole: str) -> Iterator[Token]:
    """The token, or the words that it comes apart into."""
    last = token.start - len(token.gap)
    for first, stop in _parts(token.text, token.start, whole):
        yield _token(text, first, stop, last)
        last = stop


def _token(text: str, start: int, end: int, last: int) -> Token:
    word = text[start:end]
    shape = SHAPES[word]
    return Token(word, shape.key, start, end, text[last:start], shape.kind)


def _parts(word: str, start: int, whole: str) -> list[tuple[int, int]]:
    """Mỹ-Hàn and Trump-Nga are two words each: one half is a native or marked syllable.

    So are Putin-Trump where both are named alone, too.
    """
    halves = word.split("-")
    apart = all(half[:1].isupper() for half in halves) and (
        any(is_syllable(half) and not half.isascii() for half in halves)
        or "Nga" in halves
        or all(len(half) >= _ALONE and _stands_alone(half, whole) for half in halves)
    )
    if not apart:
        return [(start, start + len(word))]
    spans: list[tuple[int, int]] = []
    for half in halves:
        spans.append((start, start + len(half)))
        start += len(half) + 1
    return spans


def spoken(row: list[Token], surnames: Mapping[str, bool]) -> None:
    """Read a name in capitals (ông PHAN ĐĂNG TUẤT) like any other: its kind becomes capital.

    Only a whole stretch of capitals that opens with a surname: a headline in capitals
    and an abbreviation stay what they are.
    """
    end = 0
    for at in [at for at, token in enumerate(row) if token.kind == "acronym"]:
        if at < end:
            continue
        end = at + 1
        while end < len(row) and row[end].kind == "acronym" and joined(row[end], row[end - 1]):
            end += 1
        stretch = row[at:end]
        if len(stretch) in _SHOUTED and _is_shouted_name(stretch, surnames):
            row[at:end] = [token._replace(kind="capital") for token in stretch]


def _is_shouted_name(stretch: list[Token], surnames: Mapping[str, bool]) -> bool:
    return (
        stretch[0].key in surnames
        and all(is_syllable(token.text) for token in stretch)
        and not all(token.text.isascii() for token in stretch)
    )


def _stands_alone(word: str, whole: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", whole) is not None


def joined(token: Token, before: Token) -> bool:
    """Whether ``token`` goes on a run that ``before`` is in."""
    return token.gap in _JOINTS or (token.gap == "" and before.text.endswith("."))


def runs(row: list[Token]) -> Iterator[tuple[int, int]]:
    """Maximal stretches ``[first, last)`` of capitals, particles between them included."""
    end = 0
    for at in [at for at, token in enumerate(row) if token.kind in _CAPITALS]:
        if at < end:
            continue
        end = at + 1
        while end < len(row):
            if joined(row[end], row[end - 1]):
                if row[end].kind in _CAPITALS:
                    end += 1
                    continue
            elif row[end].gap not in _SPACED_HYPHENS:
                break
            if row[end].kind == "capital" and row[end - 1].key in _DOUBLED:
                end += 1
                continue
            if row[end].text not in _INNER:
                break
            skip = _particles(row, end) or _hyphenated(row, at, end)
            if skip == 0:
                break
            end += skip + (row[end].text in _HYPHENATED and row[end + skip].gap == " - ")
        yield at, end


def _hyphenated(row: list[Token], first: int, at: int) -> int:
    """1 where a Korean given name goes on behind a spaced hyphen: Moon Jae - in."""
    known = row[at].gap in _SPACED_HYPHENS and row[at].text in _KOREAN_SYLLABLES
    whole = at - first >= 2 and all(token.text.isascii() for token in row[at - 2 : at])
    return int(known and whole and row[at - 2].key in _KOREAN_SURNAMES)


def _particles(row: list[Token], at: int) -> int:
    """How many particles stand at ``at`` with a foreign capital on both sides; 0 if none."""
    if not joined(row[at], row[at - 1]) or not SHAPES[row[at - 1].text].foreign:
        return 0
    count = 0
    while at + count < len(row) and row[at + count].text in PARTICLES:
        count += 1
        if count > 2 or at + count >= len(row):
            return 0
        article = row[at + count - 1].text in _HYPHENATED and row[at + count].gap == " - "
        if not article and not joined(row[at + count], row[at]):
            return 0
    if count and row[at + count].kind == "capital":
        return count
    return 0
