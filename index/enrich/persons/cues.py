"""The nearest word before a name that says what it is: a title, a form of address, a noun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from index.analysis.words import is_compound
from index.enrich.persons.parse import QUOTES
from index.enrich.persons.tables import Cue, Tables
from index.enrich.rows import Row, makes_word

FAR: Final = 9
# "TP.Hồ Chí Minh", "ThS.BS Nguyễn": the full stop of an abbreviation ends nothing.
_SHORT: Final = "tp tx tt q p h x đ st mr mrs ms dr gs pgs ts ths bs ls nsnd nsưt cki ckii"
_ABBREVIATIONS: Final = frozenset(_SHORT.split())
# Tàu sân bay Mỹ Carl Vinson: a country between changes nothing about these.
_MADE: Final = frozenset(
    ("tàu", "chiến", "siêu", "máy", "tiêm", "tên", "xe", "hãng", "tập", "kênh", "phim")
)
_COUNTRY: Final = 2
_CITIES: Final = frozenset((("thành", "phố"), ("tp",), ("tỉnh",)))
# Chủ tịch xã Trần Quang Hải: an office of the place, then the name of who holds it.
OFFICE_OF: Final = frozenset(("xã", "phường", "huyện", "quận", "tỉnh", "trấn", "thôn", "ấp", "bản"))
_COMPANIES: Final = frozenset(("ty", "cty", "ctcp", "phần", "tnhh", "nghiệp", "đoàn"))
_COMPANY_HEADS: Final = frozenset(("công", "tổng", "cty", "ctcp", "tnhh", "doanh", "tập"))
# "Diễn viên như A, B", "thí sinh gồm: A - B": between a noun of people and their names.
_INTRODUCING: Final = frozenset(("như", "gồm"))
_INTRODUCED: Final = 2
# "Các xã A, B": before a noun that a list of its kind follows.
_SEVERAL: Final = frozenset(("các", "những", "nhiều", "hai", "ba", "mấy"))
# With the name "Marines United": behind these, what stands in marks is any thing.
NAMED: Final = frozenset(("tên", "là", "nickname", "danh"))


@dataclass(slots=True)
class Near:
    """The nearest cue before a name: how far, whether only names of bodies lie between.

    It begins at code point ``start``. Slots, as a piece has them; nobody changes one.
    """

    cue: Cue
    start: int
    distance: int
    bare: bool
    comma: bool

    @property
    def addresses(self) -> bool:
        """Whether a form of address stands right before the name: "ông Peskov"."""
        return self.cue.kind == "honorific" and self.distance == 0


class Cues:
    """Looks back from the names of one field."""

    def __init__(self, row: Row, tables: Tables) -> None:
        self._words, self._keys, self._kinds = row.words, row.keys, row.kinds
        self._gaps, self._starts = row.gaps, row.starts
        self._row, self._tables = row, tables
        self._ends_of_cues = tables.cues.ends

    def near(self, first: int) -> Near | None:
        """The nearest cue in the clause before token ``first``."""
        introduced = None
        if first > 1 and self._keys[first - 1] in _INTRODUCING:
            introduced = self._introduced(first)
        return introduced or self._look_back(first)

    def _look_back(self, first: int) -> Near | None:
        kinds, gaps = self._kinds, self._gaps
        at, crossed, bare, comma = first - 1, 0, True, False
        consumed = quoted = dashed = False
        gap = gaps[first]
        while at >= 0 and first - 1 - at <= FAR:
            verdict = "go" if gap == " " else self._gap(gap, at, first)
            if verdict == "stop":
                return None
            if verdict in ("comma", "quote"):
                if crossed:
                    return None
                comma, quoted = verdict == "comma", verdict == "quote"
            dashed = dashed or verdict == "dash"
            if verdict == "bracket":
                at = self._before_bracket(at)
                if at < 0:
                    return None
                consumed = True
                gap = gaps[at]
                at -= 1
                crossed += 1
                continue
            # Few words end a cue.
            ends_cue = self._keys[at] in self._ends_of_cues
            cue = self._cue_here(at, first, crossed) if ends_cue else None
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
                apart = crossed or quoted or ((comma or dashed) and not self._is_kin(at))
                if (cue.kind == "honorific" and apart) or (quoted and cue.words[-1] in NAMED):
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

    def _introduced(self, first: int) -> Near | None:
        """Nhiều diễn viên như: Chí Huy; cặp thí sinh gồm Ngọc Ký: who is told of a crowd.

        A word that introduces stands before token ``first``, and another one before it.
        """
        at = first - 1
        if self._gaps[first].strip() not in ("", ":"):
            return None
        cue = self.ending(at - 1)
        if cue is None or cue.kind != "direct" or len(cue.words) < _INTRODUCED:
            return None
        return Near(cue, self._starts[at - len(cue.words)], 1, True, False)

    def _is_end(self, at: int) -> bool:
        """Trung tâm nghiên cứu Khủng bố Jane: the second half of a word is no form of address."""
        return makes_word(self._row, at)

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

    def _is_kin(self, at: int) -> bool:
        """Vợ ông, Melania; bạn trai của cô - Carter: a mark ends what is addressed but for kin."""
        if at and self._keys[at - 1] == "của":
            return True
        cue = self.ending(at - 1) if at else None
        return cue is not None and cue.kind == "direct"

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
        titled = before >= 0 and self.ending(before) is not None
        return last - first == 2 and not titled

    def _cue_here(self, at: int, first: int, crossed: int) -> Cue | None:
        """The cue that ends at token ``at``, as it is meant before the name at ``first``."""
        cue = self.ending(at)
        if cue is None:
            return None
        # "Công ty TNHH MS Vi Na": an abbreviation, not Ms.
        if cue.kind == "thing" and self._ends_name(at, first):
            return None
        if cue.words == ("thị",) and self._kinds[at] != "lower":
            return None  # "Nguyễn Thị Nhỏ - ...": no "thị" that somebody is called
        capitals = self._kinds[at] == "acronym"
        if cue.kind == "honorific" and (capitals or self._is_england(at)):
            return None
        short = len(cue.words) == 1 and cue.kind in ("honorific", "direct")
        if short and (self._is_end(at) or (crossed and self._is_half(at, first))):
            return None  # "nới lỏng | thị thực"
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
        if cue.words[-1] not in OFFICE_OF or before < 0 or not self._is_whole_name(first):
            return False
        office = self.ending(before - (self._kinds[before] == "acronym"))
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
        cue = self.ending(start - 1)
        return cue if cue is not None and cue.kind == "thing" else None

    def _gap(self, gap: str, at: int, first: int) -> str:
        """Whether the look-back may cross ``gap``, which stands after token ``at``."""
        inner = gap.strip()
        if not inner:
            return "stop" if "\n" in gap else "go"
        if inner == "." and self._keys[at] in _ABBREVIATIONS:
            return "go"
        if inner in ("-", "–", "—") and at == first - 1:
            return "dash"
        if inner == "," and at == first - 1:
            return "comma"
        # Phim "Leaving Neverland": what is called so stands in quotation marks.
        if inner in QUOTES and at == first - 1 and gap[0] == " ":
            return "quote"
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

    def ending(self, at: int) -> Cue | None:
        """The listed phrase whose last word is token ``at``."""
        return self._tables.cues.ending(self._keys, at)
