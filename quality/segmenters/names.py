"""What pyvi's and underthesea's own ideas of names add to the persons that the rules find.

Each library's names are handed to the product through its own hook for recognisers
(:class:`index.recogniser.Span`), so what is measured is what a newsroom would get.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from index.analysis import sentences, words
from index.article import Field
from index.enrich.persons import doubt
from index.enrich.persons.recognising import recognised
from index.enrich.reading import Reading
from index.enrich.rows import Kind, row_of
from index.recogniser import Span
from quality import gold
from quality.gold import Row
from quality.scores import Tally, count_persons
from quality.segmenters.terms import replaced
from quality.tables import say, table

Names = Callable[[str], Iterable[tuple[int, int]]]
_PAIR: Final = 2


def nobody(_text: str) -> Iterable[tuple[int, int]]:
    """No candidates."""
    return ()


def pyvi_names(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of two and more capitals that pyvi tags as proper nouns (Np)."""
    row = row_of(text)
    at = 0
    for _, end in sentences(text):
        first = at
        while at < len(row) and row.starts[at] < end:
            at += 1
        tags = words.tag(row.words[first:at])
        for start, last in _stretches(row.kinds[first:at], [tag == "Np" for tag in tags]):
            yield row.starts[first + start], row.ends[first + last - 1]


def underthesea_names(text: str) -> Iterator[tuple[int, int]]:
    """What underthesea's recogniser of named entities calls a person (B-PER, I-PER)."""
    from underthesea import ner

    for start, end in sentences(text):
        at = start
        spans: list[list[int]] = []
        for word, _, _, tag in ner(text[start:end]):
            found = text.find(word, at, end)
            if found < 0:
                continue
            at = found + len(word)
            if tag == "B-PER" or (tag == "I-PER" and not spans):
                spans.append([found, at])
            elif tag == "I-PER":
                spans[-1][1] = at
        yield from ((first, last) for first, last in spans)


def _stretches(kinds: Sequence[Kind], named: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Words ``[first, last)`` that are capitals and named, two at least."""
    at = 0
    while at < len(kinds):
        end = at
        while end < len(kinds) and named[end] and kinds[end] == "capital":
            end += 1
        if end - at >= _PAIR:
            yield at, end
        at = max(end, at + 1)


def spans(row: Row, names: Names, confidence: float) -> list[Span]:
    """The candidates of one article, as a recogniser would give them."""
    texts: tuple[tuple[Field, str], ...] = (
        ("title", row.title),
        ("standfirst", row.standfirst),
        ("body", row.body),
    )
    return [
        Span(field, start, end, "person", confidence)
        for field, text in texts
        for start, end in names(text)
    ]


def _untagged(tokens: Sequence[str]) -> list[str]:
    return ["X"] * len(tokens)


WAYS: Final[tuple[tuple[str, Names, float, bool], ...]] = (
    ("rules alone", nobody, 0.0, False),
    ("rules, pyvi's tags on doubtful names (the product)", nobody, 0.0, True),
    ("... and pyvi's Np as candidates at .3", pyvi_names, 0.3, True),
    ("... and pyvi's Np as candidates at .6", pyvi_names, 0.6, True),
    ("... and underthesea's persons at .3", underthesea_names, 0.3, True),
    ("... and underthesea's persons at .6", underthesea_names, 0.6, True),
    ("rules, underthesea's persons at .6, no tags", underthesea_names, 0.6, False),
)


def measure(name: str, rows: Sequence[Row]) -> None:
    """A table of all ways on ``rows``."""
    figures = []
    for label, names, confidence, tagged in WAYS:
        tally = Tally()
        began = time.process_time()
        with replaced(doubt, "tag", words.tag if tagged else _untagged):
            for row in rows:
                given = spans(row, names, confidence)
                found = recognised(Reading(row.title, row.standfirst, row.body), spans=given)
                count_persons(row, [one.person for one in found], tally)
        spent = time.process_time() - began
        scores = (f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))
        counts = (tally.right, tally.wrong, tally.missed)
        figures.append((label, *scores, *counts, f"{1000 * spent / len(rows):.1f}"))
    say(f"Persons, {name} ({len(rows)} articles)")
    say()
    head = ("candidates", "precision", "recall", "F1", "right", "wrong", "missed", "ms/article")
    table(head, figures)


def main() -> None:
    """The gold articles."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the libraries' own, when they load
        measure("gold", gold.load())


if __name__ == "__main__":
    main()
