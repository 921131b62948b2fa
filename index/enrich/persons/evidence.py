"""What the words around a name say about it, as one number.

A candidate is taken from :data:`ACCEPT` points on. The points were set by hand
from the language and checked on labelled articles; a change is worth keeping
when ``python -m quality.understanding`` says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from index.analysis.words import is_compound
from index.enrich.persons.parse import Piece
from index.enrich.persons.tables import Cue, Gender, Tables, spelling
from index.enrich.rows import Row

ACCEPT: Final = 2.0
# Within this distance of ACCEPT the tagger is asked.
DOUBT: Final = 1.25

_FAR: Final = 9
_QUOTES: Final = ('"', "“", "”", "'", "‘", "’", "«", "»")
# "TP.Hồ Chí Minh", "ThS.BS Nguyễn": the full stop of an abbreviation ends nothing.
_SHORT: Final = "tp tx tt q p h x đ st mr mrs ms dr gs pgs ts ths bs ls nsnd nsưt cki ckii"
_ABBREVIATIONS: Final = frozenset(_SHORT.split())
_CREDIT: Final = frozenset(("ảnh", "nguồn", "clip", "video", "hình", "họa", "hoạ", "photo"))
# What may follow the name of a byline up to the end of the text.
_SIGNED: Final = re.compile(r"\s*(?:\([^()]{0,60}\)?|[-–/|,][^.!?]{0,50})?[\s.]*", re.DOTALL)
_ENDS: Final = frozenset('.!?…"”»)/')
# No "năm" and no figures: those are as often a year before the title.
_MANY: Final = frozenset(
    ("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "các", "những", "nhiều")
)
_PLACE_PREPOSITIONS: Final = frozenset(("ở", "tại", "gần"))
# Where somebody comes from or lives: "quê Triệu Sơn".
_FROM: Final = frozenset(("quê", "trú", "ngụ"))
# Whom a number in Roman figures follows: Nữ hoàng Elizabeth II.
_RULERS: Final = frozenset(
    ("vua", "nhà vua", "hoàng đế", "nữ hoàng", "nữ hoàng anh", "quốc vương", "giáo hoàng",
     "đức giáo hoàng", "hoàng thân", "thái tử", "công tước")
)  # fmt: skip
_ROMAN: Final = frozenset("IVX")
# "(tức Vũ)", "(biệt danh ...)": another name of the same person follows.
_ALSO_CALLED: Final = frozenset(("tức", "biệt", "nickname", "bí"))
# "..., kẻ đã xả súng", "..., người từng ...".
_WHO: Final = frozenset(("kẻ", "người", "nghi phạm"))
_DID: Final = (["đã"], ["từng"], ["vừa"], ["đang"], ["bị"], ["được"])
# "Phú Sát (Tần Lam đóng)", "X (do Y thủ vai)": before it stands who is played.
_PLAYED: Final = re.compile(
    r"\s?\((?:do\s)?[^()]{3,40}\s(?:đóng|thủ vai|vào vai|thủ diễn|thể hiện)\)"
    r"|,?\sdo\s[^.,;()]{3,40}\s(?:đóng|thủ vai|vào vai|thủ diễn|thể hiện)(?!\w)"
)
# What stands inside names of families and persons only: Salman bin Abdulaziz.
_NOBLE: Final = frozenset(("bin", "bint", "ibn", "von", "van"))
# What a club or a team stands behind: sang Anzhi Makhachkala.
_CLUB_VERBS: Final = frozenset(("sang", "từ", "rời", "tới"))
# 8B, 123/73/12: a number that a street's name follows.
_HOUSE: Final = re.compile(r"(?:[0-9]{1,4}[A-Za-z]{0,2}|[A-Za-z]?[0-9]{1,4}(?:/[0-9]+)+)")
# How surnames end where Russian, Serbian, Spanish and the like are spoken.
_SURNAME_ENDS: Final = (
    "ovic", "evic", "enko", "shvili", "adze", "idze", "sson", "inho", "oglu", "escu", "owski",
    "ovsky", "evsky", "insky", "poulos", "akis", "yev", "kov", "nov", "rov", "nez", "rez", "dez",
    "mez", "aldo", "inski", "dric", "vich", "vić", "iyev", "ayev",
)  # fmt: skip
_KOREAN: Final = re.compile(r"[A-Z][a-z]+-[a-z]+")
_BETWEEN_PLAYERS: Final = 3
_ENUMERATION: Final = re.compile(r"(?:\s?\([^()]{1,20}\))?(?:,|;|\s(?:và|hay|hoặc|cùng|còn))\s")
_LINE_UP_REACH: Final = 90
_LINE_UP: Final = re.compile(
    r"(?:đội hình|ra sân|xuất phát|dự bị|danh sách|thủ môn|hậu vệ|tiền vệ|tiền đạo)[^.!?\n]*$",
    re.IGNORECASE,
)
# Tàu sân bay Mỹ Carl Vinson: a country between changes nothing about these.
_MADE: Final = frozenset(
    ("tàu", "chiến", "siêu", "máy", "tiêm", "tên", "xe", "hãng", "tập", "kênh", "phim")
)
_COUNTRY: Final = 2
_CITIES: Final = frozenset((("thành", "phố"), ("tp",), ("tỉnh",)))
# Chủ tịch xã Trần Quang Hải: an office of the place, then the name of who holds it.
_OFFICE_OF: Final = frozenset(("xã", "phường", "huyện", "quận", "tỉnh", "trấn", "thôn", "ấp"))
_DISTRICTS: Final = frozenset(("huyện", "tỉnh", "tp", "quận", "thị", "xã", "phường", "bang"))
_COMPANIES: Final = frozenset(("ty", "cty", "ctcp", "phần", "tnhh", "nghiệp", "đoàn"))
_COMPANY_HEADS: Final = frozenset(("công", "tổng", "cty", "ctcp", "tnhh", "doanh", "tập"))
# "Các xã A, B": before a noun that a list of its kind follows.
_SEVERAL: Final = frozenset(("các", "những", "nhiều", "hai", "ba", "mấy"))
# GrabBike, TPBank: what is sold or spread has a capital inside; MacArthur has one, too.
_MADE_UP: Final = re.compile(r"(?!Mac|Fitz)[A-Z][a-z]{3,}[A-Z]|[A-Z]{2,}[a-z]{3}")
# Who only belongs to a body: "chuyên gia Bkav" is no Bkav.
# What firms and states do, too: no proof for one foreign word.
_ANYBODY: Final = frozenset(
    ("cho biết", "cho hay", "cho rằng", "khẳng định", "tuyên bố", "nhấn mạnh", "cảnh báo",
     "phủ nhận", "đánh giá", "nhận định", "trả lời", "ký", "giành", "nâng", "tung", "cáo buộc",
     "chỉ trích", "kêu gọi", "cho biết thêm", "bày tỏ", "phát biểu", "lưu ý", "gia nhập")
)  # fmt: skip
_MEMBERS: Final = frozenset(
    ("chuyên gia", "đại diện", "nhân viên", "thành viên", "lãnh đạo", "phóng viên", "kỹ sư",
     "công nhân", "quan chức", "đồng nghiệp", "chủ nhân", "phi công", "tiếp viên",
     "ông chủ", "bà chủ", "nhà sáng lập", "đồng sáng lập")
)  # fmt: skip
# Behind them one foreign word is what is driven: "lái xe Camry".
_DRIVERS: Final = frozenset(("tài xế", "lái xe"))
_PLACES: Final = re.compile(
    r"(?:đường|phố|tuyến|xã|phường|quận|huyện|thôn|ấp|làng|trường|cầu|chợ|ga|nút giao|khu vực"
    r"|công ty|doanh nghiệp|cửa hàng|chi nhánh)(?![^\W\d_])[^.;\n]{0,40}[:\s]$",
    re.IGNORECASE,
)
_PLACES_REACH: Final = 60
_AGE: Final = frozenset(("sn", "sinh", "tuổi", "ngụ", "trú", "quê"))


class Near(NamedTuple):
    """The nearest cue before a name: how far, whether only names of bodies lie between.

    It begins at code point ``start``.
    """

    cue: Cue
    start: int
    distance: int
    bare: bool
    comma: bool


@dataclass(slots=True)
class Candidate:
    """A piece that may be a person, with its score so far."""

    piece: Piece
    field: int
    text: str
    start: int
    end: int
    score: float
    gender: Gender | None = None
    addressed: bool = False
    credit: bool = False
    refused: bool = False
    listed: Candidate | None = None
    comma: bool = False
    belongs: bool = False
    told_with: Candidate | None = None
    played: Candidate | None = None
    titled: bool = False
    hint: float = 0.0
    near: Near | None = None


class Evidence:
    """Scores the pieces of one field."""

    def __init__(self, row: Row, text: str, field: int, tables: Tables) -> None:
        self._words, self._keys, self._kinds = row.words, row.keys, row.kinds
        self._gaps, self._starts, self._ends = row.gaps, row.starts, row.ends
        self._text = text
        self._field = field
        self._tables = tables

    def candidate(self, piece: Piece) -> Candidate:
        """The piece with the evidence of its own words and of its neighbours."""
        start, end = self._starts[piece.first], self._ends[piece.last - 1]
        if piece.kind == "native" and self._kinds[piece.last - 1] == "initial":
            end += self._text[end : end + 1] == "."
        found = Candidate(piece, self._field, self._text[start:end], start, end, 0.0)
        near = self._near(piece.first)
        if near is not None and near.cue.kind == "thing" and self._is_also_called(piece):
            near = None  # băng nhóm Lâm Thanh Vũ (tức Vũ): its leader
        found.near = near
        found.score = self._own(piece, near) + self._before(piece, near) + self._after(piece)
        found.addressed = near is not None and near.cue.kind != "thing" and near.distance == 0
        found.titled = near is not None and near.cue.kind not in ("thing", "nothing")
        member = found.titled and near is not None and " ".join(near.cue.words) in _MEMBERS
        found.belongs = member and piece.kind == "foreign"
        found.gender = near.cue.gender if near and near.cue.kind != "thing" else None
        found.refused = near is not None and near.cue.kind == "thing" and near.distance == 0
        played = _PLAYED.match(self._text, end) is not None
        if played or (near is None and self._has_house_number(piece)):
            found.refused = True
            found.score -= 3
        if self._explains(piece) or self._runs_into_word(piece, near) or self._is_title(piece):
            found.score -= 2
        found.credit = self._credit(piece) or (self._signs(piece, end) and not self._aged(piece))
        if found.credit or self._begins_title(piece):
            found.score -= 4
        return found

    # -- the name's own words ------------------------------------------------

    def _own(self, piece: Piece, near: Near | None) -> float:
        keys = self._keys[piece.first : piece.last]
        if piece.kind == "native":
            if self._hides_name(piece):
                return -6.0
            points = 3.0 if piece.size > 2 else 2.0
            if not piece.strong:
                points -= 1.0
            if {"thị", "văn"} & set(keys[1:-1]):
                points += 1.0
            return points
        if piece.kind == "foreign":
            if any(self._is_foreign_word(key) for key in keys):
                return -3.0
            if self._is_initials(piece):
                return -8.0
            if piece.size == 1:
                return self._own_word(piece, keys[0], near)
            points = 1.25 + 0.25 * (piece.size == 2) + self._build(piece)
            points += 1.0 * self._is_shortened(piece)
            if keys[0] in self._tables.given_names:
                points += 1.0
            if self._number_follows(piece):
                points -= 1.5
            return points
        if self._is_initials(piece):
            return -6.0
        return 0.0 if 1 < piece.size < 4 else -1.0

    def _own_word(self, piece: Piece, key: str, near: Near | None) -> float:
        """The points of one foreign word."""
        if self._number_follows(piece) and not self._rules(piece, near):
            return -2.5
        if spelling(key) in self._tables.aliases.alone:
            return 2.0
        if _MADE_UP.match(self._words[piece.first]):
            return -6.0
        return 1.0 * (len(key) > 5 and key.endswith(_SURNAME_ENDS))

    def _is_initials(self, piece: Piece) -> bool:
        return all(kind == "initial" for kind in self._kinds[piece.first : piece.last])

    def _hides_name(self, piece: Piece) -> bool:
        """Nguyễn T.H.: a surname and letters alone name nobody."""
        hidden = self._kinds[piece.first + 1 : piece.last]
        return len(hidden) > 1 and all(kind == "initial" for kind in hidden)

    def _is_foreign_word(self, key: str) -> bool:
        if key.endswith("'s"):
            return True
        return not self._tables.foreign_words.isdisjoint((key, *key.split("-")))

    def _is_shortened(self, piece: Piece) -> bool:
        """A.Gomez, L.Messi: a letter and a foreign word right behind it."""
        first, second = piece.first, piece.first + 1
        return (
            piece.size == 2
            and len(self._words[first]) == 2
            and self._kinds[first] == "initial"
            and self._kinds[second] == "capital"
            and self._gaps[second] == ""
        )

    def _build(self, piece: Piece) -> float:
        """What only names of persons have: George W. Bush, Salman bin Abdulaziz, Moon Jae-in."""
        words = self._words[piece.first + 1 : piece.last]
        kinds = self._kinds[piece.first + 1 : piece.last]
        if not _NOBLE.isdisjoint(words):
            return 1.5
        if "initial" in kinds[:-1]:
            return 1.0
        gaps = self._gaps[piece.first + 1 : piece.last]
        spaced = ("lower", " - ") in zip(kinds, gaps, strict=True)
        return 1.5 if spaced or any(map(_KOREAN.fullmatch, words)) else 0.0

    def _number_follows(self, piece: Piece) -> bool:
        last = piece.last
        if last >= len(self._keys):
            return False
        return self._kinds[last] in ("number", "acronym") and self._gaps[last] in (" ", "-", "")

    def _rules(self, piece: Piece, near: Near | None) -> bool:
        """Vua Felipe VI, Nữ hoàng Elizabeth II."""
        ruler = near is not None and " ".join(near.cue.words) in _RULERS
        return ruler and _ROMAN.issuperset(self._words[piece.last])

    # -- before ----------------------------------------------------------------

    def _before(self, piece: Piece, near: Near | None) -> float:
        points = -1.5 * self._is_quoted(piece)
        if piece.first and self._gaps[piece.first] == " ":
            before = self._keys[piece.first - 1]
            if before in _FROM and piece.kind != "foreign":
                points -= 2.0
            if before in _PLACE_PREPOSITIONS:
                points -= 2.0 if near is None or near.distance else 1.5
            elif near is None:
                points -= 1.0 * (before in _CLUB_VERBS and piece.kind == "foreign")
                points -= 0.5 * (self._kinds[piece.first - 1] in ("number", "acronym"))
        if near is None:
            return points
        if near.cue.kind == "thing":
            return points - self._thing(near)
        if self._counts_people(piece, near):
            return points
        return points + self._title(piece, near)

    def _counts_people(self, piece: Piece, near: Near) -> bool:
        """ "chín ngư dân Hải Giang": several of a place; one who is named has no number.

        Names that are listed follow each other ("hai ca sĩ Mỹ Linh và Hồng Nhung").
        """
        at = piece.first - 1 - len(near.cue.words)
        alone = piece.kind == "given" and near.cue.kind == "direct" and near.distance == 0
        if not alone or at < 0 or self._gaps[at] == "":
            return False
        if self._keys[at] not in _MANY:
            return False
        last = piece.last
        if last >= len(self._keys):
            return True
        return not self._gaps[last].startswith(",") and self._keys[last] != "và"

    def _explains(self, piece: Piece) -> bool:
        """ "(Shining Star)", "Weapon Concept (HAWC)": what a bracket puts into other words."""
        if piece.kind != "foreign":
            return False
        end = self._ends[piece.last - 1]
        if self._gaps[piece.first].endswith("(") and self._text[end : end + 1] == ")":
            return True
        last = piece.last
        if last >= len(self._keys) or self._gaps[last] != " (" or self._kinds[last] != "acronym":
            return False
        initials = "".join(word[0] for word in self._words[piece.first : last])
        end = self._ends[last]
        closed = self._text[end : end + 1] == ")"
        return closed and self._words[last].endswith(initials.upper())

    def _runs_into_word(self, piece: Piece, near: Near | None) -> bool:
        """Đoàn Thanh | tra, Ngôi sao Toả | sáng: its last word makes one word with the next."""
        if piece.kind == "foreign" or piece.size > 2 or not self._goes_on(piece.last):
            return False
        if self._is_addressing(near):
            return False
        return is_compound(self._keys[piece.last - 1], self._keys[piece.last])

    def _goes_on(self, at: int) -> bool:
        """Whether a small word stands at ``at`` with nothing but a space before it."""
        return at < len(self._keys) and self._gaps[at] == " " and self._kinds[at] == "lower"

    @staticmethod
    def _is_addressing(near: Near | None) -> bool:
        return near is not None and near.cue.kind == "honorific" and near.distance == 0

    def _is_title(self, piece: Piece) -> bool:
        """Bí Thư, Tổng Giám Đốc: a title whose every word has a capital; "Vua phá lưới"."""
        cue = self._cue_ending(piece.last - 1)
        if cue is None or len(cue.words) != piece.size:
            return False
        if piece.size > 1:
            return True
        return cue.kind == "direct" and piece.kind == "given" and self._goes_on(piece.last)

    def _has_house_number(self, piece: Piece) -> bool:
        """Số 44 Nguyễn Công Trứ, 8B Lê Trực: a street by its number."""
        if piece.kind == "foreign" or piece.size < 2 or not piece.first:
            return False
        before = piece.first - 1
        bare = self._gaps[piece.first] == " " and self._kinds[before] in ("number", "acronym")
        bare = bare and not self._gaps[before].endswith(":")  # "15:44 Lữ Minh Nghĩa": a clock
        return bare and _HOUSE.fullmatch(self._words[before]) is not None

    def _is_quoted(self, piece: Piece) -> bool:
        """ "Be Mine": quotation marks right around it make a title or a slogan of it."""
        end = self._ends[piece.last - 1]
        opens = self._gaps[piece.first][-1:] in _QUOTES
        return opens and self._text[end : end + 1] in _QUOTES

    @staticmethod
    def _thing(near: Near) -> float:
        if near.distance == 0:
            return 3.0
        return 2.0 if near.bare or near.distance < 3 else 1.0

    @staticmethod
    def _title(piece: Piece, near: Near) -> float:
        kind = near.cue.kind
        if kind == "honorific":
            if near.distance == 0:
                return 3.0
            return 0.0
        if piece.size == 1 and piece.kind == "foreign" and " ".join(near.cue.words) in _DRIVERS:
            return 0.0
        short = piece.size == 1 or piece.kind == "given"
        points = 3.0 if kind == "direct" else 2.0
        if piece.size == 1 and piece.kind == "foreign" and " ".join(near.cue.words) in _MEMBERS:
            points = 1.0
        if near.distance == 0:
            if kind == "office" and short and piece.kind != "foreign":
                return 0.5
            return points
        if near.comma:
            points -= 1.0
        if near.bare:
            return points - (0.25 if not short else 0.5)
        if short:
            return 0.0
        return max(points - 0.75 - 0.1 * near.distance, 0.5)

    def _near(self, first: int) -> Near | None:
        """The nearest cue in the clause before token ``first``."""
        kinds, gaps = self._kinds, self._gaps
        at, crossed, bare, comma = first - 1, 0, True, False
        consumed = False
        gap = gaps[first]
        while at >= 0 and first - 1 - at <= _FAR:
            verdict = self._gap(gap, at, first)
            if verdict == "stop":
                return None
            if verdict == "comma":
                if crossed:
                    return None
                comma = True
            if verdict == "bracket":
                at = self._before_bracket(at)
                if at < 0:
                    return None
                consumed = True
                gap = gaps[at]
                at -= 1
                crossed += 1
                continue
            cue = self._cue_here(at, first, crossed)
            if cue is not None and cue.kind == "nothing":
                crossed += len(cue.words)
                at -= len(cue.words) - 1
                # "đảng Dân chủ Hillary Clinton": what the party is called is said already.
                consumed = consumed or kinds[at] != "lower"
                bare, gap = False, gaps[at]
                at -= 1
                continue
            company = cue is not None and self._names_company(cue, at, first)
            made = cue is not None and crossed <= _COUNTRY and cue.words[0] in _MADE
            made = made or (cue is not None and comma and self._opens_several(cue, at))
            if cue is not None and (company or made or not (cue.kind == "thing" and consumed)):
                if cue.kind == "honorific" and crossed:
                    return None
                if cue.kind == "thing" and crossed > 3:
                    return None
                start = at - len(cue.words) + 1
                named = self._thing_named(start) if crossed == 0 else None
                return Near(named or cue, self._starts[start], crossed, bare, comma)
            if kinds[at] == "lower":
                bare = False
            else:
                consumed = True
            crossed += 1
            gap = gaps[at]
            at -= 1
        return None

    def _is_half(self, at: int, first: int) -> bool:
        """Đảo chiều, phim trường: with the small word behind it the noun is another word."""
        if at + 1 >= first or self._kinds[at + 1] != "lower":
            return False
        return is_compound(self._keys[at], self._keys[at + 1])

    def _closes_word(self, cue: Cue, at: int) -> bool:
        """Sở Nội vụ, An ninh Toàn cầu: the noun ends a word that a capital opens."""
        # "Bệnh viện Đa khoa Hùng Vương" is called so, a department never after a person.
        if len(cue.words) > 1 or at < 1 or self._kinds[at] != "lower" or cue.words == ("khoa",):
            return False
        gaps = self._gaps
        inside = self._kinds[at - 1] == "capital" and gaps[at - 1] == gaps[at] == " "
        return inside and is_compound(self._keys[at - 1], self._keys[at])

    def _opens_several(self, cue: Cue, at: int) -> bool:
        """Học sinh ở các xã Hải Bình, Hải Quang: the second is what the first is."""
        before = at - len(cue.words)
        return cue.kind == "thing" and before >= 0 and self._keys[before] in _SEVERAL

    def _names_company(self, cue: Cue, at: int, first: int) -> bool:
        """Công ty Thương mại Hoàng Long: two syllables behind the word, and no title before it.

        "Giám đốc Công ty Thương mại Hoàng Long" is judged by its title.
        """
        if cue.words[-1] not in _COMPANIES or cue.words[0] not in _COMPANY_HEADS:
            return False
        last = first
        while last < len(self._keys) and self._kinds[last] == "capital":
            last += 1
            if self._gaps[last - 1] != " " and last - 1 > first:
                return False
        before = at - len(cue.words)
        titled = before >= 0 and self._cue_ending(before) is not None
        return last - first == 2 and not titled

    def _cue_here(self, at: int, first: int, crossed: int) -> Cue | None:
        """The cue that ends at token ``at``, as it is meant before the name at ``first``."""
        cue = self._cue_ending(at)
        if cue is None:
            return None
        # "Công ty TNHH MS Vi Na": an abbreviation, not Ms.
        if cue.kind == "thing" and self._ends_name(at, first):
            return None
        capitals = self._kinds[at] == "acronym"
        if cue.kind == "honorific" and (capitals or self._is_england(at)):
            return None
        if crossed == 0 and self._heads_city(cue, first):
            return Cue(cue.words, "nothing")
        if crossed == 0 and self._leads_group(cue, first):
            return None
        if cue.kind == "thing" and (self._is_half(at, first) or self._closes_word(cue, at)):
            return None
        return cue

    def _ends_name(self, at: int, first: int) -> bool:
        """Vân Trang, Phương Anh Đào: before the comma ends another name, no page."""
        return self._kinds[at] == "capital" and self._gaps[first].strip() == ","

    def _heads_city(self, cue: Cue, first: int) -> bool:
        """Giám đốc Công an thành phố Nguyễn Đức Chung: no city has a surname and two names."""
        if cue.words in _CITIES:
            return self._is_whole_name(first)
        before = first - 1 - len(cue.words)
        if cue.words[-1] not in _OFFICE_OF or before < 0 or not self._is_whole_name(first):
            return False
        office = self._cue_ending(before - (self._kinds[before] == "acronym"))
        return office is not None and office.kind == "office"

    def _leads_group(self, cue: Cue, first: int) -> bool:
        """Băng nhóm Lâm Thanh Vũ: a group of people is called after who leads it."""
        return cue.words[-1] == "nhóm" and self._is_whole_name(first)

    def _is_whole_name(self, first: int) -> bool:
        """A surname and two names, and no more."""
        if not self._tables.surnames.get(self._keys[first]):
            return False
        rest = slice(first + 1, first + 3)
        return self._kinds[rest] == ["capital"] * 2 and self._gaps[rest] == [" "] * 2

    def _is_england(self, at: int) -> bool:
        """Ngoại hạng Anh: a capital inside a sentence is the country, not the word of address."""
        return self._words[at] == "Anh" and self._gaps[at] == " " and at > 0

    def _thing_named(self, start: int) -> Cue | None:
        """The thing named after a title: tàu sân bay Đô đốc Kuznetsov, sân bay Vua Khalid."""
        if self._kinds[start] == "lower" or start == 0 or self._gaps[start] != " ":
            return None
        cue = self._cue_ending(start - 1)
        return cue if cue is not None and cue.kind == "thing" else None

    def _begins_title(self, piece: Piece) -> bool:
        """Phó Tổng Giám | đốc, Chủ | tịch: a title written with capitals runs on."""
        at = piece.last
        if at >= len(self._keys) or self._gaps[at] != " ":
            return False
        cue = self._cue_ending(at)
        return cue is not None and len(cue.words) > 1

    def _gap(self, gap: str, at: int, first: int) -> str:
        """Whether the look-back may cross ``gap``, which stands after token ``at``."""
        inner = gap.strip()
        if not inner:
            return "stop" if "\n" in gap else "go"
        if inner == "." and self._keys[at] in _ABBREVIATIONS:
            return "go"
        if inner in ("-", "–", "—") and at == first - 1:
            return "go"
        if inner == "," and at == first - 1:
            return "comma"
        # Phim "Leaving Neverland": what is called so stands in quotation marks.
        if inner in _QUOTES and at == first - 1 and gap[0] == " ":
            return "go"
        if inner == ")":
            return "bracket"
        return "stop"

    def _before_bracket(self, at: int) -> int:
        """From the last token inside "(FBI)" to the one before the bracket; -1 if it is longer."""
        for step in range(4):
            if at - step <= 0:
                return -1
            if "(" in self._gaps[at - step]:
                return at - step - 1 if self._kinds[at - step] == "acronym" else -1
        return -1

    def _cue_ending(self, at: int) -> Cue | None:
        return self._tables.cues.ending(self._keys, at)

    def _credit(self, piece: Piece) -> bool:
        """ "Ảnh: Lê Nga": who took a picture is no person of the story."""
        if piece.first == 0:
            return False
        before = self._keys[piece.first - 1]
        return before in _CREDIT and self._gaps[piece.first].strip() in (":", "(")

    def _signs(self, piece: Piece, end: int) -> bool:
        """Whether the piece is the byline that closes the body: "... Hoàng Dung (lược dịch)"."""
        first = piece.first
        if first and self._keys[first - 1] == "theo" and self._gaps[first] == " ":
            first -= 1
        gap = self._gaps[first]
        after_end = first > 0 and (bool(_ENDS & set(gap)) or "\n" in gap)
        return after_end and _SIGNED.fullmatch(self._text, end) is not None

    def lists(self, before: Piece, piece: Piece) -> bool:
        """Whether ``piece`` goes on a list that ``before`` is in: "A, B và C"."""
        gap = self._gaps[piece.first]
        if before.last == piece.first:
            return gap in (", ", " - ", " – ")
        return self._keys[before.last : piece.first] == ["và"] and gap == " "

    def separates(self, piece: Piece) -> bool:
        """Whether a comma or "và" and no dash stands before the piece."""
        return self._gaps[piece.first] in (", ", " ")

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
        text = self._text[self._ends[before.last - 1] : self._starts[piece.first]]
        if piece.first - before.last > _BETWEEN_PLAYERS or len(text) > 4 * _BETWEEN_PLAYERS:
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
            before.last == piece.first and self._gaps[piece.first] in (" - ", " – ")
            for before, piece in pairwise(pieces)
        )

    def opens_places(self, piece: Piece) -> bool:
        """Whether a list of streets, communes or companies begins here: "các tuyến đường: A, B"."""
        start = self._starts[piece.first]
        return _PLACES.search(self._text[max(0, start - _PLACES_REACH) : start]) is not None

    def opens_line_up(self, piece: Piece) -> bool:
        """Whether "đội hình", "ra sân" or the like leads to the first name of a list."""
        start = self._starts[piece.first]
        return _LINE_UP.search(self._text[max(0, start - _LINE_UP_REACH) : start]) is not None

    # -- after -----------------------------------------------------------------

    def _aged(self, piece: Piece) -> bool:
        """Mansi, 8 tuổi: nothing but a person has an age behind a comma."""
        last = piece.last
        return (
            self._keys[last + 1 : last + 2] == ["tuổi"]
            and self._kinds[last] == "number"
            and self._gaps[last].strip() in (",", "(")
        )

    def _is_explained(self, at: int) -> bool:
        """Nikolas Cruz, kẻ đã xả súng: what follows the comma says what somebody did."""
        return self._keys[at] in _WHO and self._keys[at + 1 : at + 2] in _DID

    def _is_also_called(self, piece: Piece) -> bool:
        """Lâm Thanh Vũ (tức Vũ ...): two names are a person's."""
        last = piece.last
        if piece.size < 2 or last >= len(self._keys) or self._keys[last] not in _ALSO_CALLED:
            return False
        return self._gaps[last].strip() == "("

    def _after(self, piece: Piece) -> float:
        at = piece.last
        keys = self._keys
        if at >= len(keys):
            return 0.0
        gap = self._gaps[at].strip()
        if self._is_also_called(piece):
            return 1.5
        if gap == "(" and keys[at] in _DISTRICTS and piece.size == 2 and not piece.strong:
            return -1.5
        if self._aged(piece):
            return 3.0
        if gap == "," and piece.size > 1 and self._is_explained(at):
            return 1.5
        if gap in ("(", ",", "-", "–") and not _AGE.isdisjoint(keys[at : at + 3]):
            return 1.5
        if gap:
            return 0.0
        verb = self._tables.verbs.at(keys, at)
        if verb:
            bare = piece.size == 1 and piece.kind == "foreign"
            return 0.75 if bare and " ".join(keys[at : at + verb[0]]) in _ANYBODY else 1.0
        if keys[at] in ("đã", "từng", "cũng", "vẫn", "đang", "sẽ", "và"):
            return 0.25
        return 0.0
