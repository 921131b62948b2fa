"""Which agencies an article's information and pictures come from, and in which way.

Names come from ``data/agencies.toml`` and, for media that are not listed, from
what the text says they are ("theo hãng tin X", "X đưa tin", "Ảnh: X"). The words
around each occurrence say its kind; the strongest kind of an agency counts:
relay, cite, photo, mention. An outlet's own byline is no agency, and neither is
the Vietnamese paper that a closing line names: that is who published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from index.article import Source, SourceKind
from index.enrich.tables import plain, table

__all__ = ["Media", "find_sources", "media"]

_STRENGTH: Final[tuple[SourceKind, ...]] = ("relay", "cite", "photo", "mention")
_UP: Final = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ"
_MEDIUM: Final = (
    r"(?:hãng (?:thông tấn|tin|truyền thông|truyền hình)|thông tấn xã|nhật báo|tuần báo|tuần san"
    r"|nguyệt san|tạp chí|tờ báo|tờ|báo|đài phát thanh|đài truyền hình|truyền hình|đài"
    r"|kênh truyền hình|kênh tin tức|kênh|trang tin|trang web|trang mạng|trang|website"
    r"|chuyên trang|phóng viên|truyền thông)"
)
# Up to five words of a description: "hãng thông tấn nhà nước Nga RIA Novosti".
_DESCRIBED: Final = r"(?:\s+[^\s.,;:()\"“”]+){0,5}?\s+[\"“'‘(]?"
_MEDIUM_BEFORE: Final = re.compile(rf"(?<!\w){_MEDIUM}{_DESCRIBED}$", re.IGNORECASE)
_MEDIUM_BRACKET: Final = re.compile(
    rf"(?<!\w){_MEDIUM}(?:\s+[^\s.,;:()]+){{1,6}}\s+\($", re.IGNORECASE
)
_THEO: Final = re.compile(
    rf"(?<!\w)theo\s+(?:{_MEDIUM}{_DESCRIBED}|(?:tin(?: tức)?|thông tin|bản tin|nguồn tin|dữ liệu"
    r"|báo cáo|bài viết)\s+(?:mới nhất\s+)?(?:của|từ|trên|đăng trên)\s+(?:[^\s.,;:()]+\s+){0,3}?|)"
    r"[\"“'‘]?$",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    r"(?:phỏng vấn(?: (?:của|với|trên|tờ|báo|đài|kênh|hãng tin))*|trả lời(?: (?:câu hỏi của))?"
    r"|(?:chia sẻ|trao đổi|nói chuyện|trả lời|nói|phát biểu|tiết lộ|thông tin|cung cấp)(?: \w+){0,3}? (?:với|cho|trên)"
    r"|phát biểu trên|viết trên|đăng trên|đăng tải trên|đăng bởi|trích|trích dẫn|dẫn|dẫn tin|dẫn nguồn"
    r"|dẫn nguồn tin|dẫn lời|theo lời|(?:bản )?tin(?: tức)?(?: mới nhất)? (?:của|từ|trên)|được|bởi|cho|PV|phóng viên(?: của)?|quan sát của(?: PV| phóng viên)?)"
    rf"\s+(?:{_MEDIUM}(?:\s+[^\s.,;:()\"“”]+){{0,4}}?\s+)?[\"“'‘]?$",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"[\"”'’)]?(?:\s*\([^()]{1,30}\))?(?:\s+(?:của|ở|tại)\s+[^\s.,;:()]+(?:\s+[^\s.,;:()]+){0,2}?)?"
    rf"(?:\s+(?:ngày|hôm|sáng|chiều|tối)\s+[\d/.-]+)?(?:\s+\({_MEDIUM}?[^()]{{0,30}}\))?"
    r"\s+(?:(?:cũng|vừa|đã|còn|mới đây|hôm nay|hôm qua|ngày|mới|trước đó|sau đó|cùng ngày|thì|vẫn|đồng thời)\s+){0,3}"
    r"(?:đưa tin|dẫn lời|dẫn nguồn|dẫn thông|dẫn tin|dẫn|cho biết|cho hay|loan tin|loan báo|trích lời|trích dẫn"
    r"|trích|tường thuật|thông tin|đăng tải|đăng|viết|tiết lộ|mô tả|nhận định|bình luận|khẳng định"
    r"|công bố|điểm lại|thuật lại|phát sóng|ghi nhận|đưa ra thông tin|thống kê|phân tích|dẫn chứng|báo cáo|biết)(?!\w)",
)
_DECISIVE: Final = (
    r"(?:đưa tin|dẫn lời|dẫn nguồn|dẫn tin|loan tin|loan báo|trích lời|trích dẫn lời|tường thuật)"
)
_PHOTO: Final = re.compile(
    r"(?:ảnh|nguồn|clip|video|đồ họa|đồ hoạ|hình|photo|nguồn ảnh|hình ảnh)"
    r"(?:\s+(?:minh họa|minh hoạ|tư liệu|internet|chụp|cắt từ clip|cắt từ video|từ|của))?"
    r"\s*[:(]?\s*(?:[^.:()\n]{1,30}[/,;–-]\s*){0,3}$",
    re.IGNORECASE,
)
_PHOTO_MARK: Final = re.compile(r"(?:ảnh|nguồn|clip|video|đồ họa|đồ hoạ|hình|photo)", re.IGNORECASE)
_SLASH: Final = re.compile(r"[/,–-]\s*$")
_WORD: Final = rf"[{_UP}](?:[\w&'’]|\.(?=\w)|-(?=[{_UP}]))*"
# A name of an unlisted medium: capitals (The Moscow Times), a domain, or initials.
_NAME: Final = rf"(?P<name>\w+\.(?:com|net|org|ru|co\.uk|info|tv|me|cn|kr|jp)(?!\w)|{_WORD}(?:\s(?:of\s|and\s|&\s)?{_WORD}){{0,4}})"
_UNLISTED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w)(?:hãng tin|hãng thông tấn|thông tấn xã|nhật báo|tuần báo|tạp chí|tờ báo|tờ"
        rf"|kênh truyền hình|đài truyền hình|đài phát thanh|trang tin|trang web|trang mạng|[Tt]rang|[Tt]ờ|[Hh]ãng tin|[Hh]ãng thông tấn|[Tt]ạp chí)"
        rf"(?:\s[a-zà-ỹđ]+){{0,3}}?(?:\s(?:Mỹ|Anh|Nga|Pháp|Đức|Nhật|Nhật Bản|Hàn Quốc|Trung Quốc|Italia|Úc))?\s[\"“]?{_NAME}",
        rf"{_NAME}[\"”]?(?:\s\([^()]{{1,20}}\))?\s(?:ngày\s[\d/.-]+\s|hôm\s[\d/.-]+\s)?{_DECISIVE}",
        rf"(?:[Tt]heo|[Tt]heo [Đđ]ài)\s(?P<name>[A-Z]{{2,6}})(?=[,.;)\s])",
        rf"(?:Ảnh|\(Nguồn|Nguồn ảnh|Video|Clip|Đồ họa)(?:\s(?:minh họa|tư liệu|chụp))?:\s*(?P<name>[A-Za-z]\w+(?:\.\w+)?)(?!\w)",
    )
)
_MEDIA_WORDS: Final = frozenset(
    "news times post daily mail herald tribune journal joural today tv press insider telegraph gazette"
    " review magazine weekly online media network radio television agency observer chronicle express"
    " report monitor globe star standard independent mirror guardian image images".split()
)
_SENTENCE_END: Final = re.compile(r"[.!?…]['\"”’)]*\s+|\n")
_TAIL: Final = 90
_OPENING: Final = 320
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Media:
    """The tables: canonical name and whether a cue is needed, by spelling."""

    names: Mapping[str, str] = field(default_factory=dict)
    cued: frozenset[str] = frozenset()
    papers: Mapping[str, str] = field(default_factory=dict)
    not_media: frozenset[str] = frozenset()

    def canonical(self, name: str) -> str:
        """The listed name for a spelling, else the spelling itself."""
        return self.names.get(name) or self.papers.get(name) or name


@dataclass(frozen=True, slots=True)
class _Found:
    """One occurrence of a medium's name in one text."""

    name: str
    start: int
    end: int
    needs_cue: bool
    paper: bool


