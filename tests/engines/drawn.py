"""Random documents for the tests of files: few words, so that they meet often."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import strategies as st

from index.engines.schema import MISSING, Document
from tests.engines.corpus import made

WORDS = ["nga", "ngã", "nam", "năm", "x\ud800", "\U0001f600", "|"]
OUTLETS = [("tpo",), ("vov",), ("vov", "TASS/RT"), (MISSING,)]
DATES = [None, "2022", "2022-03", "2022-03-02T10:30", "2025-10-29"]


@st.composite
def document(draw: st.DrawFn, number: int) -> Document:
    words = draw(st.lists(st.sampled_from(WORDS), max_size=12))
    size = sum(word != "|" for word in words) if "|" not in words else 0
    cuts = sorted(draw(st.sets(st.integers(0, size), max_size=4)))
    places = st.tuples(st.sampled_from(["f16", "nga"]), st.integers(0, 9), st.integers(1, 300))
    return made(
        draw(st.sampled_from(["a", "é", "\uffff"])) + str(number),
        number + 1,
        " ".join(words),
        draw(st.sampled_from(["", "nga", "năm nam"])),
        alts=draw(st.lists(places, max_size=3, unique_by=lambda each: each[:2])),
        outlet=draw(st.sampled_from(OUTLETS)),
        person=tuple(draw(st.lists(st.sampled_from(["Lavrov", "Peskov"]), unique=True))),
        date=draw(st.sampled_from(DATES)),
        quotes=[(a, b - 1, "lavrov | ông lavrov") for a, b in pairwise(cuts)],
        story=draw(st.sampled_from([None, 1])),
        original=draw(st.booleans()),
    )


@st.composite
def documents(draw: st.DrawFn, most: int = 6, base: int = 0) -> list[Document]:
    return [draw(document(base + number)) for number in range(draw(st.integers(0, most)))]


Part = tuple[list[Document], list[int]]


@st.composite
def parts(draw: st.DrawFn) -> list[Part]:
    """Segments as their documents, and which of these are deleted."""
    found: list[Part] = []
    for which in range(draw(st.integers(1, 4))):
        held = draw(documents(4, 100 * which))
        numbers = st.integers(0, len(held) - 1) if held else st.nothing()
        found.append((held, draw(st.lists(numbers, unique=True))))
    return found


def living(found: list[Part]) -> list[Document]:
    """The documents that are not deleted."""
    return [d for held, gone in found for number, d in enumerate(held) if number not in gone]
