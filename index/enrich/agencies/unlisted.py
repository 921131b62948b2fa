"""Media that no table lists, by what the text says they are.

"theo hãng tin X", "X đưa tin", "Ảnh: X", "The New X Times": each way begins or ends with one of a
few words, so an expression is tried only where one of those stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Final

from index.analysis import is_syllable
from index.enrich.agencies.names import MEDIUM, REPORTS, UPPER
from index.enrich.agencies.tables import Media
from index.enrich.persons.tables import single_things, tables
from index.enrich.rows import Row
from index.enrich.tables import normal

# What a masthead ends or begins with; a name with one of these is a medium's.
_MASTHEAD: Final = (
    "(?:News|Times|Post|Mail|Herald|Tribune|Journal|Today|Insider|Telegraph|Gazette|Observer"
    "|Chronicle|Guardian|Examiner|Magazine|Weekly|TV|Radio|Press)"
)
_WORD: Final = rf"[{UPPER}](?:[\w'’]|\.(?=\w)|-(?=[{UPPER}]))*"
# "Daily mail", "Fox news": carelessly written.
_SMALL: Final = r"(?:\s(?:mail|news|times|post|express)(?!\w))?"
_LINKS: Final = r"al\s?-|of|and|&|the|dello|della|de|del|du|des|der|la|le"
# "Rai News 24 đưa tin"
_CHANNEL: Final = r"(?:\s\d{1,3}(?=\s(?:đưa|dẫn)))?"
_NAME: Final = (
    rf"(?P<name>(?:[Aa]l\s?-\s?)?{_WORD}(?:\s(?:(?:{_LINKS})\s)?{_WORD}){{0,4}}{_SMALL}{_CHANNEL})"
)
_DOMAIN: Final = r"(?P<name>[\w-]+\.(?:com|net|org|ru|co\.uk|info|tv|me|cn|kr|jp)(?!\w))"
_COUNTRY: Final = (
    "(?:Mỹ|Anh|Nga|Pháp|Đức|Nhật Bản|Nhật|Hàn Quốc|Trung Quốc|Italia|Ý|Úc|Ấn Độ|Tây Ban Nha"
    "|Bồ Đào Nha|Thổ Nhĩ Kỳ|Ả Rập|Thái Lan|Triều Tiên|Israel|Iran|Canada|Brazil|Qatar|Singapore"
    "|Malaysia|Indonesia|Philippines|Ukraine|Hà Lan|Bỉ|Thụy Sĩ|Hong Kong)"
)
_OF: Final = rf"(?:\s[^\W\dA-ZĐ_]\w*){{0,3}}?(?:\s{_COUNTRY})?\s[\"“'‘]?"
# "Theo AFP", "theo Reuters": one foreign word or initials right behind theo.
_BEHIND_THEO: Final = (
    r"(?<!\w)[Tt]heo\s(?P<name>[A-Z][\w-]+(?:\snews)?)(?=[,.;)\"”]|\s?$|\s(?:ngày|hôm))"
)
# One name of a picture's credit: up to where the credit ends, or one word and its masthead.
_PICTURE: Final = (
    r"(?:[A-Z]\w*(?:\s[A-Z]\w+){1,3}(?=\s?[.)/\n]|$)"
    rf"|[A-Za-z]\w*(?:\.\w+)?(?:\s{_MASTHEAD}s?|\sImages?)?)"
)
_CREDITED: Final = (
    r"(?:(?<!\w)(?:Ảnh|Nguồn|Nguồn ảnh|Video|Clip|Đồ họa|Đồ hoạ)(?:\s(?:minh họa|tư liệu|chụp))?"
    r":\s*|\((?:Ảnh|Nguồn)\s)"
    rf"(?P<names>{_PICTURE}(?:\s?/\s?{_PICTURE}){{0,3}})(?!\w)(?!\s[A-Z]{{2}})"
)
# "hãng tin X", "đài phát thanh và truyền hình Y (XYZ)": read from where the noun begins.
_CALLED: Final = re.compile(rf"(?i:{MEDIUM}){_OF}(?:{_NAME}|(?P<domain>{_DOMAIN[9:-1]}))")
_SHORTENED: Final = re.compile(rf"(?i:{MEDIUM})(?:\s[\w-]+){{1,7}}\s\((?P<name>[A-Z]{{2,6}})\)")
# What MEDIUM begins with: "cơ quan" alone is no medium, nor is "thông tin".
_MEDIUMS: Final = (
    "hãng t", "thông tấn", "cơ quan thông tấn", "nhật báo", "tuần báo", "tuần san", "nguyệt san",
    "tạp chí", "tờ", "báo", "đài", "truyền hình", "truyền thông", "kênh", "trang", "chuyên trang",
    "website", "phóng viên",
)  # fmt: skip
_LONGEST_NOUN: Final = max(map(len, _MEDIUMS))
_NOUNS: Final = frozenset(
    cased for noun in _MEDIUMS for cased in (noun.split()[0], noun.split()[0].capitalize())
)
# "X đưa tin", "The New X Times": read from a little before the word that they end with.
_REPORTING: Final = re.compile(
    rf"{_NAME}[\"”]?(?:\s\([^()]{{1,20}}\))?(?:\s(?:ngày|hôm)\s[\d/.-]+)?\s(?:cũng\s)?{REPORTS}"
)
_REPORTS: Final = tuple(REPORTS[3:-1].split("|"))
_REPORT_WORDS: Final = frozenset(report.split()[0] for report in _REPORTS)
_HEADED: Final = re.compile(
    rf"(?<!\w)(?P<name>(?:The\s)?(?:[A-Z][\w'’]+\s){{1,3}}{_MASTHEAD}"
    r"(?:\s[Oo]f(?:\s[Tt]he)?(?:\s[A-Z]\w+){1,3})?)(?!\w)"
)
_MASTHEADS: Final = frozenset(_MASTHEAD[3:-1].split("|"))
_WINDOW: Final = 110
_BEHIND: Final = 40
_THEO: Final = re.compile(_BEHIND_THEO)
_CREDIT: Final = re.compile(_CREDITED)
_CREDITS: Final = frozenset(("Ảnh", "Nguồn", "Video", "Clip", "Đồ"))
_FOLLOWED: Final = frozenset(("theo", "Theo"))
# "Thông tin trên Thời Đại, ...": a paper by what it is said to carry.
_CARRIED: Final = re.compile(
    rf"(?<!\w)[Tt](?:hông tin|in)(?: tức)? trên (?:báo |tờ )?(?P<name>{_WORD}(?:\s{_WORD}){{1,3}})"
    r"(?=,|\scho\s|\sngày\s)"
)
_ON: Final = "trên"
_NEWS: Final = frozenset(("tin", "Tin"))
_TELLING: Final = _NOUNS | _REPORT_WORDS | _MASTHEADS | _CREDITS | _FOLLOWED | {_ON}
# "ông Spicer", "Tổng thống X Y": whom the text addresses so is a person.
_ADDRESSED: Final = re.compile(
    r"(?i:(?<!\w)(?:ông|bà|anh|chị|cô|ngài|tổng thống|thủ tướng|ngoại trưởng|hlv))\s"
    rf"(?:[{UPPER}][\w-]+\s)*\Z"
)
_FORENAME: Final = re.compile(r"[a-z]\s[A-Z][a-z]+\s\Z")
_NAME_REACH: Final = 80


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Names beyond the tables. ``weak`` ones only follow "theo", as companies also do."""

    names: frozenset[str]
    weak: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """Names by what they were found from: a word for media, a credit, "theo"."""

    called: set[str] = field(default_factory=set)
    credited: set[str] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)


