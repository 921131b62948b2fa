"""A sentence as words, and the phrases in it that can mean somebody who speaks.

``phrases`` reads from left to right: a person's mention with the title before it, a
role or kin ("mẹ của Hoa"), a body ("Bộ Ngoại giao Nga"), a pronoun, another name.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, compress
from typing import Final, Literal

from index.analysis.memo import Memo
from index.enrich.quotes.tables import Gender, Speech, Word
from index.enrich.tables import NORMAL

Kind = Literal["person", "role", "kin", "body", "pronoun", "name"]

HIDDEN: Final = "\ufffc"
"""Stands for every character of a quoted text, so that offsets stay."""

# One group: splitting gives what stands between the tokens and the tokens in turn.
_TOKEN: Final = re.compile(
    rf"({HIDDEN}{HIDDEN}*+|[A-ZĐ](?<!\w.)\.(?:[A-ZĐ]\.)*(?:[A-ZĐ](?!\w))?"
    r"|[Aa]l - (?=[A-Z])[\w'’]+|\w[\w.'’&/+\-]*(?<=\w)|[^\w\s])"
)
_SMALL: Final = re.compile(r"(?<= )[^\W\d_]++(?= )")
# "tờ al - Watan", "al-Shabaab": they open a name in small letters.
_ARTICLES: Final = ("al - ", "al-", "el-")
_BRACKETS: Final = frozenset("()[]")
_ANYBODY: Final = frozenset(("người", "những người"))
_SOMEBODY: Final = frozenset(("người", "những người", "một người", "nhiều người", "có người"))
_TRAILING: Final = frozenset(("của", "và", ",", "-", "&"))
_SEXES: Final[dict[str, Gender]] = {"nữ": "f", "nam": "m"}
# "Cục Hàng không": "không" ends no phrase there.
_AIR: Final = ["hàng", "không"]
# "Bộ Giáo dục và | đào tạo": second halves of ministries, in small letters, too.
_HALVES: Final = frozenset(
    ("đào tạo", "đầu tư", "phát triển", "công nghệ", "môi trường", "truyền thông", "du lịch",
     "xã hội")
)  # fmt: skip
_PAPERS: Final = (["thời", "báo"], ["nhật", "báo"], ["tuần", "báo"])
_THIS: Final = frozenset(("này", "ấy", "ta", "trên"))
# "người mẹ | đơn thân hai con | Leisyka Lee": so many words describe her at most.
_ABOUT: Final = 4
# "hãng Turkish Airlines, | đơn vị | ...": the same body again.
_SAME: Final = frozenset(("đơn vị", "doanh nghiệp", "cơ quan", "chủ đầu tư", "nhà mạng"))
# A phrase longer than this is a clause.
_LONGEST: Final = 14


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens ``[first, last)``; ``person`` is the number of the person that is named.

    ``governed`` phrases are objects ("với ông B"): they speak only where nobody else can.
    """

    kind: Kind
    first: int
    last: int
    person: int | None = None
    gender: Gender | None = None
    governed: bool = False
    head: str = ""
    tail: int = 0
    """Where what is set apart behind it ends: "ông Vân, Cục trưởng Cục Chăn nuôi"."""

    @property
    def end(self) -> int:
        """Behind the phrase with what is set apart."""
        return max(self.last, self.tail)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word.startswith(_ARTICLES)


@lru_cache(maxsize=1)
def _small(text: str) -> frozenset[str]:
    """The words that ``text`` writes in small letters; kept for the sentences of one text."""
    return frozenset(NORMAL[word] for word in _SMALL.findall(text) if word.islower())


_CAPITALS: Final = Memo(_is_capital)


def is_cut_well(words: Words, phrase: Phrase) -> bool:
    """Whether a phrase surely ends where it was cut: at its head, a capital, "này"."""
    head = phrase.head.split()
    last = phrase.last - 1
    plain = phrase.person is None and phrase.kind not in ("name", "pronoun")
    return (
        not plain
        or words.is_capital[last]
        or words.keys[last] in _THIS
        or (words.keys[phrase.last - len(head) : phrase.last] == head)
    )


def is_said(lists: Speech, keys: list[str], at: int) -> bool:
    """Whether a verb of saying begins at token ``at``."""
    verb = lists.verbs.at(keys, at)
    return verb is not None and verb[1] != "nothing"


