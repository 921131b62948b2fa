"""A column of forms in one string is the column, and says where each form stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.joined import Joined

FORMS = st.lists(st.text("aăn", min_size=1, max_size=3))


@given(FORMS, st.text("aăn", min_size=1, max_size=3))
def test_a_form_is_found_wherever_it_stands_whole(forms: list[str], wanted: str) -> None:
    joined = Joined.of(forms)
    assert joined.forms() == forms
    assert list(joined.places(wanted)) == [at for at, form in enumerate(forms) if form == wanted]