def unlisted(texts: Sequence[tuple[str, Row]], lists: Media) -> Unlisted:
    """Names that some text of the article, given with its words, shows to be a medium's."""
    found = _Found()
    for text, row in texts:
        for at in compress(range(len(row)), map(_TELLING.__contains__, row.heads)):
            _look(text, row, at, found)
    known = lists.names.keys() | lists.papers.keys() | lists.not_media
    new = (found.called | found.followed) - known
    stand = {name for name in new if len(name) > 1 and _stands(name, texts)}
    sure = (stand & found.called) | (found.credited - known)
    return Unlisted(frozenset(sure | stand), frozenset(stand - sure))


def _look(text: str, row: Row, at: int, found: _Found) -> None:
    """Add what the telling word ``at`` shows."""
    word, start = row.heads[at], row.starts[at]
    if word == _ON:
        found.called.update(_carried(text, row, at))
    elif word in _NOUNS:
        found.called.update(_called(text, start))
    elif word in _CREDITS:
        found.credited.update(_credited(text, start))
    elif word in _FOLLOWED:
        match = _THEO.match(text, start)
        if match and _foreign(match["name"]):
            found.followed.add(match["name"])
    elif text[start - 1 : start] == " ":
        found.called.update(_before(text, start, word))


def _called(text: str, start: int) -> Iterator[str]:
    """ "hãng tin X": the noun stands at ``start``, or only the first syllable of one."""
    if not text[start : start + _LONGEST_NOUN].lower().startswith(_MEDIUMS):
        return
    for pattern in (_CALLED, _SHORTENED):
        match = pattern.match(text, start)
        if match:
            yield _trimmed(match.groupdict().get("domain") or match["name"] or "")


