"""A run of capitals → the names and other things it is made of.

"Bộ trưởng Quốc phòng Mỹ James Mattis" ends in a run of three capitals: a
country and a person. "Công an TP Cần Thơ Trần Ngọc Hạnh" ends in a city and a
person. Foreign names hold no syllable with Vietnamese marks, Vietnamese names
open with a surname: these two facts cut most runs without any list.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Final, Literal

from index.analysis.words import is_compound
from index.enrich.persons.scan import KOREAN_SURNAMES, PARTICLES, SPACED_HYPHENS
from index.enrich.persons.tables import Tables, spelling
from index.enrich.rows import Row, goes_on

PieceKind = Literal["native", "foreign", "given", "thing"]
# Countries whose one syllable also opens given names: Mỹ Linh, Đức Tuấn, Việt Anh.
_COUNTRY_SYLLABLES: Final = frozenset(("mỹ", "đức", "việt", "nga", "anh", "nhật", "bỉ"))
# Quarters of the sky that open given names: Đông Nhi, Nam Cường.
_QUARTERS: Final = frozenset(("đông", "tây", "nam", "bắc"))
# The last words of "diễn viên", "ca sĩ", "danh hài", "nghệ sĩ", "hoa hậu", "người mẫu".
_STAGE: Final = frozenset(("viên", "sĩ", "sỹ", "hài", "mẫu", "hậu", "khôi", "mc", "nsưt", "nsnd"))
_GIVEN_COUNTRIES: Final = frozenset(("anh", "nga", "mỹ", "đức"))
# Words that open sentences and are nobody's given name.
_TIMES: Final = frozenset(("sáng", "trưa", "chiều", "tối", "đêm", "ngày", "hôm", "tháng", "năm"))
_NEVER: Final = (
    "theo tại vấn trong ngoài khi những các từng được bị với và nhưng còn do vì nếu sau trước đến"
    " từ cả là thì mà như cùng cũng chỉ có không đã đang sẽ vừa mới vẫn này đó ở để dù tuy sáng"
    " trưa chiều tối đêm hôm ngày ảnh hiện mới"
)
_NEVER_GIVEN: Final = frozenset(_NEVER.split())
# Words for the speaker and those addressed: a show may be called "Tôi 20", nobody is.
_PRONOUNS: Final = frozenset(
    ("tôi", "ta", "chúng", "họ", "mình", "bạn", "nó", "ngài", "em", "người")
)
_NOBODY: Final = _PRONOUNS | {"tháng", "ngày", "hôm"}
# Sùng A Páo, Trần Y Hàm: names of one letter, never initials before another name.
_LETTER_NAMES: Final = frozenset("AYÊ")
# What opens a sentence behind a foreign name whose stop is lost.
_LOST_OPENERS: Final = frozenset(("theo", "khi", "vua", "tuy"))
_NEVER_INSIDE: Final = frozenset(("theo", "tại", "khi", "nhưng", "những", "các", "với", "từng"))
# Surname and at most three more, four with Thị: Nguyễn Thị Kim Ngân, Tôn Nữ Thị Ninh.
_LONGEST_NATIVE: Final = 4


# Of a mixed name, the Vietnamese given name and the surname.
_OVERSEAS: Final = 2
QUOTES: Final = ('"', "“", "”", "'", "‘", "’", "«", "»")
# PdeCat, JetBlue: a capital inside; not McCain, DiCaprio, O'Neill or Jean-Pierre.
_MADE_UP: Final = re.compile(r"(?!Mac|Mc|Di|De|La|Le|Fitz)[A-Z][a-z]+[A-Z][a-z]+\Z")
# A surname and two syllables.
_WHOLE: Final = 3
# Words for a body that are surnames, too.
_BODIES: Final = frozenset((("công", "ty"), ("tập", "đoàn"), ("công", "an")))


# Offices that the name of a town, a state or a firm follows.
_OFFICES: Final = (
    "thị trưởng", "cựu thị trưởng", "phó thị trưởng", "tỉnh trưởng", "thống đốc", "cựu thống đốc",
    "thống đốc bang", "thủ hiến", "thủ hiến bang", "cảnh sát trưởng", "cảnh sát trưởng hạt",
    "giám đốc", "tổng giám đốc", "giám đốc điều hành", "ceo", "chủ tịch", "người sáng lập",
    "nhà sáng lập", "đồng sáng lập", "bộ trưởng nội vụ", "hlv", "huấn luyện viên", "hạt", "bang",
)  # fmt: skip
_SEATS: Final = frozenset(tuple(office.split()) for office in _OFFICES)


class Piece:
    """Tokens ``[first, last)`` of a field, ``size`` of them.

    ``strong``: opens with an unmistakable surname.
    """

    # Slots: twenty functions look at each piece, and a named tuple's fields take longer to get.
    __slots__ = ("first", "kind", "last", "size", "strong")

    def __init__(self, kind: PieceKind, first: int, last: int, strong: bool = False) -> None:
        self.kind: Final = kind
        self.first: Final = first
        self.last: Final = last
        self.size: Final = last - first
        self.strong: Final = strong


class Parser:
    """Cuts the runs of one field."""

    def __init__(self, row: Row, tables: Tables, places: Container[str] = frozenset()) -> None:
        """``places`` are the names that the article gives to places, bodies and subjects."""
        self._row = row
        self._words, self._keys, self._kinds = row.words, row.keys, row.kinds
        self._shapes, self._gaps = row.shapes, row.gaps
        self._places = places
        self._tables = tables
        # By the first word alone most look-ups are answered.
        self._surname_starts = tables.names.starts
        self._thing_starts = tables.things.starts
        self._cue_starts = tables.cues.starts

    def pieces(self, first: int, last: int) -> Iterator[Piece]:
        """The pieces of the run ``[first, last)`` in order, words of address left out."""
        at = first
        if self._opens_sentence(first):
            if last - first == 1 and self._keys[first] in _NEVER_GIVEN:
                return
            at = self._after_opener(first, last)
        while at < last:
            passed = self._passed(first, at, last) if at + 1 < last else 0
            if passed:
                at += passed
                continue
            piece = self._whole(self._piece(at, last), last) if at + 1 < last else self._one(at)
            yield piece
            at = piece.last

    def _passed(self, first: int, at: int, last: int) -> int:
        """How many words at ``at`` lead to a name behind them and are none of it; 0 if none."""
        address = self._is_address(at) or self._is_rank(at, last)
        if (address and not self._names_place(at, last)) or (at > first and self._opens_lost(at)):
            return 1
        return self._title(at, last)

    def _opens_sentence(self, at: int) -> bool:
        gap = self._gaps[at]
        return at == 0 or not gap.isspace()

    def _after_opener(self, first: int, last: int) -> int:
        """Past a word that is capital only because it opens the sentence."""
        if last - first < 2 or self._kinds[first] != "capital":
            return first
        if self._surname(first, last) or self._tables.thing_at(self._keys, first, last) > 1:
            return first
        korean = last - first == _WHOLE and self._gaps[last - 1] in SPACED_HYPHENS
        if korean and self._keys[first] in KOREAN_SURNAMES:
            return first  # "Song Chang - joon", where "song" opens sentences, too
        if self._keys[first] in self._tables.openers or self._drives(first):
            return first + 1
        following = self._shapes[first + 1]
        shape = self._shapes[first]
        # "Messi", "Trump" never follow a marked syllable inside one name.
        if not shape.foreign and not shape.plain and following.foreign:
            return first if self._keys[first] in self._thing_starts else first + 1
        return first

    def _opens_lost(self, at: int) -> bool:
        """Thái Lan | Khi Janice nhìn thấy ...: inside a run what opens the next sentence."""
        return self._keys[at] in ("khi", "theo", "ở") and self._shapes[at + 1].foreign

    def _drives(self, first: int) -> bool:
        """ "Xe Mercedes chạy ...", "Hãng Boeing": a noun of things opens the sentence."""
        noun = (self._keys[first],) in self._tables.nouns
        return noun and self._shapes[first].plain and self._shapes[first + 1].foreign

    def _is_address(self, at: int) -> bool:
        return self._keys[at] in self._tables.address and not self._opens_anh(at)

    def _opens_anh(self, at: int) -> bool:
        """Trọng Tấn, Anh Thơ: with a capital inside a list no form of address."""
        if self._words[at] != "Anh" or not at or self._gaps[at] != ", ":
            return False
        listed = self._kinds[at - 1] == "capital" and at + 1 < len(self._keys)
        listed = listed and not goes_on(self._row, at + 2)
        return listed and self._gaps[at + 1] == " " and not self._surname(at + 1, at + 3)

    def _is_rank(self, at: int, last: int) -> bool:
        """Vua Felipe, Tướng Bautista: a title of one word that a foreign name follows."""
        rank = at + 1 < last and self._keys[at] in self._tables.rank
        return rank and self._shapes[at + 1].foreign

    def _title(self, at: int, last: int) -> int:
        """How many words a title written with capitals takes: Trưởng Khoa | Thận nhân tạo."""
        if self._keys[at] not in self._cue_starts:
            return 0
        cue = self._tables.cues.at(self._keys, at, last)
        if cue is None or cue[0] == 1 or cue[1].kind not in ("direct", "office"):
            return 0
        return cue[0]

    def _whole(self, piece: Piece, last: int) -> Piece:
        """Ông Mạch Trần Huy: a rare surname behind a form of address, and a name behind it."""
        at, end = piece.first, piece.last
        alone = piece.kind == "given" and piece.size == 1 and end < last
        if not alone or not at or self._gaps[at] != " " or not self._is_address(at - 1):
            return piece
        surname = self._surname(end, last)
        reach = self._native_end(end, surname, last) if surname else end
        whole = reach - end > 1 and reach - at <= _LONGEST_NATIVE
        return Piece("native", at, reach, strong=True) if whole else piece

    def _names_place(self, at: int, last: int) -> bool:
        """Bà Rịa, Bà Nà; and the country in "Ngoại hạng Anh Dù ..."."""
        england = self._words[at] == "Anh" and at > 0 and self._gaps[at] == " "
        return england or self._tables.thing_at(self._keys, at, last) > 1

    def _one(self, at: int) -> Piece:
        """What the last word of a run is; more than half of all runs have no other."""
        last = at + 1
        thing = self._thing(at, last)
        if thing:
            named = self._given_country(at, last) if thing == 1 else None
            return named or Piece("thing", at, at + thing)
        if self._shapes[at].foreign:
            apart = self._opens_thing(at) or self._is_quarter(at, last)
            return Piece("thing" if apart else "foreign", at, last)
        return Piece("thing" if self._names_nobody(at, last) else "given", at, last)

    def _piece(self, at: int, last: int) -> Piece:
        """What begins at ``at`` with more words behind it, and how far it goes."""
        thing = self._thing(at, last)
        named = self._surnamed(at, thing, last)
        named = named or (self._given_country(at, last) if thing == 1 else None)
        if named:
            return named
        if thing and not self._foreign_name_begins(at, thing, last):
            return Piece("thing", at, at + thing)
        if self._shapes[at].foreign and self._opens_thing(at):
            return Piece("thing", at, at + 1)
        if self._is_cut(at, last):
            return Piece("thing", at, at + 1)
        if self._foreign_start(at, last):
            return self._foreign(at, last)
        end = self._given_end(at, last)
        return Piece("thing" if self._names_nobody(at, end) else "given", at, end)

    def _surnamed(self, at: int, thing: int, last: int) -> Piece | None:
        """Two words and more that a surname opens, or a letter for a district."""
        surname = self._surname(at, last)
        if surname and (
            self._is_body(at) or self._is_street(at, last) or self._leads_thing(at, surname, last)
        ):
            return Piece("thing", at, last)
        if surname and (thing < 2 or self._name_outweighs(at, thing, last)):
            end = self._native_end(at, surname, last)
            if end < last and self._goes_on_foreign(at, end):
                return Piece("foreign", at, self._foreign_end(at, last))
            strong = self._tables.surnames[" ".join(self._keys[at : at + surname])]
            if not strong and end - at == 2 and self._is_placed(at, end):
                return Piece("thing", at, end)
            return Piece("native", at, self._stage_end(at, end, last), strong)
        if self._is_naturalised(at, last):
            return Piece("native", at, last, strong=True)
        return Piece("thing", at, last) if self._is_district(at, last) else None

    def _given_country(self, at: int, last: int) -> Piece | None:
        """Bé Nhật Linh, Mỹ Linh, kỹ sư Đức Anh: a listed word that is a given name here."""
        given = self._is_addressed(at) or self._goes_on_native(at, last)
        if given or (self._keys[at] in _QUARTERS and self._is_staged(at)):
            return Piece("given", at, self._given_end(at, last))
        return Piece("given", at, last) if self._is_two_countries(at, last) else None

    def _foreign(self, at: int, last: int) -> Piece:
        """A foreign name, or the words before one that say what it belongs to."""
        end = self._foreign_end(at, last)
        place = self._is_city(at, end) or self._is_made_up(at, end) or self._is_quarter(at, end)
        apart = self._body(at, end) or int(place or self._is_seat(at, end))
        return Piece("thing", at, at + apart) if apart else Piece("foreign", at, end)

    def _names_nobody(self, at: int, end: int) -> bool:
        """Native words without a surname that open a thing, a day or a clause."""
        one, key = end - at == 1, self._keys[at]
        if (one and key in _NOBODY) or self._is_time(at):
            return True
        if self._is_addressed(at):
            return False
        if one and key in _NEVER_GIVEN:
            return True
        opens = self._opens_thing(at) and not (end - at == 2 and self._is_staged(at))
        return opens or " ".join(self._words[at:end]) in self._places

    def _is_cut(self, at: int, last: int) -> bool:
        """Cháu N. An nói dối: a cut name closes one sentence, another name opens the next."""
        return (
            self._kinds[at] == "initial"
            and self._words[at].endswith(".")
            and at + 1 < last
            and self._kinds[at + 1] == "capital"
            and self._gaps[at + 1] == " "
            and not self._shapes[at + 1].foreign
            and at > 0
            and self._is_address(at - 1)
        )

    def _is_placed(self, at: int, end: int) -> bool:
        """Ngư dân Hải Giang, in an article on the district of that name."""
        name = " ".join(self._words[at:end])
        return name in self._places and not self._is_addressed(at)

    def _is_staged(self, at: int) -> bool:
        """Nam diễn viên Trường Giang: who is on stage or screen may be called like a school."""
        pupil = self._keys[at - 1] == "viên" and self._keys[at - 2] != "diễn"
        return self._is_titled(at) and self._keys[at - 1] in _STAGE and not pupil

    def _is_two_countries(self, at: int, last: int) -> bool:
        """Kỹ sư Đức Anh: two countries in a row behind a title are a given name."""
        return (
            last - at == 2
            and at > 0
            and self._gaps[at] == " "
            and self._keys[at] in _COUNTRY_SYLLABLES
            and self._keys[at + 1] in _GIVEN_COUNTRIES
            and self._is_titled(at)
        )

    def _is_titled(self, at: int) -> bool:
        """Whether a title or a word of address ends right before token ``at``."""
        cue = self._tables.cues.ending(self._keys, at - 1)
        return cue is not None and cue.kind in ("direct", "honorific")

    def _is_naturalised(self, at: int, last: int) -> bool:
        """Đỗ Merlo, Hoàng Samson: inside a sentence, a surname and one foreign word."""
        if last - at != 2 or self._gaps[at] != " " or not at:
            return False
        key = self._keys[at + 1]
        return (
            bool(self._tables.surnames.get(self._keys[at]))
            and self._shapes[at + 1].foreign
            and self._kinds[at + 1] == "capital"
            and key not in self._tables.foreign_words
            and not self._tables.thing_at(self._keys, at + 1, last)
        )

    def _is_city(self, at: int, end: int) -> bool:
        """Thị trưởng Macerata Romano Carancini, in an article on the city of Macerata."""
        return end - at > 2 and self._words[at] in self._places

    def _is_quarter(self, at: int, end: int) -> bool:
        """Bắc Carolina | Roy Cooper: a quarter of the sky and a state, then a whole name."""
        if end - at not in (1, _WHOLE) or not at or self._keys[at - 1] not in _QUARTERS:
            return False
        if end - at == 1 and self._keys[at - 1] == "nam":
            return False  # a surname, too
        behind = self._gaps[at] == " " and self._kinds[at - 1] == "capital"
        whole = at == 1 or self._kinds[at - 2] != "capital"  # not "Việt Nam | Daniel J. Jorim"
        return behind and whole

    def _is_seat(self, at: int, end: int) -> bool:
        """Thị trưởng Hartford | Luke Bronin, CEO Walmart | Doug McMillon: whose, then a name.

        Behind an office of a town or a firm, a word that is no given name, a given name and
        one more; Paris is both, so that the place outweighs.
        """
        keys = self._keys
        if end - at < _WHOLE or not at or self._gaps[at] != " ":
            return False
        korean = keys[at + 1] in KOREAN_SURNAMES and self._gaps[end - 1] in SPACED_HYPHENS
        given = keys[at + 1] in self._tables.given_names and end - at == _WHOLE
        if not (given or korean) or self._kinds[at + 1] != "capital":
            return False
        place = self._tables.thing_at(keys, at, at + 1) == 1
        if keys[at] in self._tables.given_names and not place:
            return False
        cue = self._tables.cues.ending(keys, at - 1)
        return cue is not None and cue.words in _SEATS

    def _is_made_up(self, at: int, end: int) -> bool:
        """Đảng PdeCat | Marta Pascal: a word with a capital inside, and a whole name behind it."""
        return end - at == _WHOLE and _MADE_UP.match(self._words[at]) is not None

    def _is_time(self, at: int) -> bool:
        """ "... học sinh Chiều 8/2, ...": text that lost its stops."""
        if self._keys[at] not in _TIMES or at + 1 >= len(self._keys):
            return False
        return self._kinds[at + 1] == "number"

    def _body(self, at: int, end: int) -> int:
        """Oscar | Natalie Portman, Virgin Airlines | Richard Branson: the words before the name.

        Up to a word of no name, where a given name and more follow; 0 if there are none.
        """
        words = self._keys[at:end]
        foreign = self._tables.foreign_words
        if self._gaps[at][-1:] in QUOTES:
            return 0
        bodies = [place for place, word in enumerate(words[:-2], 1) if word in foreign]
        if not bodies or words[bodies[-1]] not in self._tables.given_names:
            return 0
        return bodies[-1] if foreign.isdisjoint(words[bodies[-1] :]) else 0

    def _leads_thing(self, at: int, surname: int, last: int) -> bool:
        """Đoàn Việt Nam, Từ Hàn Quốc: another word than the surname, and a listed thing."""
        rest = last - at - surname
        taken = self._tables.thing_at(self._keys, at + surname, last)
        opens = self._opens_thing(at) or self._keys[at] in self._tables.openers
        return rest > 1 and taken == rest and opens

    def _is_body(self, at: int) -> bool:
        """Công Ty Chứng Khoán, Tập Đoàn Egroup, Công An Hà Nội."""
        return tuple(self._keys[at : at + 2]) in _BODIES

    def _is_street(self, at: int, last: int) -> bool:
        """Đường Đỗ Đức Dục: no surname before a surname and two names."""
        whole = last - at > _WHOLE and self._strong_surname(at + 1, last)
        return whole and self._keys[at] == "đường"

    def _opens_thing(self, at: int) -> bool:
        """Báo Gia đình, Học Viện Công Nghệ: a noun of not_before_names opens the piece."""
        if self._keys[at] not in self._cue_starts:  # nouns are cues
            return False
        nouns = self._tables.nouns
        return (self._keys[at],) in nouns or tuple(self._keys[at : at + 2]) in nouns

    def _is_addressed(self, at: int) -> bool:
        """Bé Nhật Linh, chị Nga: a country behind a form of address is a given name."""
        return at > 0 and self._gaps[at] == " " and self._native(at) and self._is_address(at - 1)

    def _is_district(self, at: int, last: int) -> bool:
        """H.Mang Yang, Q.Tân Bình: the letter stands for huyện, quận, phường, xã."""
        return (
            self._words[at] in ("H.", "Q.", "P.", "X.", "T.")
            and at + 1 < last
            and (self._gaps[at + 1] == "" or self._words[at] in ("Q.", "P."))
        )

    def _thing(self, at: int, last: int) -> int:
        """A listed thing here; it may go on in small letters (Lầu Năm góc, Bộ Y tế)."""
        if self._keys[at] not in self._thing_starts:
            return 0
        reach, farthest = last, min(len(self._keys), at + 6)
        while reach < farthest and self._gaps[reach] == " ":
            reach += 1
        return self._tables.thing_at(self._keys, at, reach)

    def _surname(self, at: int, last: int) -> int:
        """How many tokens a surname takes here, followed by a given name; 0 if none."""
        if self._keys[at] not in self._surname_starts:
            return 0
        length = self._tables.surname_at(self._keys, at, last - 1)
        return length if length and self._native(at + length) else 0

    def _native(self, at: int) -> bool:
        kind = self._kinds[at]
        return kind == "initial" or (kind == "capital" and not self._shapes[at].foreign)

    def _name_outweighs(self, at: int, thing: int, last: int) -> bool:
        """Hoàng Mai Anh is a name although Hoàng Mai is a district."""
        if not self._tables.surnames.get(self._keys[at]):
            return False
        end = self._native_end(at, 1, last)
        return end - at > thing

    def _goes_on_foreign(self, at: int, end: int) -> bool:
        """Kim Dong Ok: no mark so far, and a word that is no syllable follows."""
        marked = any(not shape.plain for shape in self._shapes[at:end])
        # A small word in a run is what stands behind a hyphen: Kim Ki - nam.
        goes_on = self._shapes[end].foreign or self._kinds[end] == "lower"
        return not marked and goes_on

    def _goes_on_native(self, at: int, last: int) -> bool:
        """Đức Tuấn, Mỹ Linh: a country's syllable before one that only a name has there."""
        opens = self._keys[at] in _COUNTRY_SYLLABLES or self._keys[at] in _QUARTERS
        if at + 1 >= last or not self._native(at) or not opens:
            return False
        key = self._keys[at + 1]
        if not self._native(at + 1) or self._kinds[at + 1] == "initial":
            return False
        if key in _NEVER_GIVEN:
            return False
        if self._surname(at + 1, last) or self._tables.thing_at(self._keys, at + 1, last):
            return False
        return not key.isascii() or key.endswith(("nh", "ng"))

    def _stage_end(self, at: int, end: int, last: int) -> int:
        """Hoàng Yến Chibi: one foreign word more that ends the run is part of a stage name."""
        if end - at != 2 or end != last - 1 or self._kinds[end] != "capital":
            return end
        word = self._keys[end]
        listed = word in self._tables.foreign_words or self._tables.thing_at(self._keys, end, last)
        return end if listed or not self._shapes[end].foreign else last

    def _native_end(self, at: int, surname: int, last: int) -> int:
        most = at + max(_LONGEST_NATIVE, surname + 2)
        if "thị" in self._keys[at:most]:
            most += 1
        end = at + surname
        while end < min(last, most) and self._native(end):
            if self._kinds[end] == "initial":
                if end == at + surname and self._is_letter_name(end, last):
                    end += 2
                    continue
                return self._initials_end(end, last)
            taken = self._tables.thing_at(self._keys, end, last)
            if taken > 1 and end > at + surname and self._keys[end - 1] not in ("thị", "văn"):
                if end + taken == last and end - at + taken <= most - at and self._recurs(at, last):
                    return last
                break
            if end - at >= _WHOLE and self._opens_another(end, last):
                break
            if end - at == last - end == _WHOLE and self._surname(end, last):
                break
            if end - at == 2 and self._name_follows_place(end, last):
                break
            if end - at >= 2 and self._begins_sentence(at, end, last):
                break
            end += 1
        return end

    def _opens_another(self, end: int, last: int) -> bool:
        """Behind a whole name: another one's surname, or a noun of things and what it names."""
        return self._strong_surname(end, last) or (end + 1 < last and self._opens_thing(end))

    def _is_name_elsewhere(self, at: int, last: int) -> bool:
        """Lương Tịnh Từ, and elsewhere "Lương Tịnh Từ,": there no sentence goes on."""
        words, size = self._keys[at:last], last - at
        return any(
            place != at
            and self._keys[place : place + size] == words
            and (place + size >= len(self._keys) or self._gaps[place + size].strip())
            for place, key in enumerate(self._keys)
            if key == words[0]
        )

    def _is_whole_elsewhere(self, at: int, end: int) -> bool:
        """Trương Quỳnh Anh | Vượt nhiều sóng gió: elsewhere the name ends there, each time."""
        words, size = self._keys[at:end], end - at
        places = (place for place, key in enumerate(self._keys) if key == words[0])
        same = [
            place + size
            for place in places
            if place != at and self._keys[place : place + size] == words
        ]
        return bool(same) and all(
            behind >= len(self._keys)
            or self._kinds[behind] != "capital"
            or self._gaps[behind] != " "
            for behind in same
        )

    def _recurs(self, at: int, last: int) -> bool:
        """Đỗ Đức Hồng Hà, twice: a stop that was lost before a place is lost once."""
        words, size = self._keys[at:last], last - at
        first, found = words[0], 0
        for place, key in enumerate(self._keys):
            if key == first and self._keys[place : place + size] == words:
                found += self._gaps[place + 1 : place + size] == [" "] * (size - 1)
        return found > 1

    def _is_letter_name(self, at: int, last: int) -> bool:
        return (
            self._words[at] in _LETTER_NAMES
            and at + 1 < last
            and self._kinds[at + 1] == "capital"
            and self._gaps[at + 1] == " "
        )

    def _name_follows_place(self, end: int, last: int) -> bool:
        """Lạc Sơn | Bùi Văn Luyến, Đậu Xanh | Ngô Thanh Vân: a whole name behind two syllables."""
        whole = last - end >= 3 and self._strong_surname(end, last)
        return whole and self._keys[end - 1] not in ("thị", "văn")

    def _begins_sentence(self, at: int, end: int, last: int) -> bool:
        """Nguyễn Xuân Phúc | Tại cuộc họp, Huỳnh Thị Yến Nhi | Danh hiệu: text that lost its stops.

        The run's last word opens a sentence, or makes one word with the small one behind it
        where the name is whole without it.
        """
        if self._keys[end] in _NEVER_INSIDE:
            return True
        if end != last - 1:
            return False
        if last >= len(self._keys) or self._gaps[last] != " " or self._kinds[last] != "lower":
            return False
        if self._keys[end - 1] == "thị":
            return False  # "bà Trần Thị Là được đưa vào viện"
        if self._keys[end] in self._tables.openers and self._keys[end] in _NEVER_GIVEN:
            return not self._is_name_elsewhere(at, last)
        if end - at == _WHOLE and self._is_whole_elsewhere(at, end):
            return True
        return end - at >= 3 and is_compound(self._keys[end], self._keys[last])

    def _initials_end(self, at: int, last: int) -> int:
        end = at + 1
        while end < last and self._kinds[end] == "initial" and self._gaps[end] == "":
            end += 1
        return end

    def _strong_surname(self, at: int, last: int) -> bool:
        length = self._surname(at, last)
        return bool(length) and self._tables.surnames[" ".join(self._keys[at : at + length])]

    def _foreign_name_begins(self, at: int, thing: int, last: int) -> bool:
        """Chelsea Clinton, Jordan Henderson: a place that is also a given name."""
        return (
            thing == 1
            and at + 1 < last
            and self._keys[at] in self._tables.given_names
            and self._foreign_like(at + 1)
        )

    def _foreign_like(self, at: int) -> bool:
        shape = self._shapes[at]
        return shape.foreign or shape.plain or self._kinds[at] == "initial"

    def _foreign_start(self, at: int, last: int) -> bool:
        if self._shapes[at].foreign:
            return True
        if not self._foreign_like(at):
            return False
        follows = [shape.foreign for shape in self._shapes[at + 1 : min(last, at + 3)]]
        if any(follows[:1]) or (self._kinds[at] == "initial" and any(follows)):
            return True
        # Tun Tun Win, Tim O’ Brien: two plain words, or a letter, before the foreign one.
        return any(follows) and (self._shapes[at + 1].plain or self._words[at + 1] == "O")

    def _foreign_end(self, at: int, last: int) -> int:
        end = at + 1
        while end < last:
            if self._words[end] in PARTICLES:
                end += 1
                continue
            if not self._foreign_like(end):
                # A Vietnamese surname closes a mixed name: Jennifer Phạm, Ashley Yến Nguyễn.
                surname = self._tables.surnames.get(self._keys[last - 1])
                given = last - end == 1 or self._keys[at] in self._tables.given_names
                closes = surname and given and last - end <= _OVERSEAS
                return last if closes and end - at == 1 else end
            if self._tables.thing_at(self._keys, end, last) > 1 or self._is_club(at, end, last):
                return end
            if end - at == 1 and self._keys[end] == self._keys[at] and self._stands_alone(end):
                return end
            if end - at > 1 and self._begins_again(at, end):
                return end
            end += 1
        return end

    def _begins_again(self, at: int, end: int) -> bool:
        """Cristiano Ronaldo | Ronaldo đã, Bill Clinton | Bill Clinton, Messi | Theo Marca."""
        keys, key = self._keys, self._keys[end]
        again = keys[end : 2 * end - at] == keys[at:end]  # not "Syed Saddiq Syed Abdul Rahman"
        twice = key == keys[end - 1] and self._stands_alone(end)
        return again or twice or key in _LOST_OPENERS or self._is_whole_before(at, end)

    def _is_whole_before(self, at: int, end: int) -> bool:
        """Donald Trump | Anthony Scaramucci: a listed name, then a given name and more."""
        more = end + 1 < len(self._kinds) and self._kinds[end + 1] == "capital"
        if not more or self._keys[end] not in self._tables.given_names:
            return False
        return spelling("".join(self._words[at:end])) in self._tables.aliases.full

    def _stands_alone(self, at: int) -> bool:
        """Messi | Messi và bạn gái: a stop lost between; "Aung Aung" is never one word alone."""
        key, last = self._keys[at], len(self._keys) - 1
        return any(
            word == key and key not in (self._keys[max(0, n - 1)], self._keys[min(last, n + 1)])
            for n, word in enumerate(self._keys)
            if n not in (at, at - 1)
        )

    def _is_club(self, at: int, end: int, last: int) -> bool:
        """Marco Reus | Arsenal đã liên hệ: a listed thing behind a whole name, its stop lost."""
        whole = end == last - 1 and end - at > 1 and self._kinds[end - 1] != "initial"
        whole = whole and self._shapes[end].foreign
        listed = whole and self._tables.thing_at(self._keys, end, last) == 1
        return listed and self._keys[end] not in self._tables.given_names

    def _given_end(self, at: int, last: int) -> int:
        end = at + 1
        while end < last and self._native(end):
            if self._strong_surname(end, last) or self._whole_name_closes(at, end, last):
                break
            stage = end + 2 == last and not self._shapes[end].foreign
            if end + 1 < last and not stage and self._foreign_start(end, last):
                break
            if self._tables.thing_at(self._keys, end, last) > 1:
                break
            if end - at > 1 and end == last - 1 and self._opens_lost_sentence(end):
                break
            if end == last - 1 and self._is_time(end):
                break  # "bà Loan | Tối 15.6, ..."
            end += 1
        return end

    def _whole_name_closes(self, at: int, end: int, last: int) -> bool:
        """Vua Mèo | Vương Chí Thành: behind one word, a rare surname and two syllables."""
        whole = last - end == _WHOLE and end - at == 1
        return whole and all(map(self._native, range(end, last))) and bool(self._surname(end, last))

    def _opens_lost_sentence(self, at: int) -> bool:
        """Nghệ sĩ Trung Dân | Mới đây: text that lost its stops."""
        if self._keys[at] not in _NEVER_GIVEN or at + 1 >= len(self._keys):
            return False
        return self._kinds[at + 1] == "lower" and self._gaps[at + 1] == " "
