"""The lines that close a story: who wrote it, whom it follows, which paper it is from.

"Theo RT", "(Theo Reuters)", "TTXVN/Tin Tức", "NHƯ TÂM (VnExpress)", "Vũ Anh Tuấn".
In text that runs on without line breaks they stand behind the last full stop.
"""

from __future__ import annotations

import re
from typing import Final

from index.enrich.outlet import OWN_LINE, closing_outlet, outlet_code
from index.enrich.tables import plain

_CUE: Final = re.compile(
    r"^\(?\s*(?:(?:lược|biên)\s+dịch\s+(?:theo|từ)|tổng hợp|nguồn(?:\s+tin)?\s*:|theo|nguồn)\b",
    re.IGNORECASE,
)
_INNER_CUE: Final = re.compile(
    r"[(,]\s*(?:tổng hợp\s+)?(?:theo|nguồn|tổng hợp|ghi|lược dịch|dịch)\b", re.IGNORECASE
)
_TERMINATOR: Final = re.compile(r"(?:[.!?…]|/\.)[”\"’')\]]*$|[”\"]$")
_ABBREVIATION: Final = re.compile(
    r"^[(“\"]?(?:[A-ZĐ]{1,2}|TP|Tp|TX|ThS|GS|PGS|BS|KTS|Dr|Mr|Mrs|Ms|St|tr|No|vs)\.$"
)
_INITIALS: Final = re.compile(r"^(?:[A-ZĐÂĂÊÔƠƯ]\.?){1,4}$")
_SHORT_NAME: Final = re.compile(r"^(?:[A-ZĐ]\.\s?){1,3}[A-ZĐ]\w*\.?$")  # "M.H", "N.Giang"
_JOIN: Final = frozenset("-–—&/,|") | {"và"}
# The page's stamp behind a signature, and where it was written: "(từ Bangkok)".
_DAY_TIME: Final = re.compile(
    r"\s*\|\s*\d{1,2}:\d{2}.*$|\s*\d{1,2}/\d{1,2}/\d{4}.*$|\s*\(\s*từ\s*[^()]{2,30}\)\s*$"
)
_SOURCE: Final = re.compile(r"\b(?:tổng hợp\s+)?(?:theo|nguồn)\b", re.IGNORECASE)
_PICTURES: Final = re.compile(r"\b(?:Ảnh|Video|Clip)\b\s*:?")
_LAST_THEO: Final = re.compile(r"[,/(]?\s*\b[Tt]heo\s+([^.,;:()]{2,40})$")
_GLUED: Final = re.compile(r"(?<=[a-zà-ỹ])(?=(?:Theo|Ảnh)\b)")  # "Duy AnTheo Daily Mail"
_DESKS: Final = frozenset({"CTV", "PV", "VOV.VN", "VOV"})
# what one who signs did, before the name: "Bài và ảnh: Lan Anh"
_SIGNED: Final = re.compile(
    r"^\s*(?:(?:bài|tin)(?:\s*(?:và|,|-|&)\s*ảnh)?|thực hiện|tác giả|người viết)\s*:\s*",
    re.IGNORECASE,
)
_ROLE: Final = re.compile(
    r"^\s*(?:tổng hợp|bài và ảnh|bài|tin|thực hiện|ghi)\s*[:\-]?\s*"
    r"|\b(?:tổng hợp|lược dịch|dịch|ghi)\s*$",
    re.IGNORECASE,
)
_NAMES: Final = re.compile(r"\s*[/,;|()&]\s*|\s+[-–—]\s*|\s*[-–—]\s+|\s+và\s+")
_MAX_WORDS: Final = 12
_TAIL: Final = 400  # code points; more than twice _MAX_WORDS words
_BRACKET: Final = 100


def _is_name_word(word: str) -> bool:
    core = word.strip("().,;|-–—&/")
    return bool(core) and (core[0].isupper() or bool(_INITIALS.match(word)))


def _all_names(words: list[str]) -> bool:
    named = [word for word in words if word not in _JOIN]
    return 1 <= len(named) <= 8 and all(map(_is_name_word, named))


def is_closing_line(text: str) -> bool:
    """Whether a whole line at a story's end closes it instead of telling it."""
    line = _SIGNED.sub("", _DAY_TIME.sub("", text.strip()))
    words = line.split()
    if not words or len(words) > _MAX_WORDS:
        return False
    if outlet_code(line.strip("()[] ")):
        return True
    if _CUE.match(line):
        return _names_source(line)
    inner = _INNER_CUE.search(line)
    if inner:
        return _all_names(line[: inner.start()].split())
    if line.endswith((".", "!", "?", "…", ":")) and not _INITIALS.match(words[-1]):
        return False
    if len(words) <= 8 and closing_outlet(line):
        return True
    if len(words) == 1:
        return bool(_SHORT_NAME.match(line))
    return len(words) <= 6 and _all_names(words)


