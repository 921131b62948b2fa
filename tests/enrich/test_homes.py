"""A short form finds the same person by the words of the names as by looking at everybody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.enrich.persons import merge
from index.enrich.persons.evidence import Candidate
from index.enrich.persons.merge import Form, Group, Homes
from index.enrich.persons.parse import Piece, PieceKind

# Few words, some a letter apart: forms meet, and slips do.
_WORDS = ("trần", "văn", "an", "garver", "graver", "bookman", "bokman", "kim", "un")
_names = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(tuple)
_kinds: st.SearchStrategy[PieceKind] = st.sampled_from(("native", "foreign", "given"))


@st.composite
def _forms(draw: st.DrawFn) -> Form:
    kind, parts = draw(_kinds), draw(_names)
    member = Candidate(Piece(kind, 0, len(parts)), 0, " ".join(parts), 0, 1, 3.0)
    member.addressed = draw(st.booleans())
    member.gender = draw(st.sampled_from(("m", "f", None)))
    return Form(kind, parts, [member] * draw(st.integers(1, 3)))


def _by_looking_at_all(form: Form, groups: list[Group]) -> Group | None:
    fitting = [group for group in groups if merge._fit(form, group.full) > 0]
    agreeing = [
        group
        for group in fitting
        if not form.gender or not group.gender or form.gender == group.gender
    ]
    return max(
        agreeing, key=lambda group: (merge._fit(form, group.full), group.count), default=None
    )


@given(named=st.lists(_forms(), max_size=8), form=_forms())
def test_the_person_found_by_words_is_the_one_found_among_all(
    named: list[Form], form: Form
) -> None:
    groups = [Group([each]) for each in named]
    assert Homes(groups).of(form) is _by_looking_at_all(form, groups)
