"""The word lists of ``data/speech.toml`` and ``data/speakers.toml``, made for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, Literal, TypeVar

from index.enrich.persons.tables import normal, titles
from index.enrich.tables import table

Head = Literal["role", "kin", "body", "pronoun"]
Gender = Literal["m", "f"]
Said = Literal["anywhere", "beside", "nothing"]
"""Where a verb tells that something is said: in its sentence, beside a quotation, never."""

V = TypeVar("V")


class Phrases(Generic[V]):
    """Phrases of several words: the longest that stands at a place."""

    def __init__(self, rows: Iterable[tuple[str, V]]) -> None:
        self._rows: dict[str, list[tuple[list[str], V]]] = {}
        for phrase, value in rows:
            words = [normal(word) for word in phrase.split()]
            self._rows.setdefault(words[0], []).append((words, value))
        for group in self._rows.values():
            group.sort(key=lambda row: -len(row[0]))

    @property
    def starts(self) -> frozenset[str]:
        """The first words of the phrases."""
        return frozenset(self._rows)

    def at(self, words: list[str], first: int) -> tuple[int, V] | None:
        """How many of ``words`` from ``first`` on the longest phrase takes, and its value."""
        rows = self._rows.get(words[first])
        if rows is None:
            return None
        for phrase, value in rows:
            size = len(phrase)
            if size == 1 or words[first : first + size] == phrase:
                return size, value
        return None


@dataclass(frozen=True, slots=True)
class Word:
    """What a word or phrase says of a speaker."""

    head: Head
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """The lists of one newsroom; ``starts`` are words that a small phrase can begin with."""

    verbs: Phrases[Said]
    addressing: frozenset[str]
    before_speaker: Phrases[bool]
    according: Phrases[bool]
    names: frozenset[str]
    lyrics: Phrases[bool]
    heads: Phrases[Word]
    honorifics: frozenset[str]
    determiners: Phrases[bool]
    stops: Phrases[bool]
    capital: frozenset[str]
    governors: frozenset[str]
    places: frozenset[str]
    leaders: frozenset[str]
    crowds: frozenset[str]
    victims: tuple[str, ...]
    relative: Phrases[bool]
    starts: frozenset[str]


@cache
def speech() -> Speech:
    """The lists as they are in ``data/``, read once."""
    said, who = table("speech"), table("speakers")
    kinds: tuple[tuple[str, Said], ...] = (
        ("verbs", "anywhere"),
        ("beside", "beside"),
        ("not_verbs", "nothing"),
    )
    rows = [(phrase, kind) for name, kind in kinds for phrase in said[name]]
    verbs, heads = Phrases(rows), Phrases(_heads(who))
    determiners = Phrases((phrase, True) for phrase in who["determiners"])
    return Speech(
        verbs=verbs,
        addressing=_set(said["addressing"]),
        before_speaker=Phrases((phrase, True) for phrase in said["before_speaker"]),
        according=Phrases((phrase, True) for phrase in said["according"]),
        names=_set(said["names"]),
        lyrics=Phrases((phrase, True) for phrase in said["lyrics"]),
        heads=heads,
        honorifics=frozenset(phrase for phrase, _ in titles("honorifics")),
        determiners=determiners,
        starts=verbs.starts | heads.starts | determiners.starts,
        stops=Phrases((phrase, True) for phrase in who["stops"]),
        capital=_set(who["capital"]),
        governors=_set(who["governors"]),
        places=_set(who["places"]),
        leaders=_set(who["leaders"]),
        crowds=_set(who["crowds"]),
        victims=tuple(who["victims"]),
        relative=Phrases((phrase, True) for phrase in who["relative"]),
    )


def _set(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(map(normal, phrase.split())) for phrase in phrases)


def _heads(who: Mapping[str, list[str]]) -> list[tuple[str, Word]]:
    """Later rows win: a pronoun is one although it is also a title."""
    found: dict[str, Word] = {}
    for name in ("titles_office", "titles_direct"):
        found.update((phrase, Word("role", gender)) for phrase, gender in titles(name))
    kinds: tuple[tuple[str, Head], ...] = (
        ("bodies", "body"),
        ("people", "role"),
        ("kin", "kin"),
        ("pronouns", "pronoun"),
    )
    for name, head in kinds:
        for row in who[name]:
            phrase, _, sex = row.partition("|")
            gender: Gender | None = "m" if sex == "m" else "f" if sex == "f" else None
            found[" ".join(map(normal, phrase.split()))] = Word(head, gender)
    return list(found.items())
