"""The word lists of ``enrich/data`` that the recognition of persons reads.

All of them are edited by newsrooms. Two name persons (given names, aliases);
the rest is language: surnames, forms of address, titles, what is no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from itertools import chain
from typing import Final, Literal

from index.analysis.memo import Memo
from index.enrich.phrases import Phrase, Phrases
from index.enrich.tables import normal, normal_once, table

Gender = Literal["m", "f"]
CueKind = Literal["honorific", "direct", "office", "thing", "nothing"]


def _words(phrase: str) -> Phrase:
    return tuple(normal(word) for word in phrase.replace(" - ", " ").split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that says what the name after it is."""

    words: Phrase
    kind: CueKind
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Aliases:
    """Look-ups from the normal form of a spelling to the canonical name."""

    full: Mapping[str, str] = field(default_factory=dict)
    alone: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tables:
    """``surnames`` say whether they are unmistakable; one of several words is joined by spaces.

    ``address`` and ``rank`` are the honorifics and the titles of one word, ``nouns`` the cues
    that are things.
    """

    surnames: Mapping[str, bool]
    names: Phrases[bool]
    cues: Phrases[Cue]
    address: frozenset[str]
    rank: frozenset[str]
    nouns: frozenset[Phrase]
    things: Phrases[bool]
    foreign_words: frozenset[str]
    openers: frozenset[str]
    streets: frozenset[Phrase]
    verbs: Phrases[bool]
    done_to: Phrases[bool]
    given_names: frozenset[str]
    aliases: Aliases

    def without_names(self) -> Tables:
        """The same with every list of persons' names emptied (for honest scores)."""
        return replace(self, given_names=frozenset(), aliases=Aliases())

    def thing_at(self, keys: list[str], at: int, end: int) -> int:
        """How many of ``keys[at:end]`` the longest listed non-person takes, 0 if none."""
        found = self.things.at(keys, at, end)
        return found[0] if found else 0

    def surname_at(self, keys: list[str], at: int, end: int) -> int:
        """How many of ``keys[at:end]`` the longest surname takes, 0 if none."""
        found = self.names.at(keys, at, end)
        return found[0] if found else 0


def _lines(name: str) -> Iterator[str]:
    file = resources.files("index.enrich") / "data" / f"{name}.txt"
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.rstrip()


def titles(name: str) -> Iterator[tuple[str, Gender | None]]:
    """The phrases of one list of titles in normal form, each with whom it can mean."""
    for line in _lines(name):
        phrase, _, gender = line.partition("\t")
        if not phrase.startswith("!"):
            yield (
                " ".join(_words(phrase)),
                "m" if gender == "m" else "f" if gender == "f" else None,
            )


def _cues() -> Phrases[Cue]:
    found: dict[Phrase, Cue] = {}
    sources: tuple[tuple[str, CueKind], ...] = (
        ("not_before_names", "thing"),
        ("titles_office", "office"),
        ("titles_direct", "direct"),
        ("honorifics", "honorific"),
    )
    for file, kind in sources:
        for line in _lines(file):
            phrase, _, gender = line.partition("\t")
            words = _words(phrase.removeprefix("!"))
            sex: Gender | None = "m" if gender == "m" else "f" if gender == "f" else None
            if not (phrase.startswith("!") and words in found):
                found[words] = Cue(words, "nothing" if phrase.startswith("!") else kind, sex)
    return Phrases(found.items())


def _of_kind(cues: Phrases[Cue], kind: CueKind) -> frozenset[Phrase]:
    return frozenset(words for words, cue in cues.values.items() if cue.kind == kind)


def _single(phrases: Iterable[Phrase]) -> frozenset[str]:
    return frozenset(words[0] for words in phrases if len(words) == 1)


def _listed(phrases: Iterable[str]) -> Phrases[bool]:
    return Phrases((_words(phrase), True) for phrase in phrases)


def spelling(name: str) -> str:
    """What stays the same when a name is written Jong-un, Jong Un or JONG-UN."""
    return _SPELLINGS[name]


_BETWEEN: Final = re.compile(r"[\W_]+")


def _spelling(name: str) -> str:
    # A whole name is no word that anybody else looks up.
    form = normal(name) if name.isalpha() else normal_once(name)
    return _BETWEEN.sub("", form)


_SPELLINGS: Final = Memo(_spelling)


@cache
def single_things() -> frozenset[str]:
    """Places, makes and bodies of one word: what no person and no medium is."""
    words = map(_words, _lines("not_persons"))
    return frozenset(phrase[0] for phrase in words if len(phrase) == 1)


def _media() -> Iterator[str]:
    """Papers and agencies: Thanh Niên is one, too."""
    for row in table("outlets")["outlet"]:
        yield from (row["label"], *row.get("names", ()))
    for row in table("agencies")["agency"]:
        yield from (row["name"], *row.get("also", ()))


def _aliases() -> Aliases:
    rows = table("person_aliases")["person"]
    full: dict[str, str] = {}
    alone: dict[str, str] = {}
    for row in rows:
        for form in (row["name"], *row.get("also", ())):
            full[spelling(form)] = row["name"]
        for form in row.get("alone", ()):
            alone[spelling(form)] = row["name"]
    return Aliases(full, alone)


@cache
def tables() -> Tables:
    """The lists as the newsroom has them, read once."""
    surnames = {
        " ".join(_words(line.rstrip("?"))): not line.endswith("?") for line in _lines("surnames")
    }
    cues = _cues()
    return Tables(
        surnames=surnames,
        names=_listed(surnames),
        cues=cues,
        address=_single(_of_kind(cues, "honorific")),
        rank=_single(_of_kind(cues, "direct")),
        nouns=_of_kind(cues, "thing"),
        things=_listed(chain(_lines("not_persons"), _media())),
        foreign_words=frozenset(map(normal, _lines("foreign_words"))),
        openers=frozenset(map(normal, _lines("openers"))),
        streets=frozenset(map(_words, _lines("streets"))),
        verbs=_listed(_lines("verbs")),
        done_to=_listed(_lines("done_to")),
        given_names=frozenset(map(normal, _lines("given_names"))),
        aliases=_aliases(),
    )


def person_name(text: str) -> str:
    """The listed name of the person whose full name ``text`` spells; else ``text`` itself."""
    return tables().aliases.full.get(spelling(text), text)
