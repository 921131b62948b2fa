"""Where sentences and paragraphs end, for positions and for readers of sentences alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.analysis.abbreviations import TOWNS
from index.analysis.columns import Columns
from index.analysis.gaps import FULL_STOP, LINE_BREAK, ONE_LINE_BREAK, PARAGRAPH, SENTENCE_END
from index.analysis.scanner import has_token
from index.analysis.tables import word_set
from index.analysis.tokens import PARAGRAPH_GAP, SENTENCE_GAP, Tokens

# With their stop they stand before a name or a number, not at a sentence's end.
_ABBREVIATIONS: Final = word_set(
    """
    tp tx tt q p h kp ths ts pgs gs bs ks ls gđ ubnd đ tr
    mr mrs ms dr prof st gen col lt sgt sr jr no vs
    """
)
_LETTER: Final = 1


def pause(columns: Columns, at: int) -> int:
    """What the gap before token ``at`` (not the first) adds to the position.

    0 inside a sentence. A line break is a hard wrap, and adds 0, when no
    sentence ends before it and the next line goes on in lower case.
    """
    code = columns.codes[at]
    if code == PARAGRAPH:
        return PARAGRAPH_GAP
    goes_on = columns.text[columns.starts[at]].islower()
    if code == ONE_LINE_BREAK:
        return 0 if goes_on else PARAGRAPH_GAP
    if code == FULL_STOP:
        return 0 if goes_on or _abbreviated(columns, at) else SENTENCE_GAP
    return 0


def _abbreviated(columns: Columns, at: int) -> bool:
    """Whether the stop before token ``at`` belongs to TP., PGS. or an initial.

    Ý, Á and Ô end sentences: an initial is an ASCII letter or Đ. So does the C of
    "5 độ C.".
    """
    before = columns.text[columns.starts[at - 1] : columns.ends[at - 1]]
    form = columns.forms[at - 1]
    if columns.gaps[at].strip() != ".":
        return False
    if not before[0].isupper():
        return form in TOWNS
    if len(before) == _LETTER and (before.isascii() or before == "Đ"):
        return at < 2 or columns.forms[at - 2] != "độ"
    return form in _ABBREVIATIONS


def spans(columns: Columns, specials: list[int]) -> Iterator[tuple[int, int]]:
    """Each sentence as (start, end) in the text, with its punctuation, without white space."""
    first = 0
    for at in specials:
        if not 0 < at < len(columns.forms):
            continue
        added = pause(columns, at)
        if not added:
            continue
        behind = columns.ends[at - 1]
        end, after = _cut(columns.gaps[at], added)
        yield _trimmed(columns.text, first, behind + end)
        first = behind + after
    if columns.forms:
        yield _trimmed(columns.text, first, len(columns.text))


def whole(text: str) -> Iterator[tuple[int, int]]:
    """A text that no sentence ends inside of, as :func:`spans` has it."""
    if has_token(text):
        yield _trimmed(text, 0, len(text))


def begin(text: str, tokens: Tokens, first: int) -> int:
    """Where the sentence that token ``first`` of ``text`` opens begins, as :func:`spans` has it.

    The token opens one where it is the first, or where the positions rise by more than 1.
    """
    after = behind = tokens.ends[first - 1] if first else 0
    gap = text[behind : tokens.starts[first]]
    if first:
        after += _cut(gap, tokens.positions[first] - tokens.positions[first - 1] - 1)[1]
    opening = gap[after - behind :]
    return after + len(opening) - len(opening.lstrip())


def _cut(gap: str, added: int) -> tuple[int, int]:
    """Where in the gap the sentence before it ends and the one behind it begins."""
    pattern = SENTENCE_END if added == SENTENCE_GAP else LINE_BREAK
    found = list(pattern.finditer(gap))
    if added == SENTENCE_GAP:
        return found[0].end(), found[0].end()
    return found[0].start(), found[-1].end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - (len(part) - len(part.rstrip()))
