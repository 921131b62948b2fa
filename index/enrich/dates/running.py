"""Day expressions of running text: "hôm 16/1", "ngày 26 tháng 8", "sáng nay (8.6)".

They say when something happened, never when the article appeared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from index.calendar import full_year, is_day
from index.enrich.tables import any_of, table

_NUMBERED_MONTH: Final = (
    r"(?:\d{1,2}|mười\s+một|mười\s+hai|mười|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín)"
)
_NAMES: Final = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
# the day may open a range or list whose month follows: "13-15/7", "3 và 4/6", "9 đến 12/6"
_RANGE: Final = r"(?:\s*(?:[-–,]|và|đến|tới)\s*(?:ngày\s+)?\d{1,2}){0,3}?"
_SLASHED: Final = (
    r"(?P<d>\d{1,2})"
    + _RANGE
    + r"\s?(?P<sign>[/.\-])\s?(?P<m>\d{1,2})(?:\s?(?:(?P=sign)|[/.\-](?=\s?\d{4}))\s?"
    # "ngày 03-04/06" are two days of June: a year of two digits stands behind the same sign
    + r"(?P<y>\d{4}|\d{2}(?![\d.,])))?(?![\d%]|[.,/]\d)"
)
_SPELLED: Final = (
    r"(?P<d2>\d{1,2})"
    + _RANGE
    + r"\s+tháng\s+(?P<m2>"
    + _NUMBERED_MONTH
    + r")\b(?:\s*(?:,\s*|năm\s+|/)(?P<y2>\d{4}))?"
)
_RELATIVE_YEAR: Final = re.compile(
    r"\s*(?:năm\s+)?(?P<which>năm ngoái|năm trước|ngoái|năm nay|năm này)\b", re.IGNORECASE
)
_DAY: Final = re.compile(rf"(?<![\d/.,-])(?:{_SPELLED}|{_SLASHED})", re.IGNORECASE)
# Where a day may be tried at all: what follows the digits goes on as one of the above does.
# It begins with a digit, by which "re" skips to the next one.
_MAY_BE_DAY: Final = re.compile(
    r"\d(?<![\d/.,-].)\d?(?=\s*(?:[-–,/.]|tháng|và|đến|tới))", re.IGNORECASE
)
_CUE_REACH: Final = 30  # code points; the longest cue is "rạng sáng nay (ngày "
_MONTH: Final = re.compile(
    r"\btháng\s+(?P<m>\d{1,2})(?:\s*(?:/|-|năm\s+|,\s*năm\s+)\s*(?P<y>(?:19|20)\d{2})(?!\d)"
    r"|\s+(?P<rel>năm ngoái|năm trước|năm nay))",
    re.IGNORECASE,
)
_LUNAR: Final = re.compile(r"\s*(?:\(?\s*[âÂ]m lịch|\(?ÂL\b|\(?AL\b|Tết\b|tháng Chạp)")
# "từ 3 đến 5/9", "từ ngày 3/9 đến 5/9": both ends are told, so the first day is when it began.
_FROM: Final = re.compile(r"\btừ\s+(?:ngày\s+|hôm\s+)?$", re.IGNORECASE)
# "Đến ngày 11/11, ngân hàng đã ...": a sentence that opens so tells what came then.
_COME: Final = re.compile(r"\s*Đến\s+(?:ngày\s+)?")
_TO: Final = re.compile(
    r"\s*(?:[-–]|đến|tới)\s*(?:hết\s+)?(?:ngày\s+)?\d{1,2}(?!\s*(?:giờ|h\d|%))", re.IGNORECASE
)
# One class comes first, by which "re" skips from end to end.
_CLAUSE_END: Final = re.compile(r"[,;:\n()“”\".!?…](?:(?<![.!?…])|(?=\s|$))")
_SENTENCE_END: Final = re.compile(r"[;\n]|[.!?…]+[”\"’)]*(?=\s|$)")
_CREDIT: Final = re.compile(
    r"(?:^|[\s(\[.\-–])(?:Ảnh|Đồ hoạ|Đồ họa|Nguồn ảnh|Clip|Video)\s*"
    r"(?:[:\-–]|minh h[oọ][ạa]|chụp|cắt|tư liệu|[A-ZĐ])"
)
_CAPTION_REACH: Final = 200  # code points; a credit farther off belongs to another picture


@dataclass(frozen=True, slots=True)
class DayExpression:
    """A day or month that the text names, at code points ``start`` to ``end``.

    ``closed`` days open a stretch whose end is told. ``day`` 0 is a month alone.
    ``years_back`` is 1 for "năm ngoái", 0 for "năm nay", None when the text says neither.
    ``ahead`` days are announced.
    """

    month: int
    day: int
    year: int | None
    years_back: int | None
    start: int
    end: int
    closed: bool = False
    ahead: bool = False


@cache
def _day_cue() -> re.Pattern[str]:
    """What must stand right before a day that is not written with its year."""
    cue = any_of(table("dates")["day_words"])
    return re.compile(
        rf"\b{cue}\s*(?:ngày\s+|hôm\s+)?(?:\(\s*)?(?:ngày\s+|hôm\s+)?$", re.IGNORECASE
    )


@cache
def _clause_cue(name: str) -> re.Pattern[str]:
    """A cue of this list; "sớm hơn dự kiến", "như dự kiến" are none."""
    return re.compile(rf"(?<!hơn )(?<!như )\b{any_of(table('dates')[name])}\b", re.IGNORECASE)


def _number(text: str) -> int:
    name = " ".join(text.lower().split())
    return int(name) if name.isdigit() else _NAMES[name]


def _expression(match: re.Match[str], text: str, start: int) -> DayExpression | None:
    day = match["d"] or match["d2"]
    month = match["m"] or match["m2"]
    written = match["y"] or match["y2"]
    year = full_year(written) if written else None
    if not is_day(year, _number(month), int(day)) or _LUNAR.match(text, match.end()):
        return None
    relative = None if year else _RELATIVE_YEAR.match(text, match.end())
    back = _years_back(relative["which"]) if relative else None
    return DayExpression(_number(month), int(day), year, back, start, match.end())


def _years_back(words: str) -> int:
    return 0 if words.lower() in ("năm nay", "năm này") else 1


def _is_closed(text: str, match: re.Match[str]) -> bool:
    """Whether a stretch from one day to another is told: "từ 3 đến 5/9"."""
    window = text[max(0, match.start() - _CUE_REACH) : match.start()]
    if _FROM.search(window) is None:
        return False
    first = match["d"] or match["d2"]
    inner = text[match.start() + len(first) : match.end()]
    return _TO.match(inner) is not None or _TO.match(text, match.end()) is not None


def _next_day(text: str, position: int) -> re.Match[str] | None:
    """The first day from ``position`` on."""
    tries = (_DAY.match(text, may.start()) for may in _MAY_BE_DAY.finditer(text, position))
    return next(filter(None, tries), None)


def _written_days(text: str) -> Iterator[DayExpression]:
    position = 0
    while match := _next_day(text, position):
        closed = _is_closed(text, match)
        cue = _day_cue().search(text[max(0, match.start() - _CUE_REACH) : match.start()])
        dated = bool(match["y"]) and len(match["y"]) == 4 and "/" in match[0]
        start = match.start() - (len(cue[0]) if cue else 0)
        found = _expression(match, text, start) if cue or dated or closed else None
        if found and closed:
            found = replace(found, closed=True)
        if found:
            yield found
        # "8 giờ 40, ngày 10.5": a first number that is no day hides none behind it
        position = match.end() if found else match.end("d" if match["d"] else "d2")


def days(text: str) -> Iterator[DayExpression]:
    """The day expressions of ``text`` that may date its story, in order.

    Left out: background ("kể từ ... hôm 24/2", up to the next comma), what lies
    ahead ("sẽ ... ngày 24/6"; with its year it is only marked ``ahead``), captions, lunar days,
    and days that the calendar lacks.
    """
    return filter(None, (_dating(text, found) for found in _written_days(text)))


def months(text: str) -> Iterator[DayExpression]:
    """Months whose year the text gives: "tháng 4/2017", "tháng 10 năm ngoái"."""
    for match in _MONTH.finditer(text):
        year = int(match["y"]) if match["y"] else None
        back = _years_back(match["rel"]) if match["rel"] else None
        if not is_day(year, int(match["m"]), 1):
            continue
        found = DayExpression(int(match["m"]), 0, year, back, match.start(), match.end())
        if dating := _dating(text, found):
            yield dating


def _clause_before(text: str, start: int) -> str:
    """From the last comma or sentence end to ``start``."""
    window = text[max(0, start - 300) : start]
    last = 0
    for mark in _CLAUSE_END.finditer(window.rstrip(" (")):
        # quotation marks do not end a clause: ‘với cái gọi là “chiến dịch ...” hôm 24/2’
        if mark[0] not in '“”"()':
            last = mark.end()
    return window[last:]


def _dating(text: str, found: DayExpression) -> DayExpression | None:
    """``found``, marked if it lies ahead; None where it does not date the story."""
    before = _clause_before(text, found.start)
    ahead = _lies_ahead(text, found, before)
    if _is_background(text, found, before, ahead) or _in_caption(text, found):
        return None
    return replace(found, ahead=True) if ahead and found.year is not None else found


def _is_background(text: str, found: DayExpression, before: str, ahead: bool) -> bool:
    """Whether the clause ``before`` the day, or the sentence's opening, says that it dates nothing.

    So does what lies ``ahead``, unless its year is told.
    """
    cue = text[found.start : found.end]
    # "từ ngày 6/8": the cue's own "ngày" is part of the expression
    opening = before + re.split(r"\d", cue, maxsplit=1)[0]
    if found.closed:
        opening = _FROM.sub("", opening)
    if _COME.fullmatch(opening):
        return False
    if _clause_cue("background").search(opening) or _leads_in(text, found.start):
        return True
    return ahead and found.year is None


def _lies_ahead(text: str, found: DayExpression, before: str) -> bool:
    """Whether the clause announces the day: "sẽ khai mạc ngày 20/10", "ngày 20/10 tới"."""
    after = text[found.end : found.end + 12].lstrip()
    return bool(_clause_cue("ahead").search(before) or _clause_cue("later").match(after))


def _leads_in(text: str, start: int) -> bool:
    """Whether the sentence so far is just "Trước đó," and the like."""
    window = text[max(0, start - 40) : start].rstrip()
    if not window.endswith(","):
        return False
    last = 0
    for mark in _SENTENCE_END.finditer(window):
        last = mark.end()
    return bool(_clause_cue("background").fullmatch(window[last:].strip(" ,")))


def _in_caption(text: str, found: DayExpression) -> bool:
    """Whether a picture credit follows in the same or as the next sentence."""
    after = text[found.end : found.end + _CAPTION_REACH]
    credit = _CREDIT.search(after)
    if not credit:
        return False
    between = after[: credit.start() + 1]
    ends = [mark for mark in _SENTENCE_END.finditer(between) if mark.end() < len(between)]
    return not ends or (len(ends) == 1 and not between[ends[0].end() :].strip(" (."))
