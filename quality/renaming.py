"""The same articles with names nobody has seen: what is learnt about language stays right.

Every person of the gold gets a name of the same shape: foreign words become
other foreign words, Vietnamese names other Vietnamese names, initials,
particles and hyphens stay. Names of agencies change the same way, except the
words that any masthead may have (Post, Times, News).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Final

from index.analysis import is_syllable
from quality.gold import GoldPerson, GoldQuote, Row

_HEADS: Final = ("Bras", "Dov", "Fel", "Gor", "Hesk", "Jor", "Kal", "Lem", "Mirk", "Nost", "Vord")
_TAILS: Final = ("amir", "ankov", "elda", "enko", "erin", "idze", "isson", "ovic", "ulla", "ebert")
_SURNAMES: Final = ("Nguyễn", "Trần", "Phạm", "Bùi", "Đặng", "Đỗ", "Ngô", "Phan", "Trịnh", "Đinh")
_GIVEN: Final = ("Khôi", "Thục", "Quyên", "Hiển", "Trâm", "Kiên", "Diệu", "Lộc", "Triết", "Hạnh")
_SMALL: Final = ("ok", "eun", "hye", "jin", "mo", "wan", "seo")
_MASTHEADS: Final = (
    "the news times post mail daily herald tribune journal joural today insider street image"
    " images tv and of trực tuyến thức"
)
_MASTHEAD: Final = frozenset(_MASTHEADS.split())
_LETTERS: Final = "BCDFGHKLMNPRSTVX"
_WORD: Final = re.compile(r"[^\s.\-–'’]+")


def renamed(row: Row) -> Row:
    """``row`` with its persons and agencies renamed, in text and gold alike."""
    people = {
        form: _person(form, _is_native(person.name))
        for person in row.persons
        for form in person.forms
    }
    own = set(row.outlets)
    media = {name: _medium(name) for name, _ in row.agencies if name not in own}
    change = _changer({**media, **people})
    return Row(
        id=row.id,
        title=change(row.title),
        standfirst=change(row.standfirst),
        body=change(row.body),
        persons=tuple(
            GoldPerson(people[one.name], tuple(people[form] for form in one.forms))
            for one in row.persons
        ),
        agencies=tuple((media.get(name, name), kind) for name, kind in row.agencies),
        outlets=row.outlets,
        quotes=tuple(GoldQuote(change(one.speaker), change(one.text)) for one in row.quotes),
    )


class _changer:  # noqa: N801  # used as a function
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        longest = sorted(names, key=len, reverse=True)
        inner = "|".join(map(re.escape, longest))
        self._pattern = re.compile(rf"(?<!\w)(?:{inner})(?!\w)") if names else None

    def __call__(self, text: str) -> str:
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._names[match.group()], text)


def _pick(word: str, options: Iterable[str]) -> str:
    """The same choice for the same word everywhere."""
    choices = list(options)
    return choices[int(hashlib.sha256(word.encode()).hexdigest(), 16) % len(choices)]


def _person(form: str, native: bool) -> str:
    words = _WORD.findall(form)

    def change(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) == 1 or word in ("bin", "al", "el", "de", "van", "von"):
            return word
        if word[0].islower():
            return _pick(word, _SMALL)
        if native:
            first = match.start() == 0 and len(words) > 2
            return _pick(word, _SURNAMES if first else _GIVEN)
        return _pick(word, _HEADS) + _pick(word + "+", _TAILS)

    return _WORD.sub(change, form)


def _is_native(name: str) -> bool:
    return all(is_syllable(word) for word in _WORD.findall(name)) and not name.isascii()


def _medium(name: str) -> str:
    def change(match: re.Match[str]) -> str:
        word = match.group()
        if word.lower() in _MASTHEAD or not word[0].isalpha() or is_syllable(word.lower()):
            return word
        if word.isupper():
            return "".join(_pick(word + str(at), _LETTERS) for at in range(max(2, len(word))))
        made = _pick(word, _HEADS) + _pick(word + "-", _TAILS)
        return made if word[0].isupper() else made.lower()

    return _WORD.sub(change, name)
