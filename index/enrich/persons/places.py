"""What an article itself calls a place, a body or a school subject is none of its persons."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Final

from index.enrich.rows import Row

# A whole name of a person has three words: "Chủ tịch xã Trần Quang Hải".
_LONGEST: Final = 2
# Behind these one foreign word is a place: "thành phố Macerata", "ở Macerata".
_TOWNS: Final = (
    "thành phố", "thị trấn", "bang", "tỉnh", "thủ đô", "hạt", "vùng", "quận", "đảo", "cảng",
    "tại", "Tại", "ở", "Ở", "TP", "sở cảnh sát", "Sở cảnh sát", "Sở Cảnh sát", "Sở Cứu hỏa",
    "Sở Cứu hoả", "sở cứu hỏa", "sở cứu hoả", "Sở cứu hỏa", "Sở cứu hoả",
)  # fmt: skip
_TOWN: Final = re.compile(r"[A-Z][a-z]+(?=[,.;:)]|\s[^\W\dA-ZÀ-ỸĐ])")
_COMMITTEES: Final = tuple(
    f"{cased} {last}"
    for word in ("tỉnh", "thành", "thị", "huyện", "quận")
    for cased in (word, word.capitalize())
    for last in ("ủy", "uỷ")
)
_STATIONS: Final = tuple(
    f"Đài {weather}{water}"
    for weather in ("khí tượng", "Khí tượng")
    for water in ("", " thủy văn", " Thủy văn")
)
# Behind these whole words one or two are a place, a body or a subject: "Công an Hải Giang".
_PLACES: Final = (
    "huyện", "thị xã", "thị trấn", "xã", "phường", "thôn", "ấp", "làng", "tỉnh", "thành phố",
    "đảo", "cảng", "môn", *_COMMITTEES, "Công an", "CSGT", "UBND", "HĐND", "TAND", "VKSND",
    *_STATIONS,
)  # fmt: skip
_LAST_WORDS: Final = frozenset(cue.split()[-1] for cue in (*_TOWNS, *_PLACES))
_LONGEST_CUE: Final = max(map(len, _PLACES))
_BEHIND_TOWN: Final = re.compile(rf"(?:{'|'.join(_TOWNS)})\Z")
_BEHIND_PLACE: Final = re.compile(rf"(?<!\w)(?:{'|'.join(_PLACES)})\Z")
_WORDS: Final = re.compile(r"(?:[^\W\d_]+ ?){1,3}")
_ROADS: Final = ("cao tốc", "đường sắt", "tuyến xe", "tuyến đường")
# "cao tốc TP.HCM - Trung Lương": where a road ends.
_ROAD: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(_ROADS)})\s[^,;\n]{{2,24}}?\s?[-–]\s?(?={_WORDS.pattern})"
)


class Places(Container[str]):
    """The names that an article gives to places, bodies and subjects.

    They are looked for when the first name is asked about.
    """

    def __init__(self, texts: Sequence[str], rows: Sequence[Row]) -> None:
        """``rows`` are the words of ``texts``."""
        self._texts = texts
        self._rows = rows

    def __contains__(self, name: object) -> bool:
        return name in self._found

    @cached_property
    def _found(self) -> frozenset[str]:
        pairs = zip(self._texts, self._rows, strict=True)
        return frozenset(name for text, row in pairs for name in _placed(text, row))


def _placed(text: str, row: Row) -> Iterator[str]:
    for start in _starts(row):
        cue = max(0, start - 1 - _LONGEST_CUE), start - 1
        town = _TOWN.match(text, start)
        if town and _BEHIND_TOWN.search(text, *cue):
            yield town.group()
        if _BEHIND_PLACE.search(text, *cue):
            yield from _name(text, start)
    if any(road in text for road in _ROADS):
        for road in _ROAD.finditer(text):
            yield from _name(text, road.end())


def _starts(row: Row) -> Iterator[int]:
    """Where a capital, which what is called so has, stands behind the last word of a cue."""
    words, gaps = row.words, row.gaps
    for at in row.capitals:
        beside = at > 0 and len(gaps[at]) == 1 and gaps[at].isspace()
        if beside and words[at - 1] in _LAST_WORDS:
            yield row.starts[at]


def _name(text: str, start: int) -> Iterator[str]:
    """The one or two words with capitals that stand at ``start``."""
    match = _WORDS.match(text, start)
    words = list(takewhile(str.istitle, match.group().split())) if match else []
    if 0 < len(words) <= _LONGEST:
        yield " ".join(words)
