"""Which lines of a scrape are the story, its captions, its closing lines, its date.

The rules look at shapes (a short line, a credit, a headline without a full stop);
the words are in ``data/furniture.toml``. Text that runs on without line breaks
is one line and stays whole, but for its closing line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.enrich.closing import closing_tail, is_closing_line
from index.enrich.dates.stated import Printed, date_line, parse_stated
from index.enrich.tables import any_of, plain, table
from index.enrich.teasers import drop_teasers

_NUMBERED_PICTURE: Final = re.compile(r".*\S\s+ảnh\s+\d{1,3}$", re.IGNORECASE)
_CREDIT_MARKS: Final = ":/-–"
_SENTENCE: Final = re.compile(r"[.!?…][”\"’')]*\s+(?=[^\W\d_a-zà-ỹ]|[“\"])")
_STAMP: Final = re.compile(
    r"\s*\|\s*\d{1,2}:\d{2}\s+\d{1,2}/\d{1,2}/\d{4}(?:\s+Tin liên quan.*|\s*)$"
)
_DATE_LINES_WITHIN: Final = 8  # a date line stands at the head or the foot of a story
_LONGEST_FURNITURE: Final = 400  # code points; what is longer is prose
_LONGEST_CAPTION: Final = 900
_TAILS: Final = 2  # a signature, then the paper's own line
_CAPTION_WORDS: Final = 80
_CREDIT_WORDS: Final = 9
_PARAGRAPH_WORDS: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the story; ``gap`` says that a blank line stood before it."""

    text: str
    gap: bool = False
    before_caption: bool = False


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without its page: story lines, and what was told apart from them."""

    lines: tuple[Line, ...]
    captions: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    dateline: Printed | None = None
    signatures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Furniture:
    lines: frozenset[str]
    ends: frozenset[str]
    soft_ends: frozenset[str]
    boxes: frozenset[str]
    pattern: re.Pattern[str]
    end_pattern: re.Pattern[str]
    credit: re.Pattern[str]
    caption_ends: tuple[str, ...]
    words_of_end: int

    def ends_caption(self, words: Sequence[str]) -> bool:
        """Whether these words end as only captions do ("Ảnh minh họa.")."""
        last = len(words)
        while last and not words[last - 1].strip(".()"):
            last -= 1
        tail = " ".join(words[max(0, last - self.words_of_end) : last])
        return plain(tail).strip(" .()").endswith(self.caption_ends)

    def is_line(self, key: str) -> bool:
        """Whether a line by its key is dropped wherever it stands."""
        return not key or key in self.lines or key in self.ends or key in self.soft_ends


@cache
def _furniture() -> _Furniture:
    data = table("furniture")
    credit = any_of(data["credits"])
    return _Furniture(
        frozenset(map(plain, data["lines"])),
        frozenset(map(plain, data["ends"])),
        frozenset(map(plain, data["soft_ends"])),
        frozenset(map(plain, data["boxes"])),
        re.compile("|".join(f"(?:{one})" for one in data["patterns"]), re.IGNORECASE),
        re.compile("|".join(f"(?:{one})" for one in data["end_patterns"]), re.IGNORECASE),
        re.compile(rf"(?:^|[\s(\[.\-–]){credit}\s*(?:[:/]|\s[-–]\s)", re.IGNORECASE),
        tuple(map(plain, data["caption_ends"])),
        max(len(end.split()) for end in data["caption_ends"]),
    )


def is_headline_like(text: str) -> bool:
    """Whether a line has a headline's shape: 4 to 40 words, no full stop at its end."""
    words = len(text.split())
    return 4 <= words <= 40 and not text.rstrip("”\"’') ").endswith((".", ";", ":", ","))


def sentence_count(text: str) -> int:
    """How many sentences ``text`` has, roughly (ends before a capital or a quote)."""
    return len(_SENTENCE.findall(text)) + 1


def is_caption(text: str) -> bool:
    """Whether a whole line is a picture's caption or credit.

    "... ảnh 1"; or a credit ("Ảnh: AFP/TTXVN", "(Ảnh: Tass)", "- Ảnh: H.Y.T.") at
    most nine words before the line's end, in a line of at most 80 words and four
    sentences.
    """
    words = text.split() if len(text) <= _LONGEST_CAPTION else ()
    if not words or len(words) > _CAPTION_WORDS:
        return False
    if words[-1].isdecimal() and _NUMBERED_PICTURE.match(text):
        return True
    known = _furniture()
    if known.ends_caption(words) and sentence_count(text) <= 3:
        return True
    # The last credit's mark is one of the words that may stand behind a credit, or right before.
    tail = " ".join(words[-1 - _CREDIT_WORDS :])
    if not any(mark in tail for mark in _CREDIT_MARKS):
        return False
    found = list(known.credit.finditer(text))
    if not found or sentence_count(text[: found[-1].start()]) > 3:
        return False
    tail = text[found[-1].end() :]
    return len(tail.split()) <= _CREDIT_WORDS and not re.search(
        r"[.!?…]\s+[^\W\d_]{2,}.*\s\S+\s", tail
    )


