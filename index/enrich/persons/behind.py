"""What the words behind a name say about it: verbs, an age, what somebody is."""

from __future__ import annotations

from typing import Final

from index.analysis.words import is_compound
from index.enrich.persons.parse import Piece
from index.enrich.persons.tables import Tables
from index.enrich.rows import Row

# "(tức Vũ)", "(biệt danh ...)": another name of the same person follows.
_ALSO_CALLED: Final = frozenset(("tức", "biệt", "nickname", "bí"))
# "..., kẻ đã xả súng", "..., người từng ...".
_WHO: Final = frozenset(("kẻ", "người"))
# "..., người dân cho biết": another clause, about others.
_ANYBODY_ELSE: Final = frozenset(
    ("dân", "ta", "tiêu", "lao", "xem", "dùng", "mua", "bán", "nhà", "thân", "hâm", "này", "khác")
)
_DISTRICTS: Final = frozenset(("huyện", "tỉnh", "tp", "quận", "thị", "xã", "phường", "bang"))
# What firms and states do, too: no proof for one foreign word.
_ANYBODY: Final = frozenset(
    ("cho biết", "cho hay", "cho rằng", "khẳng định", "tuyên bố", "nhấn mạnh", "cảnh báo",
     "phủ nhận", "đánh giá", "nhận định", "trả lời", "ký", "giành", "nâng", "tung", "cáo buộc",
     "chỉ trích", "kêu gọi", "cho biết thêm", "bày tỏ", "phát biểu", "lưu ý", "gia nhập")
)  # fmt: skip
# What a player does and no team: proof for one foreign word.
_PLAYED: Final = frozenset(
    ("sút phạt", "đánh đầu", "đi bóng", "rê bóng", "dứt điểm", "đệm bóng", "vô lê", "đá phạt",
     "sút xa", "bật cao", "băng xuống", "tung cú sút", "chọc khe", "đá bồi", "treo bóng",
     "tạt bóng", "rời sân", "vào sân", "dính chấn thương", "chấn thương")
)  # fmt: skip
_AGE: Final = frozenset(("sn", "sinh", "tuổi", "ngụ", "trú", "quê"))
_AUXILIARIES: Final = frozenset(
    ("đã", "từng", "cũng", "vẫn", "đang", "sẽ", "vừa", "chưa", "không", "phải", "bị", "được",
     "có", "này", "cần", "nên", "mới", "còn", "liền", "thì", "đều")
)  # fmt: skip
_TENSES: Final = frozenset(("đã", "từng", "cũng", "vừa", "vẫn", "đang", "mới"))
# What may stand before a title that explains a name: "một nhà khoa học", "nguyên giám đốc".
_LEADING: Final = frozenset(
    ("một", "nguyên", "cựu", "là", "hiện", "quyền", "đồng", "phó", "nữ", "nam", "vị", "tân", "sẽ",
     "người", "trong", "những", "số", "các")
)  # fmt: skip
_LEADS: Final = 2
# "Một trong những", "một trong số các": before the title of one of several.
_ONE_OF: Final = 4
_TWO: Final = 2
_DASHES: Final = ("-", "–")
_SET_APART: Final = ("(", ",", *_DASHES)
# Firms and teams are these, too.
_ANYTHING: Final = frozenset(
    ("đối thủ", "đại diện", "thành viên", "chủ", "chủ nhân", "nhà sản xuất", "nhà đầu tư",
     "ngôi sao", "tân binh", "lãnh đạo", "trùm", "ông trùm", "tác giả", "ứng viên", "tên",
     "tên là", "nickname", "biệt danh", "đại gia")
)  # fmt: skip


