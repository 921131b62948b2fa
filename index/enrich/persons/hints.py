"""What a recogniser says about names, as points beside our own.

A person that it is sure of (1.0) gets :data:`_POINTS`: enough for a name that nothing
speaks against. What it takes for something else loses as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.enrich.persons.evidence import Candidate, Evidence
from index.enrich.persons.parse import Piece, PieceKind
from index.enrich.rows import Row
from index.recogniser import Span

_POINTS: Final = 3.0


def hinted(
    found: list[Candidate], spans: Sequence[Span], row: Row, evidence: Evidence
) -> list[Candidate]:
    """The candidates of one field with what ``spans`` say about them, in order of the text.

    A person's span that cuts the capitals otherwise than we did is taken as it is; one
    that does not begin and end with a word says nothing.
    """
    starts = {start: at for at, start in enumerate(row.starts)}
    ends = {end: at + 1 for at, end in enumerate(row.ends)}
    kept = list(found)
    for span in spans:
        first, last = starts.get(span.start), ends.get(span.end)
        if first is None or last is None or last <= first:
            continue
        points = _POINTS * span.confidence * (1 if span.kind == "person" else -1)
        same = [one for one in kept if (one.piece.first, one.piece.last) == (first, last)]
        if not same and span.kind == "person":
            kept = [one for one in kept if one.piece.last <= first or one.piece.first >= last]
            same = [evidence.candidate(Piece(_kind(row, first, last), first, last))]
            kept += same
        for candidate in same:
            candidate.score += points
            candidate.hint += points
    _unlink(kept)
    return sorted(kept, key=lambda candidate: candidate.start)


def _unlink(kept: list[Candidate]) -> None:
    """Forget what a candidate that is gone was to others: their list, company or part in a film."""
    here = set(map(id, kept))
    for candidate in kept:
        if candidate.listed is not None and id(candidate.listed) not in here:
            candidate.listed = None
        if candidate.told_with is not None and id(candidate.told_with) not in here:
            candidate.told_with = None
        if candidate.played is not None and id(candidate.played) not in here:
            candidate.played = None


def _kind(row: Row, first: int, last: int) -> PieceKind:
    return "foreign" if any(shape.foreign for shape in row.shapes[first:last]) else "native"