def clean(text: str) -> Cleaned:
    """Tell the story from the page around it.

    Never raises; a text that is all furniture has no lines left.
    """
    lines = _split(text)
    lines, dateline, signatures = _take_dates(lines)
    lines, dateline = _take_stamp(lines, dateline)
    lines = _cut_page(lines)
    lines = drop_teasers(lines)
    lines, closing = _take_closing(lines)
    story: list[Line] = []
    captions: list[str] = []
    for line in lines:
        if len(lines) > 1 and is_caption(line.text):
            captions.append(line.text)
            if story:
                story[-1] = Line(story[-1].text, story[-1].gap, before_caption=True)
        else:
            story.append(line)
    return Cleaned(tuple(story), tuple(captions), tuple(closing), dateline, tuple(signatures))


def _split(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = False
    for raw in text.splitlines():
        line = raw.strip(" \t\u00a0\u200b\ufeff")
        if line:
            lines.append(Line(line, gap))
        gap = not line
    return lines


def _take_dates(lines: list[Line]) -> tuple[list[Line], Printed | None, list[str]]:
    """Take date lines from the head and the foot; the first one dates the story."""
    kept: list[Line] = []
    dateline: Printed | None = None
    signatures: list[str] = []
    for number, line in enumerate(lines):
        near = number < _DATE_LINES_WITHIN or number >= len(lines) - 3
        found = date_line(line.text) if near else None
        if not found:
            kept.append(line)
            continue
        dateline = dateline or found.printed
        if found.is_text and found.rest:
            kept.append(Line(found.rest, line.gap))
        elif found.rest:
            signatures.append(found.rest)
    return kept, dateline, signatures


def _take_stamp(lines: list[Line], dateline: Printed | None) -> tuple[list[Line], Printed | None]:
    """Cut the page's stamp off the last line: "Ngọa Long - ... | 17:03 24/05/2017"."""
    if not lines or "|" not in lines[-1].text:
        return lines, dateline
    last = lines[-1]
    stamp = _STAMP.search(last.text)
    if not stamp:
        return lines, dateline
    stated = parse_stated(stamp[0])
    told = Line(last.text[: stamp.start()].rstrip(), last.gap, last.before_caption)
    printed = Printed(stated, stamp[0].strip(" |")) if stated else None
    return [*lines[:-1], *([told] if told.text else [])], dateline or printed


def _cut_page(lines: Sequence[Line]) -> list[Line]:
    """Drop furniture lines, boxes of links, and all after the story's end."""
    known = _furniture()
    kept: list[Line] = []
    in_box = False
    below = 0  # the line that the story goes on with
    for number, line in enumerate(lines):
        if number < below:
            continue
        if len(line.text) > _LONGEST_FURNITURE:
            in_box = False
            kept.append(line)
            continue
        key = plain(line.text).strip(" :.•|-–—")
        begun = len(kept) >= 2
        if begun and (key in known.ends or known.end_pattern.fullmatch(line.text)):
            break
        if begun and key in known.soft_ends:
            below = _goes_on(lines, number + 1)
            continue
        if key in known.boxes:
            in_box = True
            continue
        if known.is_line(key) or known.pattern.fullmatch(line.text):
            continue
        if in_box and is_headline_like(line.text) and not is_caption(line.text):
            continue
        in_box = False
        kept.append(line)
    return kept


def _goes_on(lines: Sequence[Line], start: int) -> int:
    """The first line from ``start`` that belongs to the story again: one of two paragraphs
    in a row. Behind the last line when there is none."""
    for number in range(start, len(lines) - 1):
        if _is_paragraph(lines[number].text) and _is_paragraph(lines[number + 1].text):
            return number
    return len(lines)


def _is_paragraph(text: str) -> bool:
    """Running text that is not cut off as a teaser is."""
    ends = text.rstrip("”\"’') ")
    whole = ends.endswith((".", "!", "?")) and not ends.endswith("...")
    return whole and len(text.split()) >= _PARAGRAPH_WORDS


def _take_closing(lines: list[Line]) -> tuple[list[Line], list[str]]:
    """Take the closing lines ("Theo RT", "TTXVN/Tin Tức") off the story's end."""
    closing: list[str] = []
    while len(lines) > 1 and is_closing_line(lines[-1].text):
        closing.insert(0, lines[-1].text)
        lines = lines[:-1]
    if closing:
        return lines, closing
    for _ in range(_TAILS):
        start = closing_tail(lines[-1].text) if lines else None
        if start is None:
            break
        last = lines[-1]
        closing.insert(0, last.text[start:].strip())
        lines = [*lines[:-1], Line(last.text[:start].rstrip(), last.gap, last.before_caption)]
    return lines, closing