class Words:
    """The tokens of one stretch ``[start, end)`` of a field as columns, quoted texts hidden.

    ``keys`` are their look-up forms, ``starts`` and ``ends`` code points of the field,
    ``is_capital`` says whether they open with one.
    """

    def __init__(
        self, text: str, start: int, end: int, mentions: Mapping[int, tuple[int, int]]
    ) -> None:
        self.text = text
        parts = _TOKEN.split(text[start:end])
        words = parts[1::2]
        # What is hidden has no other form, and would be too long to be remembered.
        self.keys = [word if word[0] == HIDDEN else NORMAL[word] for word in words]
        ends = list(accumulate(map(len, parts), initial=start))
        self.starts, self.ends = ends[1:-1:2], ends[2::2]
        self.is_capital = list(map(_CAPITALS.__getitem__, words))
        self.mentions = mentions

    def first_at(self, offset: int) -> int:
        """The number of the first token that begins at ``offset`` or behind it."""
        return bisect_left(self.starts, offset)

    def last_at(self, offset: int) -> int:
        """How many tokens end at ``offset`` or before."""
        return bisect_right(self.ends, offset)

    def stop(self, at: int) -> int:
        """Where the first full stop from token ``at`` on stands; without one, the end."""
        try:
            return self.starts[self.keys.index(".", at)]
        except ValueError:
            return self.ends[-1]

    def shown(self, phrase: Phrase) -> str:
        """The phrase as the text has it, in one line."""
        start, end = self.starts[phrase.first], self.ends[phrase.last - 1]
        return " ".join(self.text[start:end].split())

    def mention_at(self, at: int) -> tuple[int, int] | None:
        """The token behind the mention that begins at token ``at``, and whose it is."""
        found = self.mentions.get(self.starts[at])
        if found is None:
            return None
        end, person = found
        last = at + 1
        while last < len(self.keys) and self.starts[last] < end:
            last += 1
        return last, person


