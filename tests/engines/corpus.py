"""Small documents put together by hand, so that the contract needs no analysis."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import ArticleDate, Precision
from index.engines.document import interval
from index.engines.schema import (
    ALT,
    BEGIN,
    END,
    EXACT,
    MISSING,
    QUOTATION,
    SPEAKER_ROOM,
    DateInterval,
    Document,
    FieldTokens,
)

_PRECISION: dict[int, Precision] = {4: "year", 7: "month", 10: "day", 16: "minute"}


def when(value: str | None) -> DateInterval | None:
    """``2025``, ``2025-10``, ``2025-10-29`` or ``2025-10-29T16:30`` as an interval."""
    if value is None:
        return None
    return interval(ArticleDate(value, _PRECISION[len(value)], "given"))


def place(text: str, at: int, gap: int, words: list[str], positions: list[int]) -> None:
    """Add the words of ``text`` from position ``at`` on; ``|`` is a gap."""
    for word in text.split():
        if word == "|":
            at += gap
            continue
        words.append(word)
        positions.append(at)
        at += 1


def made(
    id: str,
    seq: int,
    text: str = "",
    title: str = "",
    *,
    alts: Sequence[tuple[str, int, int]] = (),
    outlet: tuple[str, ...] = (MISSING,),
    source: tuple[str, ...] = (MISSING,),
    person: tuple[str, ...] = (MISSING,),
    term: tuple[str, ...] = (),
    date: str | None = None,
    no_year: bool = False,
    quotes: Sequence[tuple[int, int, str]] = (),
    story: int | None = None,
    original: bool = True,
) -> Document:
    """A document whose words are the space-separated tokens; ``|`` starts a paragraph.

    ``alts`` are (form, first position, positions covered) of the text zone, ``quotes``
    (first position, last position, names of the speaker with ``|`` between them).
    """
    tokens: dict[str, FieldTokens] = {}
    for zone in EXACT:
        words: list[str] = []
        positions: list[int] = []
        if zone == "speaker":
            for number, (_, _, names) in enumerate(quotes):
                place(names, number * SPEAKER_ROOM, 1, words, positions)
        else:
            place({"text": text, "title": title}.get(zone, ""), 0, 100, words, positions)
        ones = (1,) * len(words)
        tokens[EXACT[zone]] = FieldTokens(tuple(words), tuple(positions), ones)
        here = sorted(alts, key=lambda alt: alt[1]) if zone == "text" else []
        tokens[ALT[zone]] = FieldTokens(
            tuple(form for form, _, _ in here),
            tuple(start for _, start, _ in here),
            tuple(length for _, _, length in here),
        )
    marks = [(at, mark) for a, b, _ in quotes for at, mark in ((a, BEGIN), (b, END))]
    tokens[QUOTATION] = FieldTokens(
        tuple(mark for _, mark in marks), tuple(at for at, _ in marks), (1,) * len(marks)
    )
    return Document(
        id=id,
        digest=f"digest of {id} {text} {title}",
        seq=seq,
        tokens=tokens,
        values={"outlet": outlet, "source": source, "person": person, "term": term},
        date=when(date),
        story=-seq if story is None else story,
        original=original,
        no_year=no_year,
    )