class Behind:
    """Reads on from the pieces of one field."""

    def __init__(self, row: Row, tables: Tables) -> None:
        self._keys, self._kinds, self._gaps = row.keys, row.kinds, row.gaps
        self._tables = tables

    def is_aged(self, piece: Piece) -> bool:
        """Mansi, 8 tuổi: nothing but a person has an age behind a comma."""
        last = piece.last
        return (
            self._keys[last + 1 : last + 2] == ["tuổi"]
            and self._kinds[last] == "number"
            and self._gaps[last].strip() in (",", "(")
        )

    def _is_explained(self, at: int, again: bool) -> bool:
        """Nikolas Cruz, kẻ đã xả súng: what follows the comma says what somebody did or is."""
        following = self._keys[at + 1 : at + 2]
        if self._keys[at] == "từng":
            return True
        if self._keys[at] == "một" and following == ["người"]:
            return self._kinds[at + 1] == "lower"  # "Yofre Gamez, một người bán hàng rong"
        if self._keys[at] not in _WHO or not following:
            return False
        if self._kinds[at + 1] == "lower":
            return following[0] not in _ANYBODY_ELSE
        # "X, người Nga"; not "người Cơ Tu, người Chăm"
        return not again and bool(self._tables.thing_at(self._keys, at + 1, len(self._keys)))

    def is_also_called(self, piece: Piece) -> bool:
        """Lâm Thanh Vũ (tức Vũ ...): two names are a person's."""
        last = piece.last
        if piece.size < 2 or last >= len(self._keys) or self._keys[last] not in _ALSO_CALLED:
            return False
        return self._gaps[last].strip() == "("

    def points(self, piece: Piece, led: bool) -> float:
        """Points for what follows; ``led`` says whether a word before the name told what it is."""
        at = piece.last
        if at >= len(self._keys):
            return 0.0
        gap = self._gaps[at].strip()
        if not gap:  # as nearly always
            return self._title_after_link(piece) or self._verb(piece)
        if self.is_also_called(piece):
            return 1.5
        if gap in ("(", ",") and self._may_be_place(piece) and (place := self._place(piece, led)):
            return place
        return self._apart(piece, gap) if gap in _SET_APART else 0.0

    def _place(self, piece: Piece, led: bool) -> float:
        """ "Giang Sơn Tây, huyện Đô Lương", "Kim Thành (Hải Dương)": in what it lies."""
        at, bracket = piece.last, self._gaps[piece.last].strip() == "("
        district = self._keys[at] in _DISTRICTS
        if not bracket:
            return -3.0 * (district and not led)
        if piece.size != _TWO or piece.strong:
            return 0.0
        return -1.5 if district else -1.0 * (not led and self._is_placed(at))

    def _apart(self, piece: Piece, gap: str) -> float:
        """What is set apart behind a name: an age, what somebody did, a title."""
        at = piece.last
        if self.is_aged(piece):
            return 3.0
        again = piece.first > 0 and self._keys[piece.first - 1] in _WHO
        if gap == "," and piece.size > 1 and self._is_explained(at, again):
            return 1.5
        if not _AGE.isdisjoint(self._keys[at : at + 3]):
            return 1.5
        way = piece.kind != "foreign" and self._gaps[piece.first].strip() in _DASHES
        if way or not self._is_titled(at):
            return 0.0
        if piece.size == 1:
            return 2.0 * (gap == "," and self._is_somebodys(at))
        return 1.5

    def _title_after_link(self, piece: Piece) -> float:
        """Alioum Alioum sẽ là trọng tài chính."""
        if "là" not in self._keys[piece.last : piece.last + _LEADS]:
            return 0.0
        way = piece.kind != "foreign" and self._gaps[piece.first].strip() in _DASHES
        return 1.0 * (piece.size > 1 and not way and self._is_titled(piece.last))

    def _verb(self, piece: Piece) -> float:
        """What people do."""
        keys, at = self._keys, piece.last
        verb = self._tables.verbs.at(keys, at)
        if verb is None and piece.size > 1 and keys[at] in _TENSES and at + 1 < len(keys):
            verb = self._tables.verbs.at(keys, at + 1)
            if verb is not None and " ".join(keys[at + 1 : at + 1 + verb[0]]) not in _ANYBODY:
                return 0.9  # "Lâm Chí Khiêm vừa đóng vai ...": less than right behind the name
            verb = None
        if verb is None:
            return 0.25 * (keys[at] in ("đã", "từng", "cũng", "vẫn", "đang", "sẽ", "và"))
        words = " ".join(keys[at : at + verb[0]])
        if piece.size > 1 or piece.kind != "foreign":
            return 1.0
        return 2.0 if words in _PLAYED else 0.75 if words in _ANYBODY else 1.0

    def _is_placed(self, at: int) -> bool:
        """Kim Thành (Hải Dương): nothing but a listed place stands in the brackets."""
        taken = self._tables.thing_at(self._keys, at, len(self._keys))
        end = at + taken
        return taken > 0 and end < len(self._keys) and self._gaps[end].startswith(")")

    def _may_be_place(self, piece: Piece) -> bool:
        """Whether it has no surname that only people have."""
        return piece.kind != "foreign" and not (piece.strong and piece.size > 2)

    def _is_titled(self, at: int) -> bool:
        """Whether a title that explains the name before begins at token ``at``.

        "Liu Yong, một nhà khoa học hạt nhân"; not "..., giám đốc Nguyễn Văn A nói", where
        somebody else follows, or "..., chuyên gia cho rằng", where a clause does.
        """
        keys, first = self._keys, at
        cue = self._tables.cues.at(keys, at)
        while cue is None and at - first < _ONE_OF and at + 1 < len(keys) and self._leads(at):
            at += 1
            cue = self._tables.cues.at(keys, at)
        if self._gaps[first] == " " and "là" not in keys[first:at]:
            return False
        if cue is None or cue[1].kind not in ("direct", "office"):
            return False
        end = at + cue[0]
        if " ".join(cue[1].words) in _ANYTHING or any(
            gap.strip() for gap in self._gaps[at + 1 : end]
        ):
            return False
        if end >= len(keys) or self._gaps[end] != " ":
            return True
        if self._kinds[end] == "lower":
            return not self._is_verb(end)
        return self._is_body(end)

    def _leads(self, at: int) -> bool:
        """Whether token ``at`` only leads to a title: "một trong 4 | nghi phạm"."""
        keys = self._keys
        return keys[at] in _LEADING or (self._kinds[at] == "number" and keys[at - 1] == "trong")

    def _is_somebodys(self, at: int) -> bool:
        """Rahimov, một cán bộ Bộ Tư pháp; Montagne, phát ngôn viên của ...: of whom or of what."""
        cue = self._tables.cues.at(self._keys, at)
        if cue is None:
            return self._keys[at] in ("một", "nguyên", "cựu")
        end = at + cue[0]
        return end < len(self._keys) and self._keys[end] in ("của", "tại", "thuộc", "cho")

    def _is_verb(self, at: int) -> bool:
        """Whether a clause goes on at token ``at``: "cũng nói", not "không lực"."""
        keys = self._keys
        if keys[at] in _AUXILIARIES:
            return at + 1 >= len(keys) or not is_compound(keys[at], keys[at + 1])
        return self._tables.verbs.at(keys, at) is not None

    def _is_body(self, at: int) -> bool:
        """Whether no name begins at ``at``, but what somebody has an office of."""
        if self._kinds[at] == "acronym" or self._tables.thing_at(self._keys, at, len(self._keys)):
            return True
        return (self._keys[at],) in self._tables.nouns or self._tables.cues.at(
            self._keys, at
        ) is not None
