"""The doubtful names: pyvi's tags decide where the words around a name do not.

The tagger reads 64,000 words/s, the rest of this package 400,000: only
sentences with a name near the line between yes and no are tagged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.analysis.words import tag
from index.enrich.persons.evidence import ACCEPT, DOUBT, Candidate
from index.enrich.persons.merge import Form
from index.enrich.rows import Row, goes_on, makes_word
from index.rules import Rule

# Words on either side of a name that the tagger is shown.
_WINDOW: Final = 12
# The tagger's points for a proper name with a verb behind it.
_NAME_AND_VERB: Final = 1.0
# Verbs that say how things are, too.
_STATIVE: Final = frozenset(
    ("là", "có", "bị", "được", "khiến", "gồm", "nằm", "thuộc", "còn", "giúp", "mang", "đạt",
     "sang", "đến", "tới", "qua", "ra", "vào")
)  # fmt: skip
_ENDS: Final = frozenset(".!?\n;")


def settle(forms: list[Form], rows: Sequence[Row]) -> None:
    """Add the tagger's points to every form within :data:`DOUBT` of :data:`ACCEPT`."""
    for form in forms:
        best = form.best
        row = rows[best.field]
        if len(form.parts) > 1:
            titled = best.titled and form.kind == "foreign" and form.score >= ACCEPT
            if abs(form.score - ACCEPT) <= DOUBT and not titled:
                points = _points(best, row)
                # "(phường Hoàng Văn Thụ)": a tag does not make a person of a place, nor of
                # what does nothing that people do (Green Label, Sơn Vi).
                alone = best.refused or not (_is_personal(form) or _does(best, row, points))
                form.add(min(points, 0.0) if alone else points, Rule.PERSON_TAGGER)
        elif form.kind == "given" and form.score >= ACCEPT and _is_doubtful(form, row):
            form.add(_single(best, row), Rule.PERSON_TAGGER)


def _is_personal(form: Form) -> bool:
    """Whether somewhere a title, a verb of people, an age or a sure person stands beside it."""
    return form.told_with_sure or any(member.titled or member.acts for member in form.members)


def _does(candidate: Candidate, row: Row, points: float) -> bool:
    """Whether the tagger sees a verb of deeds right behind: "bật cao", not "có" or "bị"."""
    return (
        points >= _NAME_AND_VERB
        and goes_on(row, candidate.piece.last)
        and row.keys[candidate.piece.last] not in _STATIVE
    )


def _is_doubtful(form: Form, row: Row) -> bool:
    """ "Chị Hồng tâm sự": behind a form of address only a word of both is a doubt.

    One that is addressed so twice is none.
    """
    best = form.best
    if not goes_on(row, best.piece.last) or sum(map(_addressed, form.members)) > 1:
        return False
    return not _addressed(best) or makes_word(row, best.piece.last)


def _addressed(candidate: Candidate) -> bool:
    return candidate.near is not None and candidate.near.addresses


def _single(candidate: Candidate, row: Row) -> float:
    own, _, _ = _tags(candidate, row)
    return 0.0 if own[-1] == "Np" else -2.0


def _points(candidate: Candidate, row: Row) -> float:
    own, before, after = _tags(candidate, row)
    points = 0.5 if all(name == "Np" for name in own) else -1.0
    return points + 0.5 * (after == "V") + 0.5 * (before == "Nc")


def _tags(candidate: Candidate, row: Row) -> tuple[list[str], str, str]:
    """The tags of a name's own words, of the word before and of the word after."""
    piece = candidate.piece
    first, last = _window(row, piece.first, piece.last)
    words: list[str] = []
    places: list[int] = []
    for gap, word in zip(row.gaps[first:last], row.words[first:last], strict=True):
        mark = gap.strip()
        if mark and words:
            words.append(mark)
        places.append(len(words))
        words.append(word)
    tags = tag(words)
    own = [tags[places[at - first]] for at in range(piece.first, piece.last)]
    before = tags[places[piece.first - first - 1]] if piece.first > first else ""
    after = tags[places[piece.last - first]] if piece.last < last else ""
    return own, before, after


def _window(row: Row, first: int, last: int) -> tuple[int, int]:
    start = first
    while start > 0 and first - start < _WINDOW and _ENDS.isdisjoint(row.gaps[start]):
        start -= 1
    end = last
    while end < len(row) and end - last < _WINDOW and _ENDS.isdisjoint(row.gaps[end]):
        end += 1
    return start, end