@cache
def media() -> Media:
    """The tables as the newsroom has them, read once."""
    names: dict[str, str] = {}
    cued: set[str] = set()
    for row in table("agencies")["agency"]:
        for form in (row["name"], *row.get("also", ())):
            names[form] = row["name"]
            if row.get("cue"):
                cued.add(form)
    papers: dict[str, str] = {}
    for row in table("outlets")["outlet"]:
        for form in row.get("names", ()):
            if form not in names and len(form) > 2:
                papers[form] = row["label"]
    lines = (resources.files("index.enrich") / "data" / "not_media.txt").read_text("utf-8")
    not_media = frozenset(line for line in lines.splitlines() if line and line[0] != "#")
    return Media(names, frozenset(cued), papers, not_media)


def find_sources(
    title: str,
    standfirst: str | None,
    body: str,
    captions: tuple[str, ...] = (),
    closing: tuple[str, ...] = (),
    outlet: str | None = None,
    lists: Media | None = None,
) -> tuple[Source, ...]:
    """The agencies of an article, each once with its strongest kind.

    ``captions`` and ``closing`` are lines that were taken out of the body; both
    kinds may also stand inside it. ``outlet`` is the article's own outlet (code
    or name), never among the answers. Order: relay, cite, photo, mention, and
    within a kind as met.
    """
    lists = lists or media()
    kinds: dict[str, SourceKind] = {}
    own = _own_names(outlet)
    texts = [(title, "text"), (standfirst or "", "text"), (body, "body")]
    texts += [(line, "caption") for line in captions] + [(line, "closing") for line in closing]
    names = _unlisted(texts, lists)
    opening = _opening_names(standfirst or "", body, lists, names)
    for text, place in texts:
        for found in _occurrences(text, lists, names):
            kind = _kind(text, found, place)
            name = lists.canonical(found.name)
            if kind is None or plain(name) in own or plain(found.name) in own:
                continue
            if name not in kinds or _STRENGTH.index(kind) < _STRENGTH.index(kinds[name]):
                kinds[name] = kind
    _promote(kinds, opening)
    return tuple(
        Source(name, kind)
        for strength in _STRENGTH
        for name, kind in kinds.items()
        if kind == strength
    )


