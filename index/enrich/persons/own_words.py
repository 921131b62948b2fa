"""What the words of a name say by themselves: surnames, shapes, words that no name has."""

from __future__ import annotations

import re
from typing import Final

from index.analysis.tables import word_set
from index.enrich.persons.cues import NAMED, Near
from index.enrich.persons.parse import QUOTES, Piece
from index.enrich.persons.scan import PARTICLES
from index.enrich.persons.tables import Tables, spelling
from index.enrich.rows import Row, goes_on, makes_word

# Whom a number in Roman figures follows: Nữ hoàng Elizabeth II.
_RULERS: Final = frozenset(
    ("vua", "nhà vua", "hoàng đế", "nữ hoàng", "nữ hoàng anh", "quốc vương", "giáo hoàng",
     "đức giáo hoàng", "hoàng thân", "thái tử", "công tước")
)  # fmt: skip
_ROMAN: Final = frozenset("IVX")
# What stands inside names of families and persons only: Salman bin Abdulaziz.
_NOBLE: Final = frozenset(("bin", "bint", "ibn", "von", "van"))
# How surnames end where Russian, Serbian, Spanish and the like are spoken.
_SURNAME_ENDS: Final = (
    "ovic", "evic", "enko", "shvili", "adze", "idze", "sson", "inho", "oglu", "escu", "owski",
    "ovsky", "evsky", "insky", "poulos", "akis", "yev", "kov", "nov", "rov", "nez", "rez", "dez",
    "mez", "aldo", "inski", "dric", "vich", "vić", "iyev", "ayev",
)  # fmt: skip
_KOREAN: Final = re.compile(r"[A-Z][a-z]+-[a-z]+")
# Hạ Arthur Fils 6-2: what was played, no number of a model.
_RESULT: Final = re.compile(r"\d{1,2}-\d{1,2}(?![\w-])")
# GrabBike, TPBank: what is sold or spread has a capital inside; MacArthur has one, too.
_MADE_UP: Final = re.compile(r"(?!Mac|Fitz)[A-Z][a-z]{3,}[A-Z]|[A-Z]{2,}[a-z]{2}")
# Vinasun, Vietlott, Southernbank: how the names of firms are built.
_FIRM: Final = re.compile(
    r"(?:Vina|Viet|Petro|Agri)[a-z]{3,}"
    r"|[A-Z][a-z]{3,}(?:bank|corp|tech|soft|chem|milk|invest|care|shop|media|pharma)"
)
# LâmPhần, VũDrift: a syllable that a capital follows.
_GLUED: Final = re.compile(
    r"(?!Mac|Mc|Di|De|La|Le|Fitz)[^\W\d_]+[^\W\d_A-Z](?<=[a-zà-ỹ])[A-ZĐ][a-zà-ỹ]"
)
# What may stand behind somebody's name in small letters, beside the verbs that are listed.
_GO_ON: Final = word_set(
    """
    và với cùng ở tại trong trên là thì mà đã đang sẽ vẫn cũng còn bị được có không chưa vừa mới
    từng phải cho của để khi nếu vì do nên về vào ra lên xuống đến tới từ bằng như theo hay hoặc
    nhưng sau trước này ấy ta rồi lại liền đều tự luôn chỉ rất quá lúc hôm sáng chiều tối ngày bên
    cần muốn lấy đi sang qua thấy nghe hiện chẳng bỗng bèn giờ nay đây đó kia nhận giữ làm mất
    sinh chết cười khóc ngồi đứng nằm ăn uống mua bán mang cầm dẫn chở lái trả đòi thuê
    """
)
_STREETS: Final = re.compile(
    r"(?<!\w)(?:[Đđ]ường|[Qq]uốc lộ|phố|ngã (?:ba|tư|năm|sáu)|[Cc]hợ|giao lộ|nút giao"
    r"|phường|quận|tuyến|hẻm|cầu vượt|hầm chui|Q\.|[Tt]rường (?:THPT|THCS|tiểu học))\s?[A-ZĐ0-9]"
)


