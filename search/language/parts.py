"""The pieces that a query is made of once its words are read against the archive.

A tree says what was typed, a part what that may match: the run of a typed word
with its likely readings and the alternatives of its names. What of it counts is
decided by a level (``levels``), what it is worth by ``ranking``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.engines.query import Clause, Node
from search.language.alternatives import Found
from search.language.readings import Readings
from search.language.run import Run
from search.language.tree import Word

Zone = Literal["text", "title", "person", "speaker"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words side by side. ``opened``: unmarked ones count in any marking.

    ``alone`` says that it is one word typed without marks, and nothing else.
    """

    typed: tuple[Word, ...]
    run: Run
    zone: Zone
    readings: Readings
    alternatives: tuple[Found, ...] = ()
    opened: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotes: side by side, or within ``slop`` places of each other."""

    run: Run
    zone: Zone
    slop: int | None = None


@dataclass(frozen=True, slots=True)
class Widening:
    """A word and the others that stand for it: ``typed`` alone, then ``whole`` with them."""

    typed: Node
    whole: Node
    scored: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same at every level: a facet's value, a date, excluded words."""

    node: Node


@dataclass(frozen=True, slots=True)
class Spoken:
    """``words`` in one quotation by ``speaker``; None: any quotation, by anybody."""

    speaker: Part | None
    words: Part | None


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Without:
    part: Part


Part = Words | Quote | Widening | Spoken | Fixed | AllOf | AnyOf | Without


def all_words(part: Part) -> Iterator[Words]:
    """Every run of words that makes an article match, excluded ones left out."""
    match part:
        case Words():
            yield part
        case AllOf(parts) | AnyOf(parts):
            for each in parts:
                yield from all_words(each)
        case Spoken(speaker, words):
            yield from all_words(speaker) if speaker else ()
            yield from all_words(words) if words else ()
        case Quote() | Widening() | Fixed() | Without():
            return


def has_text(part: Part) -> bool:
    """Whether any words make an article match."""
    match part:
        case Words() | Quote() | Widening() | Spoken():
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(map(has_text, parts))
        case Fixed() | Without():
            return False