class Reader:
    """Finds the phrases of a stretch of words."""

    def __init__(self, words: Words, lists: Speech) -> None:
        self._words = words
        self._keys = words.keys
        self._lists = lists

    def phrases(self, first: int, last: int) -> list[Phrase]:
        """The phrases in tokens ``[first, last)``, brackets left out."""
        found: list[Phrase] = []
        words, openers = self._words, self._lists.starts
        is_capital, starts, mentions = words.is_capital, words.starts, words.mentions
        at, depth = first, 0
        while at < last:
            key = self._keys[at]
            if key in _BRACKETS:
                depth = max(0, depth + (1 if key in "([" else -1))
                at += 1
                continue
            if not is_capital[at] and key not in openers and starts[at] not in mentions:
                at += 1
                continue
            phrase = None if depth else self._phrase(at, first, last)
            if phrase is None:
                verb = self._lists.verbs.at(self._keys, at)
                at += verb[0] if verb else 1
                continue
            if found and self._apposition(found[-1], phrase):
                gender = found[-1].gender or phrase.gender
                found[-1] = replace(found[-1], tail=phrase.last, gender=gender)
            else:
                found.append(phrase)
            at = phrase.end
        return found

    def _phrase(self, at: int, first: int, last: int) -> Phrase | None:
        governed = at > first and self._is_governed(at)
        mention = self._words.mention_at(at)
        if mention:
            return Phrase("person", at, mention[0], mention[1], governed=governed)
        begin, head = at, self._lists.heads.at(self._keys, at)
        if head and (head[0] < self._verb_size(at) or self._closes_body(at, head[1])):
            return None
        determiner = self._lists.determiners.at(self._keys, at)
        if determiner and at + determiner[0] < last:
            behind = self._lists.heads.at(self._keys, at + determiner[0])
            # "một | người dùng" says more than "một người"
            longer = head and behind and determiner[0] + behind[0] > head[0]
            if behind and (head is None or (longer and behind[1].head == head[1].head)):
                begin, head = at + determiner[0], behind
                if self._keys[begin - 1] in _SEXES:
                    head = head[0], Word(head[1].head, _SEXES[self._keys[begin - 1]])
        if head:
            size, word = head
            # "X là huấn luyện viên": a predicate
            governed = governed or (
                word.head == "role" and at > first and self._keys[at - 1] in ("là", "làm")
            )
            name = " ".join(self._keys[begin : begin + size])
            base = Phrase(word.head, at, begin + size, None, word.gender, governed, name)
            return self._headed(base, begin, last)
        return self._name(at, first, last, governed)

    def _closes_body(self, at: int, head: Word) -> bool:
        """ "Quân chủng Phòng không - | không quân": the second half of a body's name."""
        dashed = head.head == "body" and at > 1 and self._keys[at - 1] in ("-", "–")
        return dashed and not self._words.is_capital[at] and self._keys[at - 2].isalpha()

    def _verb_size(self, at: int) -> int:
        """How many words a longer listed verb (or what only looks like one) takes: "công bố"."""
        verb = self._lists.verbs.at(self._keys, at)
        return verb[0] if verb and not self._words.is_capital[at] else 0

    def _is_governed(self, at: int) -> bool:
        """ "với ông B", "cáo buộc nước này": the word before makes an object of it."""
        keys, lists = self._keys, self._lists
        before = keys[at - 1]
        if before in lists.objects:
            return True
        if at > 1 and f"{keys[at - 2]} {before}" in lists.objects:
            return True
        return before in lists.places and self._words.mention_at(at) is not None

    def _headed(self, base: Phrase, begin: int, last: int) -> Phrase | None:
        """From a head in ``base``, which began at token ``begin``, to the end of its phrase."""
        behind = base.last
        mention = self._words.mention_at(behind) if behind < last else None
        if mention and base.kind in ("role", "pronoun"):
            return replace(base, kind="person", last=mention[0], person=mention[1])
        if base.kind == "pronoun" and base.head == "anh" and self._is_england(base):
            return self._name(base.first, base.first, last, base.governed)
        if base.kind == "pronoun":
            return self._pronoun(base, last)
        somebody = behind < last and base.head in _SOMEBODY
        told = self._lists.relative.at(self._keys, behind) if somebody else None
        if told and behind + told[0] < last:
            named = self._keys[behind + told[0] - 1] in ("tên", "là")
            called = self._words.mention_at(behind + told[0]) if named else None
            if called:  # "một người có tên | Henry Maldondado"
                return replace(base, kind="person", last=called[0], person=called[1])
            return self._extended(base, last, told[0])
        if base.head in _ANYBODY and behind < last and not self._is_plain(behind):
            return None
        if base.head in self._lists.documents and begin and self._keys[begin - 1].isalnum():
            return None
        bare = base.kind == "body" and base.head in self._lists.capital
        if bare and not self._is_body(begin, behind):
            return None
        return self._extended(base, last)

    def _is_england(self, base: Phrase) -> bool:
        """ "gồm Pháp và Anh": with a capital inside a sentence it is no pronoun."""
        before = self._keys[base.first - 1] if base.first else "."
        return self._words.is_capital[base.first] and (before.isalpha() or before == ",")

    def _pronoun(self, base: Phrase, last: int) -> Phrase:
        """ "ông này"; "ông H.", "chị N.T.L" have a name that is none of the article's persons."""
        end = base.last
        if end < last and self._keys[end] in _THIS:
            return replace(base, last=end + 1)
        while end < last and self._words.is_capital[end] and not self._words.mention_at(end):
            end += 1
        named = end > base.last and base.head != "họ"
        return replace(base, kind="role", last=end) if named else base

    def _is_plain(self, at: int) -> bool:
        """Whether a word that goes on a phrase stands here: "người | đàn ông", not "người | đã"."""
        keys, lists = self._keys, self._lists
        ends = lists.stops.at(keys, at) or is_said(lists, keys, at)
        return keys[at][0].isalpha() and not ends

    def _is_body(self, begin: int, behind: int) -> bool:
        """A capital tells, unless it is only the sentence's first."""
        is_capital = self._words.is_capital
        if behind >= len(is_capital):
            return is_capital[begin]
        opens = begin == 0 or self._keys[begin - 1] in ".!?:"
        more = is_capital[behind] or self._keys[behind] in _THIS
        return more or (is_capital[begin] and (not opens or self._verb_near(behind)))

    def _extended(self, base: Phrase, last: int, told: int = 0) -> Phrase:
        """Goes on over what belongs to the head: a country, a body, a name at the end.

        ``told`` words behind the head are part of it: "một người | tham gia đấu giá".
        """
        end = base.last + told
        owned = told > 0 or (base.kind == "kin" and not self._is_whoever(base))
        longest = _LONGEST
        while end < min(last, base.first + longest):
            mention = self._words.mention_at(end)
            if mention and (owned or base.kind == "body") and not self._is_office(base, end):
                return replace(base, last=mention[0])
            if mention:
                return replace(base, kind="person", last=mention[0], person=mention[1])
            if base.kind == "body" and self._is_published(base, end, last):
                end += 2  # "một bài bình luận trên | Xinhua"
                continue
            if self._keys[end] in _THIS:
                named = self._words.mention_at(end + 1) if end + 1 < last else None
                if named and base.kind == "role":  # "Ngoại trưởng nước này | Javad Zarif"
                    return replace(base, kind="person", last=named[0], person=named[1])
                return replace(base, last=end + 1)
            if base.kind == "role" and self._keys[end] == "kiêm":
                post = self._lists.heads.at(self._keys, end + 1)
                if post and post[1].head == "role":  # "Phó chủ tịch kiêm | tổng thư ký | Hội ..."
                    end += 1 + post[0]
                    longest += 1 + post[0]
                    continue
            if self._stops(base, end, last):
                break
            owned = owned or self._keys[end] == "của"
            longest += _LONGEST if self._keys[end] == "," else 0
            end += 1
        while end > base.last and self._keys[end - 1] in _TRAILING:
            end -= 1
        return replace(base, last=end)

    def _is_published(self, base: Phrase, at: int, last: int) -> bool:
        """Whether a document stands "trên" a paper: no "bài viết trên | đã nói"."""
        begins = base.first == 0 or not self._keys[base.first - 1].isalnum()
        if not begins or self._keys[at] != "trên" or at + 1 >= last:
            return False
        if self._words.mention_at(at + 1):
            return False
        head = self._lists.heads.at(self._keys, at + 1)
        paper = head is not None and head[1].head == "body"
        return self._words.is_capital[at + 1] or paper

    def _is_whoever(self, base: Phrase) -> bool:
        """ "người mẹ đơn thân Leisyka Lee": behind "người" no owner follows, but a full name."""
        words = self._keys[base.last : base.last + _ABOUT + 1]
        named = next(
            (n for n in range(len(words)) if self._words.mention_at(base.last + n)), len(words)
        )
        if not base.head.startswith("người ") or named == len(words) or "của" in words[:named]:
            return False
        mention = self._words.mention_at(base.last + named)
        return mention is not None and mention[0] - (base.last + named) > 1

    def _is_office(self, base: Phrase, name: int) -> bool:
        """ "Chủ nhiệm Ủy ban Pháp luật của Quốc hội | Trần Bình" is he, "con của Bình" is not."""
        if base.kind != "role" or "của" not in self._keys[base.last : name]:
            return False
        owner = base.last + self._keys[base.last : name].index("của") + 1
        body = self._lists.heads.at(self._keys, owner)
        return body is not None and body[1].head == "body" and owner + body[0] <= name

    def _stops(self, base: Phrase, at: int, last: int) -> bool:
        """Whether the sentence goes on at token ``at``, not the phrase."""
        keys, lists = self._keys, self._lists
        if keys[at - 1 : at + 1] == ["của", "cố"]:
            return False  # "gia đình của cố nhạc sĩ", not "cố gắng"
        if base.kind == "body" and self._is_half(at):
            return False
        if keys[at - 1] == "của":
            owner = lists.heads.at(keys, at)
            if owner and owner[1].head == "body":
                return False  # "đại diện của | tổ chức cựu chiến binh"
        if keys[at] == "." and keys[at - 1] in ("tp", "tx", "tt") and at + 1 < last:
            return not self._words.is_capital[at + 1]  # "lãnh đạo UBND TP. HCM"
        if keys[at - 1] in lists.capital and self._words.is_capital[at - 1]:
            return not keys[at][0].isalnum()  # "đại diện Vụ | tổ chức cán bộ"
        if base.kind == "role" and base.head in lists.leaders and self._is_led(base, at):
            return True
        if keys[at] == "của":
            return at + 1 >= last or not keys[at + 1].isalnum()
        named = keys[at] in lists.honorifics and at + 1 < last and self._words.mention_at(at + 1)
        if named or self._words.is_capital[at]:
            return False
        if base.kind == "body" and self._name_ends(base.last, at, last):
            return True
        if not keys[at][0].isalnum() or lists.stops.at(keys, at):
            return not (self._goes_on(at, last) or keys[at - 1 : at + 1] == _AIR)
        return is_said(lists, keys, at) and not self._is_inner(at)

    def _is_half(self, at: int) -> bool:
        """ "Bộ Giáo dục | và đào tạo": the second half of a ministry's name in small letters."""
        keys = self._keys
        return any(
            keys[first - 1 : first] == ["và"]
            and " ".join(keys[first : first + 2]) in _HALVES
            and not self._words.is_capital[first]
            for first in (at + 1, at, at - 1)
        )

    def _is_led(self, base: Phrase, at: int) -> bool:
        """ "Tổng thống Nga | bảo vệ …": a country ends the phrase, and a clause goes on."""
        is_capital = self._words.is_capital
        between = compress(self._keys[base.last : at], is_capital[base.last : at])
        if not self._lists.capital.isdisjoint(between):
            return False  # "lãnh đạo Cục Cảnh | sát giao thông"
        behind = at > base.last and is_capital[at - 1] and not is_capital[at]
        more = any(is_capital[at : at + 4])  # "Các tiểu vương quốc Arab"
        return behind and not more and self._keys[at] not in ("của", "tại", "ở", "và")

    def _is_inner(self, at: int) -> bool:
        """The second word of what only looks like a verb: "Bộ Thông | tin", "công | tố"."""
        verb = self._lists.verbs.at(self._keys, at - 1)
        if verb is None or verb[0] == 1:
            return False
        return verb[1] == "nothing" or self._words.is_capital[at - 1]

    def _name_ends(self, behind: int, at: int, last: int) -> bool:
        """ "Bộ Ngoại giao | đề ra": behind a capital one small word, more only before a capital."""
        is_capital = self._words.is_capital
        if self._keys[at - 1 : at + 1] in _PAPERS:
            return False
        if at <= behind + 1 or is_capital[at - 1] or not self._keys[at][0].isalnum():
            return False
        small = at
        while small > behind and not is_capital[small - 1]:
            small -= 1
        if small == behind:
            return False
        return not any(is_capital[at + 1 : min(at + 3, last)])

    def _goes_on(self, at: int, last: int) -> bool:
        """ "Bộ Kế hoạch và Đầu tư", "Bộ Văn hóa, Thể thao và Du lịch", "nguồn tin ở Syria"."""
        keys, is_capital = self._keys, self._words.is_capital
        if at + 1 >= last or not is_capital[at + 1] or self._words.mention_at(at + 1):
            return False
        return keys[at] in ("và", "&", "-", "–", "tại", "ở") or self._is_listed(at, last)

    def _is_listed(self, at: int, last: int) -> bool:
        """ "Ủy ban Văn hóa, Giáo dục, Thanh niên và Nhi đồng": commas, all before capitals."""
        keys, is_capital = self._keys, self._words.is_capital
        if keys[at] != "," or not (keys[at - 1].isalpha() and keys[at + 1].isalpha()):
            return False
        for place in range(at + 1, min(at + _LONGEST, last - 1)):
            if keys[place] == "và":
                return is_capital[place + 1]
            listed = keys[place] == "," or keys[place].isalpha()
            if not listed or self._words.mention_at(place) or self._verb_size(place):
                return False
            if keys[place] == "," and not is_capital[place + 1]:
                return False
        return False

    def _name(self, at: int, first: int, last: int, governed: bool) -> Phrase | None:
        """A run of capitals that is nobody known: Apple, Washington, P.T.Q.T."""
        is_capital, keys = self._words.is_capital, self._keys
        end = at
        while end < last and (self._is_and(end, last) or is_capital[end]):
            if end > at and self._begins(end):
                break
            end += 1
        if end == at or self._lists.stops.at(keys, at):
            return None
        if end == at + 1 and self._lists.determiners.at(keys, at):
            return None  # "Những | phát ngôn của ông"
        if end == at + 1 and self._is_counted(at, last):
            return None
        if end == at + 1 and keys[at].isalpha() and not self._is_name(at, end, last):
            return None
        governed = governed or (at > first and self._is_part(at))
        return Phrase("name", at, end, None, None, governed, keys[at])

    def _is_and(self, at: int, last: int) -> bool:
        """ "J | & | J": what an "&" joins is one name."""
        return self._keys[at] == "&" and at + 1 < last and self._words.is_capital[at + 1]

    def _is_counted(self, at: int, last: int) -> bool:
        """ "Anh K., SN 1991, cho biết": letters and a number tell of somebody, they are nobody."""
        words, keys = self._words, self._keys
        if not words.text[words.starts[at] : words.ends[at]].isupper():
            return False
        # "văn bản 572 / NTBD - QLBD nêu rõ": the number of a document
        code = "/" in keys[max(0, at - 1) : at] or (
            keys[at - 1] == "-" and "/" in keys[at - 3 : at]
        )
        return code or (at + 1 < last and keys[at + 1].isdecimal())

    def _is_name(self, at: int, behind: int, last: int) -> bool:
        """Of one word: not "Hồi giáo", not any word that only begins its sentence."""
        if behind < last and self._is_plain(behind):
            return False
        opens = at == 0 or self._keys[at - 1][0] in ".!?:" + HIDDEN
        words, key = self._words, self._keys[at]
        short = words.text[words.starts[at] + 1 : words.ends[at]].isupper()
        if opens and not short and key != "tôi" and key in _small(words.text):
            return False  # "Việc tuyên bố ...": a word that the text writes small, too
        return short or not opens or (behind < len(self._keys) and self._tells(behind))

    def _tells(self, at: int) -> bool:
        """A verb of saying, or what the name is: "Emirates, hãng hàng không …"."""
        aside = self._keys[at] == "," and at + 1 < len(self._keys)
        return self._verb_near(at) or bool(aside and self._lists.heads.at(self._keys, at + 1))

    def _begins(self, at: int) -> bool:
        """Whether another phrase begins inside a run of capitals: "Ảnh: P.L | Bà Huệ"."""
        return bool(self._words.mention_at(at)) or self._keys[at] in self._lists.honorifics

    def _is_part(self, at: int) -> bool:
        """ "tỉnh Cát Lâm", "truyền thông Mỹ": the word before makes a part of it."""
        if self._keys[at] in self._lists.places:
            return True  # "TP Vĩnh Yên"
        before = at - 1
        if self._keys[before] in self._lists.places or self._words.is_capital[before]:
            return True
        return self._is_plain(before)

    def _verb_near(self, at: int) -> bool:
        return any(
            is_said(self._lists, self._keys, place)
            for place in range(at, min(at + 2, len(self._keys)))
        )

    def _is_post(self, phrase: Phrase) -> bool:
        """ "ông Long, Giám đốc khu du lịch Tràm Chim": the post of him, no second person."""
        size = len(phrase.head.split())
        near = phrase.first + size
        return (
            bool(size)
            and phrase.kind == "person"
            and not any(
                self._words.mention_at(at) for at in range(near, min(near + 1, phrase.last))
            )
        )

    def _gap(self, before: Phrase, phrase: Phrase) -> list[str]:
        """What stands between, brackets left out: "anh Tuấn (SN 1992) | , | chủ cửa hàng"."""
        gap = self._keys[before.end : phrase.first]
        return gap[-1:] if gap[:1] == ["("] and gap[-2:] == [")", ","] else gap

    def _apposition(self, before: Phrase, phrase: Phrase) -> bool:
        """ "ông Vân, Cục trưởng Cục Chăn nuôi": a role set apart behind a name is his."""
        if phrase.kind == "body" and before.tail and before.person is not None:
            # "ông Quảng, trợ lý Cục trưởng, Bộ Ngoại giao": where he is that
            return self._keys[before.end : phrase.first] == [","]
        if phrase.kind == "body" and before.kind == "name" and not before.governed:
            # "Emirates, hãng hàng không lớn nhất Trung Đông, cho biết"
            behind = self._keys[phrase.last : phrase.last + 1]
            return self._keys[before.end : phrase.first] == [","] == behind
        if phrase.kind == "body" and before.kind == "body" and not before.governed:
            # "hãng Turkish Airlines (giáp ranh Syria), đơn vị đang khai thác ..."
            return phrase.head in _SAME and self._gap(before, phrase) == [","]
        if phrase.kind not in ("role", "kin") and (before.governed or not self._is_post(phrase)):
            return False  # "phần trình bày của ông Phong, Bộ trưởng Nguyễn Văn Thể nói"
        # "Bà D., mẹ nam sinh" has a name as well
        called = before.kind == "role" and before.head in self._lists.honorifics
        unnamed = before.person is None and not called
        if unnamed and (before.governed or self._keys[phrase.first] != "một"):
            return False
        gap = self._gap(before, phrase)
        if gap[-1:] == ["kiêm"] and before.person is not None:
            return gap in (["kiêm"], [",", "kiêm"])  # "ông Sơn, trưởng khoa, kiêm trưởng bộ môn"
        if gap[:1] == gap[3:] == [","] and gap[2] == "tuổi":
            gap = gap[-1:]  # "Laura Loomer, 23 tuổi, một nhà báo"
        return len(gap) == 1 and gap[0] in (",", "-", "–", "—")
