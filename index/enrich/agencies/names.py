"""Where media are named: listed ones, and those that the text itself shows to be media."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from index.analysis import is_syllable
from index.enrich.agencies.tables import Media, any_name
from index.enrich.persons.tables import normal, single_things, tables

UPPER: Final = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ"
# Nouns that say that what follows is a medium, in the order of their length.
MEDIUM: Final = (
    "(?:hãng (?:thông tấn|truyền thông|truyền hình|tin)|thông tấn xã|cơ quan thông tấn|nhật báo"
    "|tuần báo|tuần san|nguyệt san|tạp chí|tờ báo|tờ|(?<!nhà )báo|đài phát thanh|đài truyền hình"
    "|truyền hình|đài|kênh truyền hình|kênh tin tức|kênh|trang tin(?: tức| công nghệ)?"
    "|trang web|trang mạng|chuyên trang|trang|website|phóng viên|truyền thông)"
)
# "đưa tin" and the like: only media do it.
REPORTS: Final = "(?:đưa tin|dẫn lời|dẫn nguồn|dẫn tin|loan tin|loan báo|trích lời|tường thuật)"

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
_OPENINGS: Final = (
    "hãng thông nhật tuần nguyệt tạp tờ báo đài truyền kênh trang chuyên website phóng cơ"
)
_NOUNS: Final = tuple(_OPENINGS.split())
# "X đưa tin", "The New X Times": read from a little before the word that they end with.
_REPORTING: Final = re.compile(
    rf"{_NAME}[\"”]?(?:\s\([^()]{{1,20}}\))?(?:\s(?:ngày|hôm)\s[\d/.-]+)?\s(?:cũng\s)?{REPORTS}"
)
_REPORTS: Final = REPORTS[3:-1].split("|")
_HEADED: Final = re.compile(
    rf"(?<!\w)(?P<name>(?:The\s)?(?:[A-Z][\w'’]+\s){{1,3}}{_MASTHEAD}"
    r"(?:\s[Oo]f(?:\s[Tt]he)?(?:\s[A-Z]\w+){1,3})?)(?!\w)"
)
_MASTHEADS: Final = _MASTHEAD[3:-1].split("|")
_WINDOW: Final = 110
_BEHIND: Final = 40
_THEO: Final = re.compile(_BEHIND_THEO)
_CREDIT: Final = re.compile(_CREDITED)
_CREDITS: Final = ("Ảnh", "Nguồn", "Video", "Clip", "Đồ")
# "Bộ Công Thương", "đường Thanh Niên": a paper's name behind one of these names something else.
_BODY: Final = re.compile(
    r"(?<!\w)(?:bộ|sở|cục|vụ|ngành|hội|đoàn|đường|phố|quận|phường|đại học|trường|viện|cung|nhà hát"
    r"|công viên|giải|hồ|quảng trường|công đoàn|liên đoàn|luật|bộ luật)\s$",
    re.IGNORECASE,
)
_BODY_REACH: Final = 14
# "Thông tin trên Thời Đại, ...": a paper by what it is said to carry.
_CARRIED: Final = re.compile(
    rf"(?<!\w)[Tt](?:hông tin|in)(?: tức)? trên (?:báo |tờ )?(?P<name>{_WORD}(?:\s{_WORD}){{1,3}})"
    r"(?=,|\scho\s|\sngày\s)"
)
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Named:
    """One occurrence of a medium's name: code points of one text."""

    name: str
    start: int
    end: int
    listed: bool
    needs_cue: bool
    paper: bool


