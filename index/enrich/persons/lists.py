"""How names stand to each other: in a list, on the way through a city, in a team's line-up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.enrich.persons.evidence import ACCEPT, DOUBT, Candidate
from index.enrich.persons.parse import Piece
from index.enrich.rows import Row

_BETWEEN_PLAYERS: Final = 3
_ENUMERATION: Final = re.compile(r"(?:\s?\([^()]{1,20}\))?(?:,|;|\s(?:và|hay|hoặc|cùng|còn))\s")
# Code points that the longest enumeration has.
_BETWEEN: Final = 30
# From one street of a way to the next: words with capitals may lie between.
_DASHED: Final = re.compile(r"(?:\s[-–]\s[\w ]+)*\s[-–]\s")
_LINE_UP_REACH: Final = 90
_LINE_UP: Final = re.compile(
    r"(?:đội hình|ra sân|xuất phát|dự bị|danh sách (?:đội|cầu thủ|thi đấu|triệu tập|đăng ký|sơ bộ)"
    r"|thủ môn|hậu vệ|tiền vệ|tiền đạo)[^.!?\n]*$",
    re.IGNORECASE,
)
_WAYS: Final = frozenset(("đường", "phố", "tuyến", "hẻm", "ngõ"))
_PLACES: Final = re.compile(
    r"(?:đường|phố|tuyến|xã|phường|quận|huyện|thôn|ấp|làng(?! (?:mỹ|nghệ|giải|thời|nhạc))"
    r"|trường|cầu|chợ|ga|nút giao|khu vực|lộ trình|hành trình|công ty|doanh nghiệp|cửa hàng"
    r"|chi nhánh)(?![^\W\d_])[^.;\n]{0,40}[:\s]$",
    re.IGNORECASE,
)
_PLACES_REACH: Final = 60
# "các huyện ... là A, B", "4 xã phía bắc là A, B"
_SEVERAL: Final = re.compile(
    r"[Cc]ác |(?<!\w)\d{1,2} (?:xã|phường|huyện|quận|thôn|tuyến|đường)(?!\w)"
)
# Names with nothing but dashes between them are a way through a city, or a byline.
_ROUTE: Final = 3
_TEAM: Final = 5
# A word with a capital inside has no more points.
_MADE_UP: Final = -5.0
# Code points from one team's list to the other's.
_OTHER_TEAM: Final = 60


class Lists:
    """Reads what stands between the pieces of one field."""

    def __init__(self, row: Row, text: str) -> None:
        self._keys, self._kinds, self._gaps = row.keys, row.kinds, row.gaps
        self._starts, self._ends = row.starts, row.ends
        self._text = text

    def is_way(self, piece: Piece) -> bool:
        """Đường Cộng Hoà: a street, by the word before it."""
        opens = self._keys[piece.first] in _WAYS and piece.last - piece.first > 1
        return opens or (piece.first > 0 and self._keys[piece.first - 1] in _WAYS)

    def is_near(self, before: Piece, piece: Piece) -> bool:
        """Whether so little stands between the two that they may be told together."""
        distance = self._starts[piece.first] - self._ends[before.last - 1]
        return distance <= _BETWEEN or piece.first - before.last <= 1

    def joins(self, before: Piece, piece: Piece) -> bool:
        """Whether ``piece`` goes on a list that ``before`` is in: "A, B và C"."""
        between = self._keys[before.last : piece.first]
        return self.follows(before, piece) or (between == ["và"] and self._gaps[piece.first] == " ")

    def follows(self, before: Piece, piece: Piece) -> bool:
        """Whether only a comma or a dash stands between the two."""
        return before.last == piece.first and self._gaps[piece.first] in (", ", " - ", " – ")

    def enumerates(self, before: Piece, piece: Piece) -> bool:
        """Whether the two are told one after the other: "A, B (Juventus) và C"."""
        text = self._text[self._ends[before.last - 1] : self._starts[piece.first]]
        return _ENUMERATION.fullmatch(text) is not None

    def plays(self, before: Piece, piece: Piece) -> bool:
        """Whether ``piece`` alone stands in brackets right behind ``before``: "A (B)"."""
        end = self._ends[piece.last - 1]
        gap = self._gaps[piece.first]
        return before.last == piece.first and gap == " (" and self._text[end : end + 1] == ")"

    def lines_up(self, before: Piece, piece: Piece) -> bool:
        """Whether the two stand side by side in a team's list: "A, B; C (D 65') - E"."""
        if piece.first - before.last > _BETWEEN_PLAYERS:
            return False
        text = self._text[self._ends[before.last - 1] : self._starts[piece.first]]
        if len(text) > 4 * _BETWEEN_PLAYERS:
            return False
        between = range(before.last, piece.first)
        return (
            not any(self._kinds[at] == "lower" and self._keys[at] != "và" for at in between)
            and any(mark in text for mark in ",;-–()")
            and "." not in text
        )

    def is_route(self, pieces: Sequence[Piece]) -> bool:
        """Whether only dashes stand between the pieces: "Lê Văn Sỹ - Trần Quốc Thảo - ..."."""
        return all(
            _DASHED.fullmatch(self._text, self._ends[before.last - 1], self._starts[piece.first])
            for before, piece in pairwise(pieces)
        )

    def is_dashed(self, piece: Piece) -> bool:
        """Whether a dash stands right before the piece."""
        return self._gaps[piece.first] in (" - ", " – ")

    def opens_places(self, piece: Piece) -> bool:
        """Whether a list of streets, communes or companies begins here: "các tuyến đường: A, B"."""
        start = self._starts[piece.first]
        before = self._text[max(0, start - _PLACES_REACH) : start]
        if before.endswith(" là ") and not _SEVERAL.search(before):
            return False  # "ba sinh viên của trường này là A, B"; not "các huyện ... là A, B"
        return _PLACES.search(before) is not None

    def opens_line_up(self, piece: Piece) -> bool:
        """Whether "đội hình", "ra sân" or the like leads to the first name of a list."""
        start = self._starts[piece.first]
        return _LINE_UP.search(self._text[max(0, start - _LINE_UP_REACH) : start]) is not None


