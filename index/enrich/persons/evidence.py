"""What the words around a name say about it, as one number.

A candidate is taken from :data:`ACCEPT` points on. The points were set by hand
from the language and checked on labelled articles; a change is worth keeping
when ``python -m quality.understanding`` says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from index.enrich.persons.behind import Behind
from index.enrich.persons.cues import FAR, OFFICE_OF, Cues, Near
from index.enrich.persons.own_words import OwnWords
from index.enrich.persons.parse import QUOTES, Piece
from index.enrich.persons.tables import Gender, Tables
from index.enrich.rows import Row, goes_on, makes_word

ACCEPT: Final = 2.0
# "P.7", "Q.3": quarters by their number.
_SHORT_PLACES: Final = frozenset(("P", "Q", "P.", "Q."))
_FIRMS: Final = frozenset(("cty", "ctcp", "tnhh", "htx", "dntn"))
# "Crotone (4-4-2)": only a team stands so.
_FORMATION: Final = re.compile(r" ?\(\d-\d(?:-\d){1,3}\)")
# A surname and one syllable; and two.
_SHORT: Final = 2
_WHOLE: Final = 3
# The points of what nothing speaks for.
_NOTHING: Final = -1.0
# What stands between the names of a list; "X, do Y thủ vai".
_LISTING: Final = frozenset(",;-–()")
_WITH: Final = frozenset(("và", "hay", "hoặc", "cùng", "còn", "do"))
# Within this distance of ACCEPT the tagger is asked.
DOUBT: Final = 1.25
# From so many points on what stands behind a name is what only people do or are.
ACTS: Final = 0.75

_CREDIT: Final = frozenset(
    ("ảnh", "nguồn", "clip", "video", "hình", "họa", "hoạ", "photo", "tin-ảnh", "tin", "bài")
)
# "Anh Hai", "cô Út": the first child, the last one.
_BIRTH_ORDER: Final = frozenset(
    ("cả", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "út")
)
_ELDERS: Final = frozenset(("ông", "bà"))
# Between a title and a name they tell where somebody works.
_WHERE: Final = frozenset(("tại", "thuộc", "ở"))
_CAPITALS: Final = "A-ZÀ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
_FIRM_NOUNS: Final = (
    "[Cc]ông ty", "[Tt]ập đoàn", "[Dd]oanh nghiệp", "DNTN", "[Hh]ợp tác xã", "HTX", "[Cc]ây xăng",
    "CTCP", "Cty",
)  # fmt: skip
# What each of them holds, in capitals or not: most texts have none.
_FIRM_WORDS: Final = tuple(noun.rpartition("]")[2] for noun in _FIRM_NOUNS)
# "Công ty TNHH đầu tư BOT | Bình Lợi": small words, abbreviations and what firms do.
_FIRM: Final = re.compile(
    rf"(?<!\w)(?:{'|'.join(_FIRM_NOUNS)})"
    rf"\s((?:(?:[^\W\d{_CAPITALS}_]\w*|[A-ZĐ]{{2,}}|Cổ phần|Thương [Mm]ại|Sản xuất|Đầu tư|Xây dựng"
    r"|Dịch vụ|Bất động sản|Du lịch|Vận tải|Quốc tế|Một thành viên|[&-])\s){1,12})\Z"
)
_FIRM_REACH: Final = 90
_NO_FIRM: Final = frozenset(
    ("ông", "bà", "anh", "chị", "em", "giám", "chủ", "cho", "do", "với", "của", "là", "tên", "bị",
     "có", "được", "đã", "khi", "mà", "người", "nhân", "cùng", "vợ", "con", "đại", "trưởng", "theo",
     "phó", "như", "thì", "trong", "từ", "để", "này", "rằng", "không", "ở")
)  # fmt: skip
# What may follow the name of a byline up to the end of the text.
_SIGNED: Final = re.compile(
    r"\s*+(?:\([^()]{0,60}\)?|[-–/|,][^.!?]{0,50}|\* ?Bài viết[^.\n]*+)?[\s.]*+", re.DOTALL
)
_ENDS: Final = frozenset('.!?…"”»)/')
# No "năm" and no figures: those are as often a year before the title.
_MANY: Final = frozenset(
    ("hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười", "các", "những", "nhiều")
)
_PLACE_PREPOSITIONS: Final = frozenset(("ở", "tại", "gần"))
# Where somebody comes from or lives: "quê Triệu Sơn".
_FROM: Final = frozenset(("quê", "quán", "trú", "ngụ"))
# "Phú Sát (Tần Lam đóng)", "X (do Y thủ vai)": before it stands who is played.
_PLAYED: Final = re.compile(
    r"\s?\((?:do\s)?[^()]{3,40}\s(?:đóng|thủ vai|vào vai|thủ diễn|thể hiện)\)"
    r"|,?\sdo\s[^.,;()]{3,40}\s(?:đóng|thủ vai|vào vai|thủ diễn|thể hiện)(?!\w)"
)
# What a club or a team stands behind: sang Anzhi Makhachkala.
_CLUB_VERBS: Final = frozenset(("sang", "từ", "rời", "tới"))
# 8B, 123/73/12: a number that a street's name follows.
_HOUSE: Final = re.compile(r"(?:[0-9]{1,4}[A-Za-z]{0,2}|[A-Za-z]?[0-9]{1,4}(?:/[0-9]+)+)")
_CLUBS: Final = frozenset(("FC", "CF", "SC", "AC", "AFC", "FK", "Group", "Corp", "Inc", "TV"))
# Who only belongs to a body: "chuyên gia Bkav" is no Bkav.
_MEMBERS: Final = frozenset(
    ("giám đốc", "phó giám đốc", "tổng giám đốc", "phó tổng giám đốc", "giám đốc điều hành", "ceo",
     "tgđ", "phó tgđ", "tổng gđ", "gđ", "pgđ", "cựu giám đốc", "chánh văn phòng",
     "trưởng phòng", "chủ tịch hđqt", "chỉ huy", "trợ lý",
     "sinh viên", "học sinh", "cựu tổng giám đốc", "chuyên gia", "đại diện", "nhân viên",
     "thành viên", "lãnh đạo", "phóng viên", "kỹ sư", "công nhân", "quan chức", "đồng nghiệp",
     "chủ nhân", "phi công", "tiếp viên", "ông chủ", "bà chủ", "nhà sáng lập", "đồng sáng lập")
)  # fmt: skip
# "Thống đốc bang Amhara": behind them one foreign word is the place.
_STATES: Final = frozenset(("bang", "tỉnh", "hạt", "quận", "huyện", "xứ"))
# "Học sinh Trưng Vương" go to a school of that name.
_PUPILS: Final = frozenset((("học", "sinh"), ("sinh", "viên"), ("giáo", "viên"), ("học", "viên")))
# "Ngư dân Gành Hào" live there: of them the press rather tells where than who.
_CROWDS: Final = frozenset(
    (("ngư", "dân"), ("nông", "dân"), ("công", "nhân"), ("tiểu", "thương"), ("cử", "tri"),
     ("bạn", "đọc"), ("độc", "giả"), ("cựu", "chiến", "binh"), ("binh", "sĩ"))
)  # fmt: skip
# "Chuyên gia Hán Nôm, TS Nguyễn Tuấn Cường": behind them a subject stands, too ...
_LEARNED: Final = frozenset(
    (("chuyên", "gia"), ("nhà", "nghiên", "cứu"), ("nhà", "khoa", "học"), ("học", "giả"),
     ("giảng", "viên"))
)  # fmt: skip
# ... where a degree and a name are set apart behind.
_DEGREES: Final = frozenset(
    (("ts",), ("ths",), ("gs",), ("pgs",), ("tiến", "sĩ"), ("tiến", "sỹ"), ("thạc", "sĩ"),
     ("thạc", "sỹ"), ("giáo", "sư"), ("phó", "giáo", "sư"))
)  # fmt: skip
# Offices of states: "Thứ trưởng Bộ Ngoại giao Belarus Rybakov" is he.
_STATESMEN: Final = frozenset(
    ("bộ trưởng", "thứ trưởng", "quốc vụ khanh", "thủ tướng", "phó thủ tướng", "tổng thống",
     "phó tổng thống", "ngoại trưởng", "đại sứ", "phó đại sứ", "người phát ngôn",
     "phát ngôn viên", "tổng tham mưu trưởng", "phó ngoại trưởng", "thượng nghị sĩ", "hạ nghị sĩ")
)  # fmt: skip
# Behind them one foreign word is what is driven: "lái xe Camry".
_DRIVERS: Final = frozenset((("tài", "xế"), ("lái", "xe")))


@dataclass(slots=True)
class Candidate:
    """A piece that may be a person, with its score so far.

    ``nobody`` is one only as a short form of somebody else's name.
    """

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
    dashed: bool = False
    belongs: bool = False
    told_with: Candidate | None = None
    played: Candidate | None = None
    titled: bool = False
    acts: bool = False
    hint: float = 0.0
    near: Near | None = None
    nobody: bool = False


def _is_local(near: Near) -> bool:
    """Trưởng bản Xiêng Hương: the village follows as often as who heads it."""
    return near.cue.kind == "office" and near.cue.words[-1] in OFFICE_OF


def _is_of_body(near: Near | None) -> bool:
    """Giám đốc Trung tâm Phẫu thuật Thần Kinh: words of an office stand between it and the name."""
    return near is not None and near.cue.kind == "office" and near.distance > 0


def _note_cue(found: Candidate, near: Near) -> None:
    """Note what the word before a name says of who has it."""
    cue, beside = near.cue, near.distance == 0
    if cue.kind == "thing":
        found.refused = beside
        return
    found.addressed, found.titled, found.gender = beside, cue.kind != "nothing", cue.gender
    member = found.titled and found.piece.kind == "foreign"
    found.belongs = member and " ".join(cue.words) in _MEMBERS


class Evidence:
    """Scores the pieces of one field."""

    def __init__(
        self, row: Row, text: str, field: int, tables: Tables, hinted: bool = False
    ) -> None:
        """``hinted`` pieces get points from a recogniser, too, whatever their own."""
        self._hinted = hinted
        self._words, self._keys, self._kinds = row.words, row.keys, row.kinds
        self._gaps, self._starts, self._ends = row.gaps, row.starts, row.ends
        self._text = text
        self._field = field
        self._tables = tables
        # Text that lost its stops ends without one, too.
        self._lost_stop = text.rstrip()[-1:] not in _ENDS
        self._row = row
        self._cue_starts, self._cue_ends = tables.cues.starts, tables.cues.ends
        # No cached property: it would give the object a dict, from which all is got more slowly.
        self._firms: bool | None = None
        self._cues = Cues(row, tables)
        self._own = OwnWords(row, text, tables)
        self._behind = Behind(row, tables)

    def candidate(self, piece: Piece) -> Candidate:
        """The piece with the evidence of its own words and of its neighbours."""
        start, end = self._starts[piece.first], self._ends[piece.last - 1]
        if piece.kind == "native" and self._kinds[piece.last - 1] == "initial":
            end += self._text[end : end + 1] == "."
        found = Candidate(piece, self._field, self._text[start:end], start, end, 0.0)
        near = self._near(piece)
        found.near = near
        if not self._hinted and self._is_nobody(piece, near):
            found.nobody, found.score = True, _NOTHING
            return found
        behind = self._behind.points(piece, near is not None and not _is_local(near))
        if piece.kind == "given" and _is_of_body(near):
            behind = min(behind, 0.25)
        found.score = self._own.points(piece, near) + self._before(piece, near) + behind
        if near is not None:
            _note_cue(found, near)
        found.acts = behind >= ACTS or (not found.titled and self._is_acted_on(piece))
        self._tell_against(found, near)
        return found

    def _near(self, piece: Piece) -> Near | None:
        """The word before the piece that says what it is."""
        near = self._cues.near(piece.first)
        if near is not None and near.cue.kind == "thing" and self._behind.is_also_called(piece):
            return None  # băng nhóm Lâm Thanh Vũ (tức Vũ): its leader
        return near

    def _tell_against(self, found: Candidate, near: Near | None) -> None:
        """Take off the points of what shows that no person is meant, or nobody of the story."""
        piece, end = found.piece, found.end
        foreign = piece.kind == "foreign"
        apart = near is None or near.distance > 0
        other = self._is_club(piece) if foreign else apart and self._has_house_number(piece)
        if other or _PLAYED.match(self._text, end) is not None:
            found.refused = True
            found.score -= 3
        if apart and not foreign and self._is_firm(piece):
            found.refused, found.titled = True, False
            found.score -= 4
        if near is not None and (self._is_subject(piece, near) or self._is_nickname(end, near)):
            found.refused, found.titled, found.addressed = True, False, False
            found.score -= 4
        explains = foreign and self._explains(piece)
        runs_on = not foreign and self._runs_into_word(piece, near)
        if explains or runs_on or self._is_title(piece):
            found.score -= 2
        signed = self._signs(piece, end, near is not None) and not self._behind.is_aged(piece)
        found.credit = self._credit(piece) or signed
        if found.credit or self._begins_title(piece):
            found.score -= 4

    def _is_nobody(self, piece: Piece, near: Near | None) -> bool:
        """ "Tổng | thống nói": one syllable that no title leads to, and no verb of people follows.

        Two of five candidates. Nothing that is asked of the others speaks for one, and below
        0 points it does not count how much speaks against a given name.
        """
        if near is not None or piece.kind != "given" or piece.size > 1:
            return False
        if not goes_on(self._row, piece.last) or self._may_be_listed(piece):
            return False
        return self._behind.points(piece, False) <= 0.0

    def _may_be_listed(self, piece: Piece) -> bool:
        """Whether the piece, with a small word behind it, may be told with a name beside it."""
        if self._keys[piece.last] in _WITH:
            return True
        before = piece.first - 1
        if before < 0:
            return False
        gap = self._gaps[piece.first]
        apart = self._kinds[before] == "lower" or "." in gap
        return not apart or self._keys[before] in _WITH or not _LISTING.isdisjoint(gap)

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
        if self._counts_people(piece, near) or (points <= -2.0 and near.distance):
            return points
        return points + self._title(piece, near)

    def _is_subject(self, piece: Piece, near: Near) -> bool:
        """Chuyên gia Hán Nôm, TS Nguyễn Tuấn Cường: what he knows, then who he is."""
        last = piece.last
        short = piece.kind == "given" or (piece.kind == "native" and piece.size == _SHORT)
        if not short or near.distance or near.cue.words not in _LEARNED or last >= len(self._keys):
            return False
        if self._gaps[last].strip() != ",":
            return False
        at, degree = last, self._tables.cues.at(self._keys, last)
        while degree is not None and degree[1].words in _DEGREES:
            at += degree[0]
            degree = self._tables.cues.at(self._keys, at)
        return last < at < len(self._keys) and self._kinds[at] == "capital"

    def _is_nickname(self, end: int, near: Near) -> bool:
        """ "Nàng Mèo", “Chị Dậu”: marks right around an address and a name make a title of both."""
        if near.cue.kind != "honorific" or near.distance or not near.start:
            return False
        opens, closes = self._text[near.start - 1], self._text[end : end + 1]
        return opens in QUOTES and closes in QUOTES and self._text[near.start].isupper()

    def _is_acted_on(self, piece: Piece) -> bool:
        """ "Nhường chỗ cho Aboubakar", "nghi phạm trong vụ này là Hapilon": as people are."""
        first = piece.first
        if not first or self._gaps[first] != " " or piece.size == 1:
            return False
        if self._tables.done_to.ending(self._keys, first - 1):
            return True
        return self._keys[first - 1] == "là" and self._is_predicate(first - 1)

    def _is_predicate(self, link: int) -> bool:
        """ "Ứng viên Bộ trưởng Tài chính của ông Trump | là": a title opens the clause."""
        at = link
        while at > 0 and link - at < FAR and not self._gaps[at].strip():
            at -= 1
            cue = self._tables.cues.at(self._keys, at)
            if cue is not None and cue[1].kind in ("direct", "office"):
                return True
        return False

    def _counts_people(self, piece: Piece, near: Near) -> bool:
        """ "chín ngư dân Hải Giang", "các cầu thủ Huddersfield": of a place or a team.

        One who is named has no number.

        Names that are listed follow each other ("hai ca sĩ Mỹ Linh và Hồng Nhung").
        """
        at = piece.first - 1 - len(near.cue.words)
        one = piece.kind == "given" or (piece.kind == "foreign" and piece.size == 1)
        alone = one and near.cue.kind == "direct" and near.distance == 0
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
        if piece.size > 2 or (near is not None and near.addresses):
            return False
        return makes_word(self._row, piece.last)

    def _is_title(self, piece: Piece) -> bool:
        """Bí Thư, Tổng Giám Đốc: a title whose every word has a capital; "Vua phá lưới"."""
        if self._keys[piece.last - 1] not in self._cue_ends:
            return False
        cue = self._cues.ending(piece.last - 1)
        if cue is None or len(cue.words) != piece.size:
            return False
        if piece.size > 1:
            return True
        return cue.kind == "direct" and piece.kind == "given" and goes_on(self._row, piece.last)

    def _has_house_number(self, piece: Piece) -> bool:
        """Số 44 Nguyễn Công Trứ, 8B Lê Trực: a street by its number."""
        if piece.size < 2 or not piece.first:
            return False
        before = piece.first - 1
        quarter = self._words[before - 1] if before else ""
        if quarter in _SHORT_PLACES and self._gaps[before] in ("", ".", ". "):
            return False  # "Chỉ huy trưởng Ban chỉ huy quân sự P.7 Nguyễn Thanh Phúc"
        gap = self._gaps[piece.first]
        numbered = gap == ", " and before > 0 and self._keys[before - 1] == "số"
        bare = (gap == " " or numbered) and self._kinds[before] in ("number", "acronym")
        bare = bare and not self._gaps[before].endswith(":")  # "15:44 Lữ Minh Nghĩa": a clock
        return bare and _HOUSE.fullmatch(self._words[before]) is not None

    def _is_club(self, piece: Piece) -> bool:
        """Gangwon FC, Crotone (4-4-2), Dolce&Gabbana: a club or a firm, wherever it is named."""
        last = piece.last
        if last >= len(self._keys):
            return False
        if _FORMATION.match(self._text, self._ends[last - 1]) or self._is_joined(piece):
            return True
        return piece.size == 1 and self._gaps[last] == " " and self._words[last] in _CLUBS

    def _is_joined(self, piece: Piece) -> bool:
        """Dolce&Gabbana: an "&" without spaces joins is a firm."""
        return "&" in (self._gaps[piece.first], self._gaps[piece.last])

    def _is_quoted(self, piece: Piece) -> bool:
        """ "Be Mine": quotation marks right around it make a title or a slogan of it."""
        end = self._ends[piece.last - 1]
        opens = self._gaps[piece.first][-1:] in QUOTES
        return opens and self._text[end : end + 1] in QUOTES

    @staticmethod
    def _thing(near: Near) -> float:
        if near.distance == 0:
            return 3.0
        return 2.0 if near.bare or near.distance < 3 else 1.0

    def _follows_body(self, piece: Piece, near: Near) -> bool:
        """Phát ngôn viên Bộ Ngoại giao Trung Quốc Cảnh Sảng: right behind a listed country."""
        first = piece.first
        one = "và" not in self._keys[max(0, first - near.distance) : first]
        return (
            one
            and self._gaps[first] == " "
            and self._tables.things.ending(self._keys, first - 1) is not None
        )

    def _title(self, piece: Piece, near: Near) -> float:
        kind = near.cue.kind
        if kind == "honorific":
            return self._address(piece, near) if near.distance == 0 else 0.0
        foreign = piece.kind == "foreign"
        alone = piece.size == 1 and foreign
        if alone and near.cue.words[:2] in _DRIVERS:
            return 0.0
        points = self._title_beside(piece, near)
        if near.distance:
            return self._title_apart(piece, near, points - near.comma)
        if alone and near.cue.words[-1] in _STATES:
            return -1.0
        short = piece.size == 1 or piece.kind == "given"
        return 0.5 if kind == "office" and short and not foreign else points

    def _address(self, piece: Piece, near: Near) -> float:
        """What a form of address right before the name is worth.

        "Mũi Ông Cọp", "phim Cô Ba": with a capital inside a sentence a part of a name; "anh
        Hai", "cô Út": which child of the family somebody is.
        """
        if piece.size > 1 or piece.kind != "given":
            return 3.0
        kin = self._keys[piece.first] in _BIRTH_ORDER and near.cue.words[0] not in _ELDERS
        before = self._text[max(0, near.start - 8) : near.start].rpartition(" ")
        inside = self._text[near.start].isupper() and not before[2]
        word = before[0].rpartition(" ")[2]
        inside = inside and word.isalpha() and word.islower()
        return 1.0 if kin or inside else 3.0

    def _title_beside(self, piece: Piece, near: Near) -> float:
        """What a title right before the name is worth."""
        if piece.size == 1 and piece.kind == "foreign" and self._is_post_at(near):
            return 0.0
        if piece.size == 1 and piece.kind == "foreign" and " ".join(near.cue.words) in _MEMBERS:
            return 1.0
        if piece.kind == "given" and near.cue.words in _CROWDS:
            return 0.5
        if piece.kind == "given" and near.cue.words in _PUPILS:
            return 1.5
        return 3.0 if near.cue.kind == "direct" else 2.0

    def _is_post_at(self, near: Near) -> bool:
        """Ông Châu, chủ tịch Horea: an office set apart behind a name, and whose it is."""
        if near.cue.kind != "office" or " ".join(near.cue.words) in _STATESMEN:
            return False
        before = self._text[max(0, near.start - 3) : near.start].rstrip()
        named = self._text[max(0, near.start - 40) : near.start].rstrip(" ,-–").rpartition(" ")[2]
        return before.endswith((",", "-", "–")) and named[:1].isupper()

    def _title_apart(self, piece: Piece, near: Near, points: float) -> float:
        """What is left of a title's ``points`` where other words stand between."""
        title = " ".join(near.cue.words)
        short = piece.size == 1 or piece.kind == "given"
        if near.bare and title in _MEMBERS and piece.kind == "given":
            return 0.5  # "giám đốc Vietcombank Tây Đô"
        if piece.kind == "foreign" and not near.comma and self._is_at(piece, near):
            return -1.5
        if near.bare:
            return points - (0.5 if short else 0.25)
        if short and piece.kind == "foreign":
            state = not near.comma and title in _STATESMEN
            return 2.0 if state and self._follows_body(piece, near) else 0.0
        if short:
            office = near.cue.kind == "office" and title not in _MEMBERS and piece.size > 1
            return 1.5 if office and self._follows_body(piece, near) else 0.0
        if piece.size == _SHORT and not piece.strong and self._is_company(piece, near):
            return -0.5
        return max(points - 0.75 - 0.1 * near.distance, 0.5)

    def _is_at(self, piece: Piece, near: Near) -> bool:
        """Chuyên gia tại Trường Nghiên cứu Quốc tế S. Rajaratnam: where somebody works."""
        between = self._keys[max(0, piece.first - near.distance) : piece.first]
        return between[0] in _WHERE and not near.bare

    def _is_firm(self, piece: Piece) -> bool:
        """Công ty TNHH sản xuất và thương mại | Xuân Phát: what a firm does, then its name."""
        start = self._starts[piece.first]
        if not 1 < piece.size <= _WHOLE or not self._names_firms():
            return False
        found = _FIRM.search(self._text, max(0, start - _FIRM_REACH), start)
        if found is None or not _NO_FIRM.isdisjoint(found[1].lower().split()):
            return False
        unsurnamed = piece.kind == "given" or piece.size == _SHORT
        return unsurnamed or len(found[1].split()) >= _WHOLE

    def _names_firms(self) -> bool:
        """Whether the field has a word for a firm at all."""
        if self._firms is None:
            self._firms = any(word in self._text for word in _FIRM_WORDS)
        return self._firms

    def _is_company(self, piece: Piece, near: Near) -> bool:
        """Giám đốc Công ty CP phát triển | Hùng Hậu: two syllables that the firm may be called."""
        between = self._keys[max(0, piece.first - near.distance) : piece.first]
        return ("công", "ty") in pairwise(between) or not _FIRMS.isdisjoint(between)

    def _begins_title(self, piece: Piece) -> bool:
        """Phó Tổng Giám | đốc, Chủ | tịch: a title written with capitals runs on."""
        if self._opens_title(piece):
            return True
        at = piece.last
        if at >= len(self._keys) or self._gaps[at] != " " or self._keys[at] not in self._cue_ends:
            return False
        cue = self._cues.ending(at)
        return cue is not None and len(cue.words) > 1

    def _opens_title(self, piece: Piece) -> bool:
        """Ngài Tổng | giám đốc Ed Story, cụ Phó | bảng Sắc: whose title it is follows."""
        if piece.size > 1 or self._keys[piece.first] not in self._cue_starts:
            return False
        cue = self._tables.cues.at(self._keys, piece.first)
        if cue is None or cue[0] == 1 or cue[1].kind not in ("direct", "office"):
            return False
        behind = piece.first + cue[0]
        if piece.kind == "given" and self._gaps[piece.last] == " ":
            return True  # "thầy Hiệu | trưởng"
        return behind < len(self._keys) and self._kinds[behind] == "capital"

    def _credit(self, piece: Piece) -> bool:
        """ "Ảnh: Lê Nga", "Ảnh: Getty/John Doe": who took a picture is no person of the story."""
        first = piece.first
        if first and self._gaps[first] == "/":
            first -= 1
        if first == 0:
            return False
        before = self._keys[first - 1]
        return before in _CREDIT and self._gaps[first].strip() in (":", "(")

    def _signs(self, piece: Piece, end: int, led: bool) -> bool:
        """Whether the piece is the byline that closes the body: "... Hoàng Dung (lược dịch)"."""
        first = piece.first
        if first and self._keys[first - 1] == "theo" and self._gaps[first] == " ":
            first -= 1
        gap = self._gaps[first]
        after_end = first > 0 and (not _ENDS.isdisjoint(gap) or "\n" in gap)
        open_end = not led and piece.kind != "foreign" and self._lost_stop
        # "... nhận 3 thẻ đỏ Huyền Anh": text that lost its stops.
        lost = open_end and gap == " " and self._kinds[first - 1] == "lower"
        return (after_end or lost) and _SIGNED.fullmatch(self._text, end) is not None