def occurrences(text: str, lists: Media, names: frozenset[str]) -> Iterator[Named]:
    """Every listed medium and every one of ``names`` in ``text``, in order."""
    spans = [
        (match.start(), match.end(), match.group())
        for pattern in (lists.pattern, any_name(names))
        if pattern is not None
        for match in pattern.finditer(text)
    ]
    taken = -1
    for start, end, raw in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < taken:
            continue
        taken = end
        name = _SPACES.sub(" ", raw).replace(" - ", "-")
        if ". " in name and name not in lists.names and name not in lists.papers:
            name = name.replace(". ", ".")
        paper = name in lists.papers
        if paper and _BODY.search(text, max(0, start - _BODY_REACH), start):
            continue
        yield Named(name, start, end, name in lists.names, name in lists.cued, paper)


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Names beyond the tables. ``weak`` ones only follow "theo", as companies also do."""

    names: frozenset[str]
    weak: frozenset[str]


def unlisted(texts: list[str], lists: Media) -> Unlisted:
    """Names that some text of the article shows to be a medium's."""
    called: set[str] = set()
    credited: set[str] = set()
    followed: set[str] = set()
    for text in texts:
        called.update(_called(text))
        for match in _credits(text):
            names = re.split(r"\s?/\s?", match["names"])
            credited.update(name for name in names if len(name) > 1 and _foreign(name))
        followed |= {match["name"] for match in _behind_theo(text) if _foreign(match["name"])}
    known = lists.names.keys() | lists.papers.keys() | lists.not_media
    whole = "\n".join(texts)
    stand = {name for name in (called | followed) - known if len(name) > 1 and _stands(name, whole)}
    sure = (stand & called) | (credited - known)
    return Unlisted(frozenset(sure | stand), frozenset(stand - sure))


def _called(text: str) -> Iterator[str]:
    """Names that the text calls a medium's, or that do what only media do."""
    for start in _starts(text, _NOUNS):
        for pattern in (_CALLED, _SHORTENED):
            match = pattern.match(text, start)
            if match:
                yield _trimmed(match.groupdict().get("domain") or match["name"] or "")
    for pattern, words in ((_REPORTING, _REPORTS), (_HEADED, _MASTHEADS)):
        for start, end in _windows(text, words):
            for match in pattern.finditer(text, start, end + _BEHIND):
                yield _trimmed(match["name"])
    for start in _places(text, ("in trên ", "in tức trên ")):
        match = _CARRIED.search(text, max(0, start - 6))
        if match and match.start() <= start:
            yield match["name"]


def _credits(text: str) -> Iterator[re.Match[str]]:
    for start in _places(text, _CREDITS):
        match = _CREDIT.match(text, start)
        if match is None and text[start - 1 : start] == "(":
            match = _CREDIT.match(text, start - 1)
        if match:
            yield match


def _behind_theo(text: str) -> Iterator[re.Match[str]]:
    for start in _places(text, ("theo ", "Theo ")):
        match = _THEO.match(text, start)
        if match:
            yield match


# Looking for fixed words is what strings do ten times as fast as expressions.
def _places(text: str, words: Iterable[str]) -> Iterator[int]:
    """Where any of ``words`` stands in ``text``."""
    for word in words:
        start = text.find(word)
        while start >= 0:
            yield start
            start = text.find(word, start + 1)


def _starts(text: str, words: Iterable[str]) -> Iterator[int]:
    """Where any of ``words`` begins a word of ``text``, small or with a capital."""
    for word in words:
        for start in _places(text, (word, word[0].upper() + word[1:])):
            if not start or not text[start - 1].isalnum():
                yield start


def _windows(text: str, words: Iterable[str]) -> Iterator[tuple[int, int]]:
    """What stands before any of ``words`` and the word itself, cut at a space."""
    for word in words:
        for start in _places(text, (f" {word}",)):
            first = max(0, start - _WINDOW)
            yield (text.find(" ", first) + 1 if first else 0), start + 1 + len(word)


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


def _stands(name: str, text: str) -> bool:
    """Not a person of the article, a place or a platform."""
    if normal(name) in single_things():
        return False
    addressed = r"(?i:(?<!\w)(?:ông|bà|anh|chị|cô|ngài|tổng thống|thủ tướng|ngoại trưởng|hlv))\s"
    inner = re.escape(name)
    if re.search(rf"{addressed}(?:[{UPPER}][\w-]+\s)*{inner}(?!\w)", text):
        return False
    # "Theo Spicer" in an article on Sean Spicer.
    return " " in name or not re.search(rf"[a-z]\s[A-Z][a-z]+\s{inner}(?!\w)", text)
