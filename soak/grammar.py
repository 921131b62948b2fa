"""Random queries of the whole query language, and beyond its limits.

query = Grammar(vocabulary, Random(7)).query()
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from benchmarks.slips import keystrokes
from index.analysis import fold
from soak.vocabulary import Vocabulary

_FIELDS: Final = ("title", "person", "said", "outlet", "source", "date")
_DATES: Final = (
    "2022", "2022-03", "2022-03-01", "2021..2022", "..2020-05", "2019-01..", "2022-02-30",
    "hôm nay", "1016", "9999-12-31", "2022-03-01..2022-03-31",
)  # fmt: skip
_PLAIN: Final = (
    "ngày 26 tháng 8", "26/8", "30-4", "30/4", "4.700", "4700", "F-16", "f16", "covid-19", "2,5%",
    "1945", "Đ/c", "TP.HCM", "U.S.A.", "AT&T", "C++", "100.000.000", "10h30", "http://vov.vn/a?b=c",
    "ai@bao.vn", "NGÀY 2/9", "'", "’", "-", "--", "|", "&&", "AND", "NOT", "HOẶC", "or", "…",
)  # fmt: skip
_FOREIGN: Final = (
    "Путин", "Киев", "中国", "日本語の新聞", "한국", "العربية", "עברית", "ไทย", "ខ្មែរ", "हिन्दी",
    "ελληνικά", "😀🇻🇳", "Straße", "İstanbul", "ﬁnance", "Ⅳ", "①", "x\u0301\u0302",
    "\u202eabc", "a\u200bb", "\ufeffnga", "ư\u031b", "Nh©n d©n", "ViÖt Nam", "Ð¹i häc",
    "Tiáº¿ng Viá»\u2021t",
)  # fmt: skip


class Grammar:
    """Draws queries; the same seed and vocabulary give the same ones."""

    def __init__(self, vocabulary: Vocabulary, random: Random) -> None:
        self._vocabulary = vocabulary
        self._random = random

    def query(self) -> str:
        """One query, mostly short, now and then far too long."""
        shape = self._random.random()
        if shape < 0.03:
            return self._long()
        if shape < 0.05:
            return self._deep()
        return self._group(self._random.choice((0, 1, 1, 2, 3)))

    def words(self, most: int = 6) -> str:
        """Words side by side, as somebody may type them."""
        return " ".join(self.word() for _ in range(self._random.randint(1, most)))

    def word(self) -> str:
        """One word in some spelling."""
        kind, vocabulary, choice = self._random.random(), self._vocabulary, self._random.choice
        if kind < 0.35:
            word = choice(vocabulary.frequent)
        elif kind < 0.65:
            word = choice(vocabulary.words)
        elif kind < 0.75:
            word = choice(vocabulary.terms)
        elif kind < 0.82:
            word = choice(vocabulary.persons)
        elif kind < 0.92:
            word = choice(_PLAIN)
        else:
            word = choice(_FOREIGN)
        return self._spelt(word)

    def _spelt(self, word: str) -> str:
        spellings: Sequence[Callable[[str], str]] = (
            str, str, str, str, fold, fold, fold, str.upper, str.title,
            lambda text: unicodedata.normalize("NFD", text), self._telex, self._slip,
        )  # fmt: skip
        return self._random.choice(spellings)(word)

    def _telex(self, text: str) -> str:
        return " ".join(keystrokes(each, "telex", "end") or each for each in text.split())

    def _slip(self, text: str) -> str:
        at = self._random.randrange(len(text) + 1)
        return text[:at] + self._random.choice("aeghnưđ ") + text[at + self._random.randint(0, 1) :]

    def _group(self, depth: int) -> str:
        """Items side by side, with OR between some."""
        parts: list[str] = []
        for _ in range(self._random.choice((1, 1, 1, 2, 2, 3, 5))):
            if parts and self._random.random() < 0.15:
                parts.append(self._random.choice(("OR", "HOẶC", "|")))
            parts.append(self._item(depth))
        return " ".join(parts)

    def _item(self, depth: int) -> str:
        minus = "-" if self._random.random() < 0.1 else ""
        if depth and self._random.random() < 0.4:
            return f"{minus}({self._group(depth - 1)})"
        return minus + self._random.choice(
            (self.words, self.words, self.words, self._quoted, self._quoted, self._near,
             self._fuzzy, self._starting, self._field, self._said)
        )()  # fmt: skip

    def _quoted(self) -> str:
        opening, closing = self._random.choice(('""', "“”", "«»", '"”', "„“"))
        return f"{opening}{self.words(8)}{closing}"

    def _near(self) -> str:
        return f"{self._quoted()}~{self._random.choice((0, 1, 3, 5, 20, 50, 51, 999))}"

    def _fuzzy(self) -> str:
        return f"{self.word()}~{self._random.choice(('', '', 1, 2, 2, 3, 9, 12))}"

    def _starting(self) -> str:
        word = self.word()
        return f"{word[: self._random.randint(0, 5)]}*{'' if self._random.random() < 0.9 else word}"

    def _field(self) -> str:
        field, vocabulary, choice = (
            self._random.choice(_FIELDS),
            self._vocabulary,
            self._random.choice,
        )
        value = {
            "outlet": choice(vocabulary.outlets),
            "source": choice(vocabulary.sources),
            "person": choice(vocabulary.persons),
            "date": choice(_DATES),
        }.get(field, self.word())
        first = value.partition(" ")[0]
        shapes = (value, f'"{value}"', f"({self._group(0)})", first, self._starting())
        return f"{field}:{choice(shapes)}"

    def _said(self) -> str:
        speaker = self._random.choice(("*", self.word(), f'"{self.word()}"', f"({self._group(0)})"))
        return f"said:{speaker} {self._group(0)}"

    def _long(self) -> str:
        """More than a query may hold: of words, of stars, of phrases, of one word."""
        shapes: Sequence[Callable[[], str]] = (
            lambda: " ".join(self._random.choices(self._vocabulary.frequent, k=90)),
            lambda: fold(" ".join(self._random.choices(self._vocabulary.frequent, k=120))),
            lambda: " ".join(
                f"{word[:2]}*" for word in self._random.choices(self._vocabulary.words, k=200)
            ),
            lambda: " ".join(
                f"{word}~2" for word in self._random.choices(self._vocabulary.words, k=120)
            ),
            lambda: " OR ".join(self._quoted() for _ in range(30)),
            lambda: f'"{" ".join(self._random.choices(self._vocabulary.frequent, k=40))}"~50',
            lambda: self.word().replace(" ", "") * 400,
            lambda: "-".join(self._random.choices(self._vocabulary.words, k=150)),
            lambda: " ".join(self._said() for _ in range(20)),
        )
        return self._random.choice(shapes)()

    def _deep(self) -> str:
        depth = self._random.choice((7, 8, 9, 30, 400))
        opening = self._random.choice(("(", "-(", "title:(", f"({self.word()} OR ", "said:("))
        return opening * depth + self.word() + ")" * self._random.choice((depth, depth - 1, 0))
