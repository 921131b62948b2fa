"""What stands near a name and may tell who is meant: role, place, year of birth.

Only what the text itself puts beside the name counts: a title right before it ("bị cáo
X", "Chủ tịch UBND tỉnh Nghệ An X") or behind a comma or dash ("X, Phó giám đốc ..."),
a residence ("X (35 tuổi, trú tỉnh Bình Dương)"), a stated year or age.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from index.article import Article, Mention, Person
from index.enrich.persons.tables import tables
from index.enrich.phrases import Phrases
from index.enrich.tables import normal

_BEFORE: Final = 90
_AFTER: Final = 120
_SENTENCE: Final = re.compile(r"[.!?…\n]\s")
_WORD: Final = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_BREAK: Final = re.compile(r"[,;:()\"“”]")
_RESIDES: Final = re.compile(r"\b(?:ngụ|trú|quê|thường trú|tạm trú|sống|ở)\b", re.IGNORECASE)
_OPENS: Final = re.compile(r"\s*(?:,|-|–|\()\s*")
_BORN: Final = re.compile(r"\b(?:SN|sinh năm|sinh)\s*:?\s*((?:19|20)\d\d)\b", re.IGNORECASE)
_AGED: Final = re.compile(r"\(\s*(\d{1,2})\s*tuổi|^,?\s*(\d{1,2})\s*tuổi")
# "mẹ Nga" is not Nga: what says whose kin somebody is says nothing of who is named
_KIN_WORDS: Final = (
    "mẹ bố cha vợ chồng con em anh chị cháu ông bà cô dì chú bạn người đàn thân gia họ thị tên"
)
_KIN: Final = frozenset(_KIN_WORDS.split())
# Offices and callings that open with such a word.
_NO_KIN: Final = (
    "anh hùng",
    "bác học",
    "bác sĩ",
    "bác sỹ",
    "người dẫn chương trình",
    "người mẫu",
    "người phát ngôn",
    "người sáng lập",
    "người đứng đầu",
    "thân vương",
    "thị trưởng",
)
_CALLINGS: Final = frozenset(tuple(each.split()) for each in _NO_KIN)
# Between a title and the name: "Chủ tịch UBND tỉnh Nghệ An Nguyễn Văn A" has five.
_FAR: Final = 9


@dataclass(frozen=True, slots=True)
class Context:
    """Roles as titles in lower case, places as :func:`places` names them, years of birth.

    Each with the number of mentions it was seen at.
    """

    roles: Mapping[str, int]
    places: Mapping[str, int]
    born: Mapping[int, int]


def context(article: Article, person: Person) -> Context:
    """What stands near the mentions of ``person``."""
    roles: Counter[str] = Counter()
    found: Counter[str] = Counter()
    born: Counter[int] = Counter()
    year = int(article.date.value[:4]) if article.date and article.date.value[:1] != "X" else None
    for mention in person.mentions:
        before, after = _around(article, mention)
        title, between = _title_before(before)
        role = title or _title_after(after)
        if role:
            roles[role] += 1
        residence = _residence(after)
        # a place inside a longer name is no place of this person: count each once
        found.update(set(_places_in(between)) | set(_places_in(residence)))
        if (stated := _born(after, year)) is not None:
            born[stated] += 1
    return Context(roles, found, born)


def _around(article: Article, mention: Mention) -> tuple[str, str]:
    """The rest of the sentence on both sides, cut to what may bear on the name."""
    text = getattr(article, mention.field) or ""
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    after = text[mention.end : mention.end + _AFTER]
    before = _SENTENCE.split(before)[-1]
    return before, _SENTENCE.split(after)[0]


def _title_before(before: str) -> tuple[str | None, str]:
    """The nearest title of the clause, and what stands between it and the name."""
    clause = _BREAK.split(before)[-1]
    words = list(_WORD.finditer(clause))
    keys = [normal(word[0]) for word in words]
    for end in range(len(keys), max(0, len(keys) - _FAR), -1):
        size = _title_ending(keys, end)
        if size:
            between = clause[words[end - 1].end() :]
            # what is between a title and the name is the name of a body or a place
            if end < len(keys) and not _all_one_body(between):
                return None, ""
            return " ".join(keys[end - size : end]), between
    return None, ""


def _title_ending(keys: list[str], end: int) -> int:
    """How many of ``keys[:end]`` a title that ends there takes; 0 if none does."""
    return _titles().ending(keys, end - 1) or 0


@cache
def _titles() -> Phrases[int]:
    """Titles and offices, and how many words each has."""
    return Phrases(
        (words, len(words))
        for words, cue in tables().cues.values.items()
        if cue.kind in ("direct", "office") and (words[0] not in _KIN or words in _CALLINGS)
    )


# What the name of a body never holds: between a title and a name it says that the title
# is another's ("Giám đốc công ty đã gặp Lê Nam").
_NOT_OF_BODIES: Final = (
    "đã đang sẽ vừa cũng là bị được gặp với cho cùng từ khi trong tại ở rằng mà có không để do "
    "bởi theo về đến tới hỏi mời gọi khen chê bắt thay thăm tặng trao"
)
_OTHER_WORDS: Final = frozenset(_NOT_OF_BODIES.split())


def _all_one_body(between: str) -> bool:
    """Whether only the name of a body or place stands there: no verb, nobody else."""
    keys = [normal(word[0]) for word in _WORD.finditer(between)]
    verbs = tables().verbs.starts
    return all(key not in _OTHER_WORDS and key not in verbs for key in keys)


def _title_after(after: str) -> str | None:
    """ "X, Phó giám đốc Công an ...": the title that opens an apposition."""
    opening = _OPENS.match(after)
    if opening is None:
        return None
    keys = [normal(word[0]) for word in _WORD.finditer(after[opening.end() :])][:6]
    for end in range(min(5, len(keys)), 0, -1):
        if _title_ending(keys, end) == end:
            return " ".join(keys[:end])
    return None


def _residence(after: str) -> str:
    """What is said about where the person lives, "" where nothing is."""
    if not _OPENS.match(after):
        return ""
    found = _RESIDES.search(after)
    if found is None:
        return ""
    closing = after.find(")", found.end())
    return after[found.end() : closing if closing >= 0 else None]


def _born(after: str, year: int | None) -> int | None:
    opening = _OPENS.match(after)
    if opening is None:
        return None
    near = after[:40]
    if stated := _BORN.search(near):
        return int(stated[1])
    aged = _AGED.search(near)
    if aged and year:
        return year - int(aged[1] or aged[2])
    return None


@cache
def places() -> Mapping[str, str]:
    """Every way to write a place → the name it goes by here."""
    file = resources.files("index.people") / "data" / "places.txt"
    found: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            first, *others = (each.strip() for each in line.split(","))
            found |= dict.fromkeys((first, *others), first)
    return found


@cache
def _place_pattern() -> re.Pattern[str]:
    longest = sorted(places(), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")


def _places_in(text: str) -> Iterator[str]:
    return (places()[found[0]] for found in _place_pattern().finditer(text)) if text else iter(())
