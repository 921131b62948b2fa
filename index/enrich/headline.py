"""The headline and standfirst of a text file, told by shape and byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.enrich.boilerplate import Line, is_headline_like, sentence_count
from index.enrich.outlet import byline

_FIRST_SENTENCE: Final = re.compile(
    r".+?[.!?…][”\"’')\]]*(?=\s+[^\W\d_a-zà-ỹ]|\s+[“\"]|\s*$)", re.DOTALL
)
_LONGEST_TITLE: Final = 300  # code points; the longest of 24,000 given headlines has 196
_DERIVED_TITLE: Final = 300
_STANDFIRST_WORDS: Final = range(8, 100)
_CODE_BYLINE: Final = re.compile(r"^\(?[A-ZĐ][\wĐ&.]{1,12}\)?\s?[-–]\s")


@dataclass(frozen=True, slots=True)
class Head:
    """A story's head and where its body begins (an index into the lines)."""

    title: str
    derived: bool
    standfirst: str | None
    body_from: int


def first_sentence(text: str) -> str:
    """The first sentence, cut at a word with "…" when it passes 300 code points."""
    found = _FIRST_SENTENCE.match(text)
    sentence = (found[0] if found else text).strip()
    if len(sentence) <= _DERIVED_TITLE:
        return sentence
    return sentence[:_DERIVED_TITLE].rsplit(None, 1)[0].rstrip(" ,;:-–—") + "…"


def _is_headline(lines: Sequence[Line]) -> bool:
    first = lines[0].text
    if len(lines) == 1 or len(first) > _LONGEST_TITLE or byline(first):
        return False
    if is_headline_like(first) or 1 <= len(first.split()) < 4:
        return sentence_count(first) <= 2
    # a headline may end with a full stop when a much longer line follows
    return first.endswith(".") and len(first.split()) <= 15 and len(lines[1].text) > 2 * len(first)


def _is_standfirst(lines: Sequence[Line], at: int) -> bool:
    """A lead of one or two sentences set apart: by its byline, a caption below it,
    or a blank line that the paragraphs after it do not have."""
    if at + 1 >= len(lines):
        return False
    line, following = lines[at], lines[at + 1 :]
    if len(line.text.split()) not in _STANDFIRST_WORDS or sentence_count(line.text) > 3:
        return False
    if byline(line.text) or _CODE_BYLINE.match(line.text) or line.before_caption:
        return True
    set_apart = following[0].gap and not any(later.gap for later in following[1:6])
    return set_apart and len(following) >= 3


def head_of(lines: Sequence[Line]) -> Head:
    """The head of a text's story lines (at least one).

    Without a headline the first sentence stands in, marked derived, and the body
    keeps it: offsets and matches must not lose it.
    """
    if not _is_headline(lines):
        at_lead = _is_standfirst(lines, 0) and bool(byline(lines[0].text))
        text = lines[0].text
        mark = byline(text)
        title = first_sentence(text[mark.end :] if mark else text)
        return Head(title, True, text if at_lead else None, 1 if at_lead else 0)
    if _is_standfirst(lines, 1):
        return Head(lines[0].text, False, lines[1].text, 2)
    return Head(lines[0].text, False, None, 1)
