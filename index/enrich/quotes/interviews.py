"""Interviews without quotation marks: lines that begin with "*", "-" or "PV:".

A *turn* is a marked line and the lines behind it up to the next marked one. Three
layouts are read: questions with "*" and answers with "-" (Tuổi Trẻ); both with "-",
where the question mark tells which is which; names with a colon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

_LINE: Final = re.compile(
    r"^[ \t]*(?:(?P<star>[*●•])|(?P<dash>[-–—])|(?P<name>[^\W\d_][^:.?!\n\"“”]{0,48}):)"
    r"[ \t]*(?=\S)",
    re.MULTILINE,
)
_ASKER: Final = re.compile(r"(?:PV|P\.V|Phóng viên|Hỏi|MC)\b")
_FEWEST: Final = 2
# A list of ingredients or of fixtures has dashes, too; an answer is longer.
_SHORTEST: Final = 40


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of the two says: ``[start, end)``, and the name before it where there is one."""

    start: int
    end: int
    asks: bool
    name: tuple[int, int] | None = None


def turns(text: str) -> list[Turn]:
    """The questions and answers of an interview; none where ``text`` is no interview."""
    if "\n" not in text or "?" not in text:
        return []
    marks = list(_LINE.finditer(text))
    stars = [mark for mark in marks if mark["star"]]
    dashes = [mark for mark in marks if mark["dash"]]
    if len(stars) >= 1 and dashes:
        return _starred(text, sorted(stars + dashes, key=lambda mark: mark.start()))
    if len(dashes) >= 2 * _FEWEST:
        return _dashed(text, dashes)
    return _named(text, [mark for mark in marks if mark["name"]])


def _blocks(text: str, marks: list[re.Match[str]]) -> list[Turn]:
    """Each mark with what follows up to the next; the last one is its line only."""
    found: list[Turn] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        line_end = text.find("\n", mark.end())
        last = line_end if line_end >= 0 else len(text)
        end = following.start() if following else last
        end = mark.end() + len(text[mark.end() : end].rstrip())
        name = mark.span("name") if mark["name"] else None
        found.append(Turn(mark.end(), end, "?" in text[mark.end() : end], name))
    return found


def _starred(text: str, marks: list[re.Match[str]]) -> list[Turn]:
    found: list[Turn] = []
    for mark, turn in zip(marks, _blocks(text, marks), strict=True):
        found.append(replace(turn, asks=mark["star"] is not None))
    asked = [turn for turn in found if turn.asks and "?" in text[turn.start : turn.end]]
    return found if asked else []


def _dashed(text: str, marks: list[re.Match[str]]) -> list[Turn]:
    """Question and answer in turn; what stands outside such pairs is left alone."""
    blocks = _blocks(text, marks)
    pairs: list[Turn] = []
    at = 0
    while at + 1 < len(blocks):
        question, answer = blocks[at], blocks[at + 1]
        told = answer.end - answer.start >= _SHORTEST and text[answer.end - 1] != "?"
        if text[question.end - 1] == "?" and told:
            pairs += [replace(question, asks=True), replace(answer, asks=False)]
            at += 1
        at += 1
    return pairs if len(pairs) >= 2 * _FEWEST else []


def _named(text: str, marks: list[re.Match[str]]) -> list[Turn]:
    """ "PV: …?" and "Ông X: …": a reporter who asks must be among the names."""
    asking = [bool(_ASKER.match(mark["name"])) for mark in marks]
    if sum(asking) < 1 or sum(not one for one in asking) < 1:
        return []
    return [
        replace(turn, asks=asks) for turn, asks in zip(_blocks(text, marks), asking, strict=True)
    ]