def _promote(kinds: dict[str, SourceKind], opening: set[str]) -> None:
    """The only agency of the running text, named where the story opens, relays all of it."""
    told = [name for name, kind in kinds.items() if kind in ("relay", "cite")]
    if len(told) == 1 and kinds[told[0]] == "cite" and told[0] in opening:
        kinds[told[0]] = "relay"


def _own_names(outlet: str | None) -> set[str]:
    if not outlet:
        return set()
    names = {plain(outlet)}
    for row in table("outlets")["outlet"]:
        forms = {plain(form) for form in (row["code"], row["label"], *row.get("names", ()))}
        if plain(outlet) in forms:
            names |= forms
    return names


# -- names ---------------------------------------------------------------------


@cache
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """Any of ``names`` as a whole word, the longest first, grouped by first letter."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        groups.setdefault(name[0], []).append(re.escape(name[1:]).replace(r"\ ", r"\s"))
    inner = "|".join(
        f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items())
    )
    return re.compile(rf"(?<![\w@./-])(?:{inner})(?![\w@])|(?<=/)(?:{inner})(?![\w@])")


@cache
def _listed(lists_id: int, names: frozenset[str]) -> re.Pattern[str]:
    return _pattern(names)


def _occurrences(text: str, lists: Media, names: frozenset[str]) -> Iterator[_Found]:
    known = frozenset(lists.names) | frozenset(lists.papers)
    taken = -1
    spans: list[tuple[int, int, str]] = []
    if known:
        spans += [(m.start(), m.end(), m.group()) for m in _pattern(known).finditer(text)]
    if names:
        spans += [(m.start(), m.end(), m.group()) for m in _pattern(names).finditer(text)]
    for start, end, raw in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start < taken:
            continue
        taken = end
        name = _SPACES.sub(" ", raw)
        paper = name in lists.papers and name not in lists.names
        yield _Found(name, start, end, name in lists.cued, paper)


def _unlisted(texts: list[tuple[str, str]], lists: Media) -> frozenset[str]:
    """Names that the text itself shows to be media, beyond the tables."""
    found: set[str] = set()
    for text, _ in texts:
        for at, pattern in enumerate(_UNLISTED):
            for match in pattern.finditer(text):
                name = _trimmed(match.group("name"), at)
                if name and name not in lists.names and name not in lists.papers:
                    if name not in lists.not_media:
                        found.add(name)
    return frozenset(found)


def _trimmed(name: str, pattern: int) -> str | None:
    """A matched name without what cannot belong to it; None when it is no medium's name."""
    from index.analysis.syllable import is_syllable

    words = name.split()
    if pattern == 3:
        foreign = not is_syllable(name) and name.isascii()
        return name if foreign and len(name) > 2 else None
    while words and is_syllable(words[0].lower()) and not words[0].isupper() and len(words) > 1:
        words = words[1:]
    kept: list[str] = []
    for word in words:
        if not word.isascii() and is_syllable(word.lower()):
            break
        kept.append(word)
    if not kept or (is_syllable(kept[0].lower()) and len(kept) == 1 and not kept[0].isupper()):
        return None
    return " ".join(kept)