def _credited(text: str, start: int) -> Iterator[str]:
    """ "Ảnh: X/Y" at ``start``."""
    match = _CREDIT.match(text, start)
    if match is None and text[start - 1 : start] == "(":
        match = _CREDIT.match(text, start - 1)
    names = re.split(r"\s?/\s?", match["names"]) if match else []
    return (name for name in names if len(name) > 1 and _foreign(name))


def _carried(text: str, row: Row, at: int) -> Iterator[str]:
    """ "Thông tin trên X": "trên" is word ``at``."""
    back = 2 if row.words[max(0, at - 1)] == "tức" else 1
    if at < back or row.words[at - back] not in _NEWS:
        return
    match = _CARRIED.search(
        text, max(0, row.starts[at - back] - len("Thông ")), row.ends[at] + _WINDOW
    )
    if match and match.start() <= row.starts[at - back]:
        yield match["name"]


def _before(text: str, start: int, word: str) -> Iterator[str]:
    """ "X đưa tin", "The New X Times": the name ends before, or with, the word at ``start``."""
    if word in _MASTHEADS:
        pattern, end = _HEADED, start + len(word)
    else:
        report = next((each for each in _REPORTS if text.startswith(each, start)), None)
        if report is None:
            return
        pattern, end = _REPORTING, start + len(report)
    first = max(0, start - 1 - _WINDOW)
    first = text.find(" ", first) + 1 if first else 0
    for match in pattern.finditer(text, first, end + _BEHIND):
        yield _trimmed(match["name"])


def _foreign(name: str) -> bool:
    """Initials or a foreign word, and not the name of a photographer."""
    head, *rest = name.split()
    if re.fullmatch(r"(?:[A-Z]\.?){1,2}(?:\.[A-Z]\.?)*", head) and "." in head:
        return False  # K.T, N.H.: who took the picture
    if rest and normal(head) in tables().given_names:
        return False
    return head.isascii() and (head.isupper() or not is_syllable(head))


def _trimmed(name: str) -> str:
    """A matched name without the words around it that happen to be capitals."""
    words = name.split()
    while words and _native(words[0]) and len(words) > 1:
        words = words[1:]
    kept: list[str] = []
    for word in words:
        if _native(word):
            break
        kept.append(word)
    return " ".join(kept) if kept != ["The"] else ""


def _native(word: str) -> bool:
    return not word.isupper() and is_syllable(word) and word.lower() not in ("the", "le", "die")


def _stands(name: str, texts: Sequence[tuple[str, Row]]) -> bool:
    """Not a person of the article, a place or a platform."""
    if normal(name) in single_things():
        return False
    return not any(_names_person(name, text) for text, _ in texts)


def _names_person(name: str, text: str) -> bool:
    """ "ông Spicer"; "Theo Spicer" in an article on Sean Spicer."""
    at = text.find(name)
    while at >= 0:
        end, reach = at + len(name), max(0, at - _NAME_REACH)
        if not text[end : end + 1].isalnum():
            if _ADDRESSED.search(text, reach, at):
                return True
            if " " not in name and _FORENAME.search(text, reach, at):
                return True
        at = text.find(name, at + 1)
    return False
