"""What the words around a medium's name make of it: relay, cite, photo or mention."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from index.analysis import is_syllable
from index.article import SourceKind
from index.enrich.agencies.names import MEDIUM, REPORTS, UPPER, Named
from index.rules import Rule

Place = Literal["text", "body", "caption", "closing"]

# As much of the text on either side as any expression below looks at.
_BEFORE: Final = 90
_AFTER: Final = 80
_TAIL: Final = 90
_REST: Final = 40

_WORDS: Final = r"[^\s.,;:()\"“”]+"
_QUOTE: Final = r"[\"“'‘]?"
# "hãng thông tấn nhà nước Nga RIA Novosti": up to five words of a description.
_MEDIUM_OF: Final = rf"{MEDIUM}(?:\s+{_WORDS}){{0,5}}?\s+{_QUOTE}"
_MEDIUM: Final = re.compile(rf"(?<!\w){_MEDIUM_OF}$", re.IGNORECASE)
_NEWS_OF: Final = (
    r"(?:tin(?: tức)?|thông tin|bản tin|nguồn tin|dữ liệu|báo cáo|bài viết|phân tích)\s+"
    rf"(?:mới nhất\s+)?(?:của|từ|trên|đăng trên)\s+(?:{_WORDS}\s+){{0,3}}?"
)
_THEO: Final = re.compile(
    rf"(?<!\w)theo\s+(?:{_MEDIUM_OF}|{_NEWS_OF})?{_QUOTE}(?:{_WORDS}\s+(?:và|,)\s+)?$",
    re.IGNORECASE,
)
_TOLD: Final = re.compile(
    r"(?<!\w)(?:(?:phỏng vấn|trả lời|chia sẻ|trao đổi|trò chuyện|nói|phát biểu|tiết lộ|viết|đăng"
    r"|đăng tải|công bố|bài báo)"
    rf"(?:\s+{_WORDS}){{0,2}}?\s+(?:của|với|cho|trên|tờ|báo|đài|kênh|hãng tin)"
    r"|(?:trích|trích dẫn|dẫn|dẫn tin|dẫn nguồn|dẫn nguồn tin|dẫn lại|dẫn lời|cho|tin(?: tức)?"
    r"(?: mới nhất)?\s+(?:của|từ|trên)|phóng viên(?: của)?|pv|cuộc phỏng vấn|phỏng vấn"
    r"|trả lời|(?<!chiếu )(?<!đọc )(?:phát\s+|sóng\s+)?trên"
    r"(?=\s+(?:đài|kênh|truyền hình|sóng|báo|tờ|tạp chí))))"
    rf"\s+(?:{MEDIUM}(?:\s+{_WORDS}){{0,4}}?\s+)?{_QUOTE}$",
    re.IGNORECASE,
)
# "ngày 16/3", "sáng nay (16/3)", "tuần trước", "hôm thứ Hai", "cuối tháng trước"
_WHEN: Final = (
    r"(?:(?:ngày|hôm|sáng|trưa|chiều|tối|đêm|rạng sáng)\s+(?:thứ\s+\w+|[\d/.-]+"
    r"(?:\s+tháng\s+\d{1,2})?|nay|qua)|(?:(?:đầu|giữa|cuối)\s+)?(?:tuần|tháng|năm)\s+"
    r"(?:trước|này|qua|rồi|ngoái)|mới đây|gần đây|trước đây|cùng ngày|hôm nay|hôm qua)"
    r"(?:\s*\([\d/.-]+\))?"
)
_SAYS: Final = re.compile(
    r"[\"”'’)]{0,2}(?:\s*\([^()]{1,30}\))?"
    rf"(?:\s+(?:của|ở|tại|phiên bản)\s+{_WORDS}(?:\s+{_WORDS}){{0,3}}?)?"
    rf"(?:\s+{_WHEN})?(?:\s*\([^()]{{1,30}}\))?"
    r"\s+(?:(?:cũng|vừa|đã|còn|mới đây|hôm nay|hôm qua|mới|trước đó|sau đó|cùng ngày|thì|vẫn"
    r"|đồng thời|từng|đêm qua|sáng nay|tuần qua|tuần trước|tuần này|tháng trước)\s+){0,3}"
    rf"(?:{REPORTS}|dẫn|cho biết|cho hay|trích dẫn|trích|thông tin|đăng tải|đăng|viết|tiết lộ"
    r"|mô tả|kể lại|kể|nêu rõ|nêu|cảnh báo|dự báo|ước tính|nhận định|bình luận"
    r"|khẳng định|công bố|điểm lại|thuật lại|phát sóng|ghi nhận"
    r"|thống kê|phân tích|biết|thực hiện|hỏi|phỏng vấn|đặt câu hỏi|nhận xét|lưu ý|cho rằng"
    r"|chỉ ra|lý giải|giải thích|xác nhận|hé lộ|liệt kê|tóm tắt|dự đoán|tiết lộ|nhấn mạnh"
    r"|đề cập|phản ánh|trích đăng|trích thuật|tổng hợp|kết luận|nhắc lại)(?!\w)"
)
# "Hãng tin Bloomberg nói rằng": of a medium that is called one.
_SPOKE: Final = re.compile(
    r"\s+(?:cũng\s+|đã\s+|vừa\s+)?(?:nói|gọi|hé lộ|so sánh|nhận xét|lưu ý)(?!\w)"
)
_ONLY_MEDIA: Final = re.compile(rf"{REPORTS}$")
_CREDIT: Final = re.compile(
    r"(?P<mark>ảnh|nguồn|clip|video|đồ họa|đồ hoạ|hình|photo)"
    r"(?:\s+(?:minh họa|minh hoạ|tư liệu|internet|ảnh|chụp màn hình|cắt từ clip|từ|của))?"
    r"\s*(?P<sign>[:(]?)\s*(?:[^.:()\n]{1,30}[/,;–-]\s*){0,3}$",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?…]['\"”’)]*\s+|\n")
_BYLINE_THEO: Final = re.compile(
    r"(?:theo|nguồn|dịch từ)[\s:]+(?:(?:báo|tờ|đài|hãng tin|trang)\s+)?"
    r"(?:[^.;:()]{1,25}(?:[,/&-]|\svà)\s*){0,3}$",
    re.IGNORECASE,
)
_BYLINE_NAME: Final = re.compile(r"(?:^|[/(–—-]\s*|,\s*)$")
# Behind it other names may follow and what was done, no sentence.
_BYLINE_REST: Final = re.compile(
    rf"(?:[)\].\s/,;&–-]|[{UPPER}\d][\w.]*|và|tổng hợp|lược dịch|dịch|biên dịch|ghi|\d+)*"
)


class Kind(NamedTuple):
    """In which way a medium is used at one place, by which rule, and in which words.

    The words are code points ``start`` to ``end`` of the text: the name with its cue.
    """

    kind: SourceKind
    rule: Rule
    start: int
    end: int


def kind_of(text: str, found: Named, place: Place) -> Kind | None:
    """The kind of one occurrence; None when it is no agency here.

    ``place`` says what ``text`` is: running text, the body (which may end in a
    byline), a picture's caption, a closing line.
    """
    start, end = found.start, found.end
    before = text[max(0, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if place == "caption":
        return Kind("photo", Rule.SOURCE_CAPTION, start, end)
    credit = _credit(before)
    if credit is not None:
        return Kind("photo", Rule.SOURCE_CREDIT, start - credit, end)
    if place == "closing" or (place == "body" and _closes(text, found)):
        if found.paper or _is_native(found.name):
            return None
        return Kind("relay", Rule.SOURCE_CLOSING, start, end)
    cited = _cited(before, after, found)
    if cited:
        return Kind("cite", cited.rule, start - cited.before, end + cited.after)
    # What no table lists and no word around it calls a source is too often no medium.
    if not found.listed or (found.needs_cue and not _MEDIUM.search(before)):
        return None
    return Kind("mention", Rule.SOURCE_NAMED, start, end)


def _is_native(name: str) -> bool:
    """A paper that no table lists, but Vietnamese by its name."""
    return all(is_syllable(word) for word in name.split())


def _credit(before: str) -> int | None:
    """How far before a name its credit begins: "Ảnh: AFP/", "(Ảnh RIA": a sign or a
    capital; "bức ảnh của BGR" has neither. None where there is none."""
    match = _CREDIT.search(before)
    if match is None or not (match["sign"] or match["mark"][0].isupper()):
        return None
    return len(before) - match.start()


class _Cue(NamedTuple):
    """The cue of a citation: how many code points before and after the name it takes."""

    rule: Rule
    before: int
    after: int


def _cited(before: str, after: str, found: Named) -> _Cue | None:
    theo = _THEO.search(before)
    if theo:
        return _Cue(Rule.SOURCE_THEO, len(before) - theo.start(), 0)
    told = _TOLD.search(before)
    if told is not None and not told.group().lower().startswith("cho "):
        interview = "phỏng vấn" in told.group().lower()
        cued = not found.needs_cue or interview or _MEDIUM.search(before)
        return _Cue(Rule.SOURCE_TOLD, len(before) - told.start(), 0) if cued else None
    says = _SAYS.match(after)
    if says is None:
        spoke = _SPOKE.match(after) if _MEDIUM.search(before) else None
        return _Cue(Rule.SOURCE_REPORTS, 0, spoke.end()) if spoke else None
    # Only media "đưa tin"; "cho biết" everybody does.
    if found.needs_cue and not _ONLY_MEDIA.search(says.group()) and not _MEDIUM.search(before):
        return None
    return _Cue(Rule.SOURCE_REPORTS, 0, says.end())


def _closes(text: str, found: Named) -> bool:
    """Whether the name stands in the line that closes the body: "(Theo Reuters)", "Hà/AP"."""
    rest = text[found.end : found.end + _REST + 20].strip()
    if len(rest) > _REST or _BYLINE_REST.fullmatch(rest) is None:
        return False
    tail = _tail(text[max(0, found.start - 2 * _TAIL) : found.start])
    if _BYLINE_THEO.search(tail):
        return True
    return len(tail) <= _REST and _BYLINE_NAME.search(tail.strip(" ")) is not None


def _tail(text: str) -> str:
    """What stands after the last sentence's end."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        start = match.end()
    return text[start:]
