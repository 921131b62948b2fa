"""The word lists of ``data/speech.toml`` and ``data/speakers.toml``, made for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

from index.enrich.persons.tables import titles
from index.enrich.phrases import Phrases
from index.enrich.tables import normal, table

Head = Literal["role", "kin", "body", "pronoun"]
Gender = Literal["m", "f"]
Said = Literal["anywhere", "beside", "nothing"]
"""Where a verb tells that something is said: in its sentence, beside a quotation, never."""

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Word:
    """What a word or phrase says of a speaker."""

    head: Head
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Speech:
    """The lists of one newsroom; ``starts`` are words that a small phrase can begin with.

    Behind ``objects`` stands who is spoken to or of ("với ông B"): ``governors`` are part of them.
    """

    verbs: Phrases[Said]
    objects: frozenset[str]
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
    anonymous: frozenset[str]
    descriptions: frozenset[str]
    victims: tuple[str, ...]
    relative: Phrases[bool]
    documents: frozenset[str]
    starts: Set[str]


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
    verbs, heads, determiners = _phrases(rows), _phrases(_heads(who)), _listed(who["determiners"])
    return Speech(
        verbs=verbs,
        objects=_set(said["addressing"]) | _set(who["governors"]),
        before_speaker=_listed(said["before_speaker"]),
        according=_listed(said["according"]),
        names=_set(said["names"]),
        lyrics=_listed(said["lyrics"]),
        heads=heads,
        honorifics=frozenset(phrase for phrase, _ in titles("honorifics")),
        determiners=determiners,
        starts=verbs.starts | heads.starts | determiners.starts,
        stops=_listed(who["stops"]),
        capital=_set(who["capital"]),
        governors=_set(who["governors"]),
        places=_set(who["places"]),
        leaders=_set(who["leaders"]),
        crowds=_set(who["crowds"]),
        anonymous=_set(who["anonymous"]),
        descriptions=_set(who["descriptions"]),
        victims=tuple(who["victims"]),
        relative=_listed(who["relative"]),
        documents=_set(who["documents"]),
    )


def _phrases(rows: Iterable[tuple[str, V]]) -> Phrases[V]:
    return Phrases((tuple(map(normal, phrase.split())), value) for phrase, value in rows)


def _listed(phrases: Iterable[str]) -> Phrases[bool]:
    return _phrases((phrase, True) for phrase in phrases)


def _set(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(map(normal, phrase.split())) for phrase in phrases)


def _heads(who: Mapping[str, list[str]]) -> list[tuple[str, Word]]:
    """Later rows win: a pronoun is one although it is also a title."""
    found: dict[str, Word] = {}
    for name in ("titles_office", "titles_direct"):
        found.update((phrase, Word("role", gender)) for phrase, gender in titles(name))
    kinds: tuple[tuple[str, Head], ...] = (
        ("bodies", "body"),
        ("documents", "body"),
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