def _names_source(line: str) -> bool:
    """Whether names follow the cue: "Theo RT", "(Tổng hợp)"; never "theo khoản 1 Điều 16"
    nor a sentence ("Theo Bộ Y tế, dịch đã được kiểm soát.")."""
    rest = _CUE.sub("", line).strip(" :()[]./").replace("/", " / ").split()
    if rest[:1] in (["từ"], ["báo"], ["trang"]):
        rest = rest[1:]
    told = [word for word in rest if word not in _JOIN and not _is_name_word(word)]
    return len(rest) <= 1 or (_is_name_word(rest[0]) and len(told) <= 1)


def closing_tail(text: str) -> int | None:
    """Where the closing line begins behind the last full stop of running text, or None."""
    if "cập nhật tin" in text[-_BRACKET:]:
        own_line = _followed_tail(text)
        if own_line is not None:
            return own_line
    whole = text.rstrip(" \t-–—")
    shift = max(0, len(whole) - _TAIL)
    last = whole[shift:].rsplit(maxsplit=1)[-1:]
    if last and _ends_story(last[0]):  # as most do
        return _bracketed_tail(whole)
    words = list(re.finditer(r"\S+", whole[shift:]))
    count = 0
    while count < len(words) and count <= _MAX_WORDS:
        word = words[-1 - count][0]
        ends = _TERMINATOR.search(word) and not _ABBREVIATION.match(word)
        if count and (ends or "://" in word):
            break
        count += 1
    if not 0 < count <= _MAX_WORDS or count >= len(words) - _MAX_WORDS:
        return _bracketed_tail(whole) or _followed_tail(whole)
    start = shift + words[-count].start()
    if is_closing_line(whole[start:]):
        return start
    return _bracketed_tail(whole) or _followed_tail(whole)


def _ends_story(word: str) -> bool:
    return bool(_TERMINATOR.search(word)) and not _INITIALS.match(word) and not word.endswith(")")


def _bracketed_tail(text: str) -> int | None:
    """A last bracket that names a source: "... vĩnh viễn. (Theo Dân trí)", "...(TTXVN)./."."""
    shift = max(0, len(text) - _BRACKET)
    match = re.search(r"\(([^()]{2,60})\)[\s./]*$", text[shift:])
    if not match or shift + match.start() < _BRACKET:
        return None
    inside = match[1].strip()
    cued = _CUE.match(inside) and _names_source(inside)
    if cued or outlet_code(inside) or closing_outlet(inside):
        return shift + match.start()
    return None


def _followed_tail(text: str) -> int | None:
    """A known paper at the very end with no full stop before it: "... (Tổng hợp) theo X",
    "... Báo X cập nhật tin tức trong ngày"."""
    shift = max(0, len(text) - _BRACKET)
    found = _LAST_THEO.search(text[shift:]) or OWN_LINE.search(text[shift:])
    return shift + found.start() if found and shift and outlet_code(found[1]) else None


def closing_authors(closing: tuple[str, ...]) -> tuple[str, ...]:
    """The people who sign: capitalised names of two to five words beside the paper.

    "NHƯ TÂM (VnExpress)" gives NHƯ TÂM; what follows "Theo" is a source, no author.
    """
    found: list[str] = []
    for printed in closing:
        line = _GLUED.sub(" ", printed)
        own = _PICTURES.split(_SOURCE.split(_DAY_TIME.sub("", line), maxsplit=1)[0], maxsplit=1)[0]
        for piece in _NAMES.split(_ROLE.sub("", _SIGNED.sub("", own))):
            name = _said_once([word for word in piece.strip(" .-–—").split() if word not in _DESKS])
            if _is_signature(name) and plain(name) not in map(plain, found):
                found.append(name)
    return tuple(found)


def _said_once(words: list[str]) -> str:
    """A name that a page prints twice in a row ("Mai Phương Mai Phương"), once."""
    half = len(words) // 2
    twice = words[:half] == words[half:] and (half >= 2 or (half == 1 and "." in words[0]))
    return " ".join(words[:half] if twice else words)


def _is_signature(name: str) -> bool:
    words = name.split()
    signed = 2 <= len(words) <= 5 or bool(_SHORT_NAME.match(name))
    return signed and _all_names(words) and not closing_outlet(name)