# -- kinds -----------------------------------------------------------------------


def _kind(text: str, found: _Found, place: str) -> SourceKind | None:
    """What the words around one occurrence make of it; None when it is not one at all."""
    before = text[max(0, found.start - 90) : found.start]
    after = text[found.end : found.end + 60]
    if place == "caption":
        return "photo"
    if _is_credit(before):
        return "photo"
    if place == "closing" or (place == "body" and _closes(text, found, before)):
        return None if found.paper or found.name == "TTXVN" else "relay"
    if _cites(before, after, found):
        return "cite"
    if found.paper:
        return None
    if found.needs_cue and not _MEDIUM_BEFORE.search(before):
        return None
    return "mention"


def _is_credit(before: str) -> bool:
    match = _PHOTO.search(before)
    if match is None:
        return False
    # "nguồn tin Reuters", "bức ảnh AFP chụp": a credit has a mark, or a capital.
    whole = match.group()
    mark = _PHOTO_MARK.match(whole)
    return any(char in whole for char in ":(") or (mark is not None and whole[0].isupper())


def _closes(text: str, found: _Found, before: str) -> bool:
    """Whether the name stands in the line that closes the body: "(Theo Reuters)", "Hà/AP"."""
    rest = text[found.end :].strip()
    if len(rest) > 40 or _SENTENCE_END.search(rest.rstrip(".") + " x"[:0]):
        return False
    if re.fullmatch(r"[)\].\s/,;\w-]*", rest) is None:
        return False
    tail = _tail(text[: found.start])
    if tail is None:
        return False
    if re.search(
        r"(?:theo|nguồn|dịch từ)[\s:]+(?:[^.,;:()]{0,20}[,/&]\s*|báo\s+|tờ\s+|và\s+|đài\s+|hãng tin\s+)*$",
        tail,
        re.IGNORECASE,
    ):
        return True
    return len(tail) <= 40 and re.search(r"(?:^|[/(–—-]\s*|,\s*)$", tail.strip(" ")) is not None


def _tail(text: str) -> str | None:
    """What stands after the last sentence's end, None when that is too long for a byline."""
    start = 0
    for match in _SENTENCE_END.finditer(text, max(0, len(text) - _TAIL)):
        start = match.end()
    if start == 0:
        return None
    return text[start:]


def _cites(before: str, after: str, found: _Found) -> bool:
    if _THEO.search(before):
        return True
    asked = _ASKED.search(before)
    if asked is not None and not found.needs_cue:
        lead = asked.group().lower()
        if not lead.startswith(("được", "cho", "bởi")) or _SAYS.match(after) or _MADE.match(after):
            return True
    says = _SAYS.match(after)
    if says is None:
        return False
    return not found.needs_cue or _MEDIUM_BEFORE.search(before) is not None


_MADE: Final = re.compile(
    r"\s+(?:thực hiện|trích dẫn|dẫn lời|dẫn|đăng tải|công bố|phỏng vấn|biết|hay)"
)


def _opening_names(standfirst: str, body: str, lists: Media, names: frozenset[str]) -> set[str]:
    """Agencies cited where the story opens: its standfirst and its first sentences."""
    found: set[str] = set()
    for text in (standfirst, body):
        for item in _occurrences(text[:_OPENING], lists, names):
            if _kind(text, item, "text") == "cite":
                found.add(lists.canonical(item.name))
    return found