def refuse_places(lists: list[list[Candidate]], beside: Lists) -> None:
    """ "Các tuyến đường: Lý Thường Kiệt, Lò Đúc, Tràng Tiền": no name of the list is a person's."""
    for listed in lists:
        if len(listed) > 1 and _are_places(listed, beside):
            for candidate in listed:
                if candidate.piece.kind != "foreign":
                    _refuse(candidate, beside)


def _refuse(candidate: Candidate, beside: Lists) -> None:
    if not candidate.refused:
        candidate.refused = True
        candidate.score -= 3.0
    if beside.is_dashed(candidate.piece):  # "Lăng Cha Cả - Hoàng Văn Thụ": no title
        candidate.titled = False
        candidate.score = min(candidate.score, 0.0)


def _are_places(listed: list[Candidate], beside: Lists) -> bool:
    if any(one.titled and not beside.is_dashed(one.piece) for one in listed):
        return False
    if len(listed) >= _ROUTE and beside.is_route([each.piece for each in listed]):
        return True
    return beside.opens_places(listed[0].piece) or any(each.refused for each in listed)


def line_up(lists: list[list[Candidate]], beside: Lists) -> None:
    """ "Đội hình ra sân: De Gea; Jones, Smalling ...": whom a team's list names is a person."""
    before = -_OTHER_TEAM
    for team in lists:
        other = team[0].start - before < _OTHER_TEAM
        if len(team) < _TEAM or any(one.score <= _MADE_UP for one in team):
            continue  # BankGo, MobiVi
        if other or beside.opens_line_up(team[0].piece):
            before = team[-1].end
            for candidate in team:
                if candidate.piece.kind == "foreign" and not candidate.refused:
                    candidate.score = max(candidate.score, ACCEPT + DOUBT)


def listed_together(found: list[Candidate], beside: Lists) -> Iterator[list[Candidate]]:
    """The candidates cut into those that stand side by side in one list."""
    at = 0
    while at < len(found):
        end = at + 1
        while end < len(found) and beside.lines_up(found[end - 1].piece, found[end].piece):
            end += 1
        yield found[at:end]
        at = end


def go_on(before: Candidate, candidate: Candidate) -> None:
    """ "Đường Nguyễn Huệ, Lê Lợi": what the first of a list is, the others are."""
    candidate.listed = before
    if before.refused and not candidate.addressed:
        candidate.refused = True
        candidate.score -= 3.0
