"""Names collected as arrays are what they are one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyze
from index.analysis.syllable import lift
from index.engines.base import Terms
from index.engines.schema import MISSING
from search.suggest import cells
from search.suggest.cells import BREAK, END, NOTHING, Cells
from search.suggest.collecting import names_of
from search.suggest.names import Name, Names
from search.suggest.slips import TONES

_WORDS = (
    "Hòa", "Hoà", "bình", "Bình", "hoa", "Đà", "F", "16", "Mát", "xcơ", "va", "TP", "HCM", "nga",
    "ngày", "26", "tháng", "8", "qúy", "k\u0301", "e\u0302\u0301", "ǻ", "x\u0323y", "Ł", "中", "ё",
)  # fmt: skip
_NAMES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).flatmap(
    lambda words: st.sampled_from([" ", "-", ".", "", " – "]).map(lambda gap: gap.join(words))
)
_COUNTED = st.dictionaries(
    _NAMES | st.sampled_from(["", MISSING, "…"]) | st.text(max_size=5),
    st.integers(1, 3),
    max_size=9,
)


def stored(form: str) -> Cells:
    """The cells of an exact form with its tone on all of them."""
    each = cells.typed(form)
    return Cells(each.text, each.qualities, bytes([TONES.index(lift(form)[1])]) * len(each.text))


def lines_of(text: str) -> Iterator[tuple[Cells, Sequence[int]]]:
    """The lines of a name, and where in each it is looked for."""
    tokens = analyze(text)
    words = [stored(form) for form in tokens.exact]
    yield cells.spaced(words), [sum(len(w.text) + 1 for w in words[:n]) for n in range(len(words))]
    for alt in tokens.alts:
        behind = alt.first + alt.count
        together = cells.joined(words[alt.first : behind])
        if alt.count > 1 and together.text == alt.text:
            yield cells.spaced([together, *words[behind:]]), [0]


def chosen(terms: Counter[str], persons: Counter[str]) -> Name:
    """Of the spellings of one name: the commonest, as what it is more often."""
    kinds = [("term", terms), ("person", persons)] if persons else [("term", terms)]
    kind, spellings = max(kinds, key=lambda each: (each[1].total(), each[0] == "person"))
    _, text = max((count, text) for text, count in spellings.items())
    return Name(text, "person" if kind == "person" else "term", spellings.total())


def check(names: Names, terms: dict[str, int], persons: dict[str, int]) -> None:
    spellings: dict[tuple[str, ...], tuple[Counter[str], Counter[str]]] = {}
    for which, counted in enumerate((terms, persons)):
        for text, count in sorted(counted.items()):
            exact = tuple(analyze(text).exact)
            if exact and text != MISSING:
                spellings.setdefault(exact, (Counter(), Counter()))[which][text] = count
    every = {exact: chosen(*both) for exact, both in spellings.items()}
    falling = sorted(every.values(), key=lambda n: (-n.documents, len(n.text), n.text))
    assert [names.name(rank) for rank in range(len(names.ends))] == falling
    rows = []
    for exact, name in every.items():
        first = next(
            text
            for text in (*sorted(terms), *sorted(persons))
            if tuple(analyze(text).exact) == exact and text != MISSING
        )
        for line, starts in lines_of(first):
            for start in starts:
                rows.append(
                    (
                        line.text[start:],
                        line.qualities[start:],
                        line.tones[start:],
                        falling.index(name),
                        start == 0,
                    )
                )
    rows.sort(key=lambda row: row[0])
    assert [row_of(names, at) for at in range(len(names.starts))] == rows


def row_of(names: Names, at: int) -> tuple[str, bytes, bytes, int, bool]:
    """What follows a start to the end of its line, whose it is, and whether it opens it."""
    start = int(names.starts[at])
    end = names.text.index(END, start)
    inside = slice(start, end)
    return (
        names.text[inside],
        names.qualities[inside].tobytes(),
        names.tones[inside].tobytes(),
        int(names.ranks[at]),
        bool(names.opening[at]),
    )


@given(_COUNTED, _COUNTED)
def test_every_name_and_every_line(terms: dict[str, int], persons: dict[str, int]) -> None:
    columns = [
        Terms(sorted(each), [each[text] for text in sorted(each)]) for each in (terms, persons)
    ]
    check(names_of(*columns), terms, persons)


@given(st.lists(st.sampled_from(_WORDS) | st.text(max_size=4)))
def test_forms_in_a_line_have_the_cells_that_each_has(texts: list[str]) -> None:
    forms = [form for text in texts for form in analyze(text).exact]
    behind = [(BREAK, NOTHING, END)[len(form) % 3] for form in forms]
    found = cells.stored_lines("".join(map("".join, zip(forms, behind, strict=True))))
    each = [
        cells.joined(
            [
                stored(form),
                Cells(*(("", b"", b"") if gap == NOTHING else (gap, b"\0", b"\0"))),
            ]
        )
        for form, gap in zip(forms, behind, strict=True)
    ]
    assert found == cells.joined(each)
