"""The files of alternatives → groups of names, checked; what a newsroom may write there.

The format is explained in ``data/README.md``, beside the files, for the people
who edit them. Everything wrong with a file is a :class:`BadData` that names the
file, the line of the group and what to do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from index.analysis import AltForm, forms_of_each
from index.errors import BadData
from index.wording import Wording
from search.limits import ALTERNATIVE_NAMES, PHRASE_WORDS

WEIGHT: Final = 0.6
KINDS: Final = (
    "countries",
    "places",
    "vietnam",
    "provinces",
    "people",
    "organisations",
    "government",
    "media",
    "weapons",
    "business",
    "sport",
    "abbreviations",
    "spelling",
)
"""The files of ``data/``, in the order in which they are read."""

_BOTH: Final = "members"
_TYPED: Final = "typed_only"
_SEARCHED: Final = "searched_only"
_NOT_IN: Final = "not_in"
_LISTS: Final = (_BOTH, _TYPED, _SEARCHED)
_GROUP_KEYS: Final = frozenset((*_LISTS, _NOT_IN, "weight", "marked"))
_NAME_KEYS: Final = frozenset(("name", "weight", "from", "until"))

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A name as it is shown, its exact tokens, and the joined forms over them."""

    text: str
    forms: Forms
    alts: tuple[AltForm, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a group. ``since`` and ``until`` are the days that bound it, inclusive.

    ``typed``: typing it offers the others; ``searched``: the others offer it.
    """

    words: Words
    weight: float = WEIGHT
    since: date | None = None
    until: date | None = None
    typed: bool = True
    searched: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Names that stand for each other.

    Inside a phrase of ``not_in`` they mean something else. ``marked``: without
    their diacritics they would be taken for other words.
    """

    kind: str
    names: tuple[Name, ...]
    not_in: tuple[Words, ...] = ()
    marked: bool = False


def packaged() -> Iterator[Group]:
    """The groups that come with the program. Raises :class:`BadData`."""
    folder = resources.files("search.language") / "data"
    for kind in KINDS:
        yield from _Reader(folder / f"{kind}.toml", kind, least=2).groups()


def newsroom(path: Path) -> Iterator[Group]:
    """The groups of a newsroom's own file, where a single name is a group, too.

    Raises :class:`BadData`, also when there is no such file.
    """
    return _Reader(path, "newsroom", least=1).groups()


@dataclass(frozen=True, slots=True)
class _Reader:
    """One file; a group of it has at least ``least`` names."""

    file: Traversable
    kind: str
    least: int

    def groups(self) -> Iterator[Group]:
        text = self._text()
        tables = self._tables(text)
        lines = [at for at, line in enumerate(text.splitlines(), 1) if _is_header(line)]
        names = [_texts(table) for table in tables]
        words = _analysed(text for each in names for text in each)
        for at, table in enumerate(tables):
            line = lines[at] if at < len(lines) else None
            yield _Builder(self.file, line, self.kind, self.least, words).group(table)

    def _text(self) -> str:
        try:
            return self.file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise BadData(_UNREADABLE, file=self.file, reason=error) from error

    def _tables(self, text: str) -> list[Mapping[str, object]]:
        try:
            found = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadData(_NOT_TOML, file=self.file, reason=error) from error
        tables = found.pop("group", [])
        if found:
            raise BadData(_UNKNOWN_TABLE, file=self.file, key=next(iter(found)))
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            raise BadData(_NOT_GROUPS, file=self.file)
        return tables


def _is_header(line: str) -> bool:
    return line.replace(" ", "").startswith("[[group]]")


def _texts(table: Mapping[str, object]) -> Iterator[str]:
    """Every string of ``table`` that is a name or a phrase, whatever else is wrong with it."""
    for key in (*_LISTS, _NOT_IN):
        each = table.get(key)
        for entry in each if isinstance(each, list) else ():
            text = entry.get("name") if isinstance(entry, dict) else entry
            if isinstance(text, str):
                yield text


def _analysed(texts: Iterator[str]) -> Mapping[str, Words]:
    """The words of each of ``texts``."""
    plain = {text: " ".join(text.split()) for text in texts}
    forms = forms_of_each(list(plain.values()))
    return {t: Words(shown, *each) for (t, shown), each in zip(plain.items(), forms, strict=True)}


@dataclass(frozen=True, slots=True)
class _Builder:
    """One table of a file → a Group."""

    file: Traversable
    line: int | None
    kind: str
    least: int
    words: Mapping[str, Words]

    def group(self, table: Mapping[str, object]) -> Group:
        self._known(table, _GROUP_KEYS)
        weight = self._weight(table.get("weight", WEIGHT), "weight")
        marked = table.get("marked", False)
        if not isinstance(marked, bool):
            raise self._bad(_NOT_A_SWITCH, value=marked)
        names: dict[Forms, Name] = {}
        for key in _LISTS:
            for entry in self._list(table, key):
                name = self._name(entry, key, weight)
                names.setdefault(name.words.forms, name)
        if len(names) < self.least:
            raise self._bad(_TOO_FEW, least=self.least)
        if len(names) > ALTERNATIVE_NAMES:
            raise self._bad(_TOO_MANY, most=ALTERNATIVE_NAMES)
        if not any(name.searched for name in names.values()):
            raise self._bad(_NOTHING_SEARCHED)
        phrases = tuple(self._phrase(entry, names) for entry in self._list(table, _NOT_IN))
        return Group(self.kind, tuple(names.values()), phrases, marked)

    def _bad(self, reason: Wording, **details: object) -> BadData:
        return BadData(reason, file=self.file, line=self.line, **details)

    def _known(self, table: Mapping[str, object], keys: frozenset[str]) -> None:
        if not table.keys() <= keys:
            unknown = next(key for key in table if key not in keys)
            raise self._bad(_UNKNOWN_KEY, key=unknown, known=", ".join(sorted(keys)))

    def _list(self, table: Mapping[str, object], key: str) -> Sequence[object]:
        entries = table.get(key, [])
        if not isinstance(entries, list):
            raise self._bad(_NOT_A_LIST, key=key)
        return entries

    def _name(self, entry: object, key: str, weight: float) -> Name:
        typed, searched = key != _SEARCHED, key != _TYPED
        if not isinstance(entry, dict):
            return Name(self._spelled(entry), weight, None, None, typed, searched)
        self._known(entry, _NAME_KEYS)
        words = self._spelled(entry.get("name"))
        since, until = self._day(entry, "from"), self._day(entry, "until")
        if since and until and since > until:
            raise self._bad(_NO_DAYS, name=words.text)
        weight = self._weight(entry.get("weight", weight), words.text)
        return Name(words, weight, since, until, typed, searched)

    def _spelled(self, text: object) -> Words:
        words = self.words[text] if isinstance(text, str) else None
        if words is None or not words.forms:
            raise self._bad(_NOT_A_NAME, value=text)
        if len(words.forms) > PHRASE_WORDS:
            raise self._bad(_TOO_LONG, name=text, most=PHRASE_WORDS)
        return words

    def _phrase(self, entry: object, names: Mapping[Forms, Name]) -> Words:
        words = self._spelled(entry)
        inside = (name for name in names if len(name) < len(words.forms))
        if not any(contains(words.forms, name) for name in inside):
            raise self._bad(_NO_NAME_INSIDE, name=words.text)
        return words

    def _weight(self, value: object, name: str) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
            raise self._bad(_BAD_WEIGHT, name=name, value=value)
        return float(value)

    def _day(self, table: Mapping[str, object], key: str) -> date | None:
        day = table.get(key)
        if day is None or (isinstance(day, date) and not isinstance(day, datetime)):
            return day
        raise self._bad(_BAD_DAY, key=key, value=day)


def contains(whole: Forms, part: Forms) -> bool:
    """Whether the tokens of ``part`` stand side by side in ``whole``."""
    size = len(part)
    return any(whole[at : at + size] == part for at in range(len(whole) - size + 1))


_UNREADABLE: Final = Wording(
    vi="không đọc được ({reason}). Hãy kiểm tra đường dẫn và lưu tệp theo mã UTF-8.",
    en="it cannot be read ({reason}). Check the path, and save the file as UTF-8.",
)
_NOT_TOML: Final = Wording(
    vi="sai cú pháp TOML ({reason}). Hãy xem lại dấu ngoặc kép, dấu phẩy và dấu ] quanh dòng đó.",
    en="it is not TOML ({reason}). Look at the quotes, commas and ] around that line.",
)
_UNKNOWN_TABLE: Final = Wording(
    vi="không có mục “{key}”. Mỗi nhóm phải bắt đầu bằng dòng [[group]].",
    en="there is no “{key}” here. Every group must begin with a line [[group]].",
)
_NOT_GROUPS: Final = Wording(
    vi="“group” phải là các nhóm. Mỗi nhóm phải bắt đầu bằng dòng [[group]].",
    en="“group” must be groups. Every group must begin with a line [[group]].",
)
_UNKNOWN_KEY: Final = Wording(
    vi="không có khóa “{key}”. Các khóa dùng được: {known}.",
    en="there is no key “{key}”. The keys are: {known}.",
)
_NOT_A_LIST: Final = Wording(
    vi='“{key}” phải là danh sách tên trong ngoặc vuông, ví dụ: {key} = ["Moscow", "Moskva"].',
    en='“{key}” must be a list of names in brackets, for example: {key} = ["Moscow", "Moskva"].',
)
_NOT_A_NAME: Final = Wording(
    vi="“{value}” không phải là tên. Tên là chữ trong ngoặc kép, có ít nhất một chữ hoặc số.",
    en="“{value}” is no name. A name is text in quotes with at least one letter or digit.",
)
_TOO_LONG: Final = Wording(
    vi="“{name}” dài quá {most} từ. Hãy dùng tên ngắn hơn.",
    en="“{name}” is longer than {most} words. Use a shorter name.",
)
_TOO_FEW: Final = Wording(
    vi="nhóm cần ít nhất {least} tên khác nhau. Hãy thêm tên hoặc xóa nhóm.",
    en="a group needs {least} or more different names. Add some, or take the group out.",
)
_TOO_MANY: Final = Wording(
    vi="nhóm có quá {most} tên. Hãy tách nhóm hoặc bỏ các tên ít dùng.",
    en="the group has more than {most} names. Split it, or leave rare names out.",
)
_NOTHING_SEARCHED: Final = Wording(
    vi="nhóm chỉ có typed_only nên không có gì để tìm. Hãy chuyển một tên sang members.",
    en="the group has only typed_only, so there is nothing to find. Move a name to members.",
)
_NO_NAME_INSIDE: Final = Wording(
    vi="cụm “{name}” trong not_in không chứa tên nào của nhóm. Hãy sửa hoặc bỏ cụm này.",
    en="the phrase “{name}” of not_in has no name of the group in it. Mend it or take it out.",
)
_BAD_WEIGHT: Final = Wording(
    vi="“{name}” có trọng số {value}. Trọng số phải lớn hơn 0 và không quá 1, ví dụ 0.3.",
    en="“{name}” has the weight {value}. A weight is above 0 and at most 1, for example 0.3.",
)
_BAD_DAY: Final = Wording(
    vi="“{key}” không phải là ngày: {value}. Hãy viết năm-tháng-ngày, không ngoặc kép: 2025-06-30.",
    en="“{key}” is not a day: {value}. Write year-month-day without quotes: 2025-06-30.",
)
_NO_DAYS: Final = Wording(
    vi="“{name}” có from sau until. Hãy sửa lại hai ngày.",
    en="“{name}” has a from after its until. Mend the two days.",
)
_NOT_A_SWITCH: Final = Wording(
    vi="marked = {value} không dùng được: chỉ nhận true hoặc false, không ngoặc kép.",
    en="marked = {value} cannot be used: it is true or false, without quotes.",
)