class OwnWords:
    """Scores the pieces of one field by what they are made of."""

    def __init__(self, row: Row, text: str, tables: Tables) -> None:
        self._row = row
        self._words, self._keys, self._kinds = row.words, row.keys, row.kinds
        self._gaps, self._ends, self._starts = row.gaps, row.ends, row.starts
        self._text = text
        self._tables = tables
        self._streets: bool | None = None

    def points(self, piece: Piece, near: Near | None) -> float:
        """Points for the words of a piece; ``near`` is what stands before it."""
        keys = self._keys[piece.first : piece.last]
        if piece.kind == "native":
            if self._hides_name(piece) or self._is_glued(piece) or self._is_continent(piece):
                return -6.0
            points = 3.0 if piece.size > 2 else 2.0
            if not piece.strong:
                points -= 2.0 if near is None and self._may_be_noun(piece) else 1.0
            if {"thị", "văn"} & set(keys[1:-1]):
                points += 1.0
            told = near is not None and near.cue.kind != "thing"
            street = not told and tuple(keys) in self._tables.streets and self._has_streets()
            return min(points - 2.0, 1.0) if street else points
        if piece.kind == "foreign":
            if any(self._is_foreign_word(key) for key in keys):
                return 0.5 if self._is_named_like_a_word(piece, near) else -3.0
            if self._is_initials(piece):
                return -8.0
            if piece.size == 1:
                return -6.0 if keys[0] in PARTICLES else self._own_word(piece, keys[0], near)
            return self._several(piece, keys, near)
        if self._is_initials(piece):
            return -6.0
        if piece.size == 1 and self._is_half_of_two(piece, near):
            return -3.0
        return 0.0 if 1 < piece.size < 4 else -1.0

    def _several(self, piece: Piece, keys: list[str], near: Near | None) -> float:
        """The points of two foreign words and more."""
        points = 1.25 + 0.25 * (piece.size == 2) + self._build(piece)
        if near is None and keys[0] in ("al", "el"):
            points -= 2.0  # "Fatah | al - Sham", "Hamam | al - Alil"
        points += 1.0 * self._is_shortened(piece)
        points -= 2.0 * self._is_version(piece, near)
        if keys[0] in self._tables.given_names:
            points += 1.0
        if self._number_follows(piece):
            points -= 1.5
        return points

    def _own_word(self, piece: Piece, key: str, near: Near | None) -> float:
        """The points of one foreign word."""
        if self._number_follows(piece) and not self._rules(piece, near):
            return -2.5
        if spelling(key) in self._tables.aliases.alone:
            return 2.0
        word = self._words[piece.first]
        if _MADE_UP.match(word) or _FIRM.fullmatch(word):
            return -6.0
        return 1.0 * (len(key) > 5 and key.endswith(_SURNAME_ENDS))

    def _is_named_like_a_word(self, piece: Piece, near: Near | None) -> bool:
        """Thủ tướng Bill English, ông Winter: a surname that is a word, too, behind a title."""
        keys = self._keys[piece.first : piece.last]
        if near is None or near.cue.kind == "thing" or any(map(self._is_foreign_word, keys[:-1])):
            return False
        return near.addresses if piece.size == 1 else keys[0] in self._tables.given_names

    def _is_version(self, piece: Piece, near: Near | None) -> bool:
        """Countryman S, Yaris G: a letter behind one word, and nobody's title before it."""
        letter = piece.size == 2 and self._kinds[piece.last - 1] == "initial"
        return letter and (near is None or near.cue.kind == "thing")

    def _is_initials(self, piece: Piece) -> bool:
        return self._kinds[piece.first : piece.last].count("initial") == piece.size

    def _is_half_of_two(self, piece: Piece, near: Near | None) -> bool:
        """Binh sĩ Trung - Ấn, đại biểu Cấp cao, người mẫu Chế | Nguyễn Quỳnh Châu: no name alone.

        Behind a title that is no form of address, where nothing but a name may follow.
        """
        if near is None or near.cue.kind != "direct" or near.distance:
            return False
        if near.cue.words[-1] in NAMED:
            return False
        at = piece.last
        if near.comma:
            return True
        if at >= len(self._keys):
            return False
        if self._kinds[at] == "capital":
            return self._gaps[at] in (" ", "-", " - ", " – ")
        return makes_word(self._row, at) or self._is_first_word(at)

    def _is_first_word(self, at: int) -> bool:
        """Chiến sĩ Mùa | hè xanh, trợ lý Mối | quan hệ ...: what goes on is no verb."""
        if not goes_on(self._row, at) or self._keys[at] in _GO_ON:
            return False
        return self._tables.verbs.at(self._keys, at) is None

    def _is_continent(self, piece: Piece) -> bool:
        """Châu Âu | Cách bài trí: a continent, and a stop is lost behind it."""
        first = piece.first
        return self._keys[first] == "âu" and self._keys[max(0, first - 1)] == "châu"

    def _has_streets(self) -> bool:
        """Whether the field names streets, so that another name may be one, too."""
        if self._streets is None:
            self._streets = _STREETS.search(self._text) is not None
        return self._streets

    def _may_be_noun(self, piece: Piece) -> bool:
        """ "Swan lake (Hồ Thiên Nga)": behind a mark, a surname that is also what places are."""
        noun = (self._keys[piece.first],) in self._tables.nouns
        return noun and self._gaps[piece.first][-1:] in ("(", *QUOTES)

    def _hides_name(self, piece: Piece) -> bool:
        """Nguyễn T.H.: a surname and letters alone name nobody."""
        hidden = self._kinds[piece.first + 1 : piece.last]
        return len(hidden) > 1 and hidden.count("initial") == len(hidden)

    def _is_glued(self, piece: Piece) -> bool:
        """ "Nguyễn Ngọc LâmPhần": the blank behind a name is lost, and where it ends with it."""
        last = piece.last
        runs_on = last < len(self._keys) and self._gaps[last] == " "
        return any(map(_GLUED.match, self._words[piece.first + 1 : last + runs_on]))

    def _is_foreign_word(self, key: str) -> bool:
        words = self._tables.foreign_words
        if key in words or key.endswith("'s"):
            return True
        return "-" in key and not words.isdisjoint(key.split("-"))

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
        if self._kinds[last] not in ("number", "acronym") or self._gaps[last] not in (" ", "-", ""):
            return False
        return _RESULT.match(self._text, self._starts[last]) is None

    def _rules(self, piece: Piece, near: Near | None) -> bool:
        """Vua Felipe VI, Nữ hoàng Elizabeth II."""
        ruler = near is not None and " ".join(near.cue.words) in _RULERS
        return ruler and _ROMAN.issuperset(self._words[piece.last])
