import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyze, fold, fold_all, is_marked
from tests.analysis.writing import syllables


@pytest.mark.parametrize(
    ("form", "folded"),
    [
        ("đường", "duong"),
        ("đàm", "dam"),
        ("quí", "qui"),
        ("café", "cafe"),
        ("wałęsa", "walesa"),
        ("ý", "y"),
        ("thuý", "thuy"),
        ("2,4", "2,4"),
        ("คิด", "คิด"),
    ],
)
def test_marks_and_strokes_go_and_letters_stay(form: str, folded: str) -> None:
    assert fold(form) == folded


@pytest.mark.parametrize("form", ["đường", "da\u0300", "mĩ", "đ", "señor"])
def test_forms_with_marks(form: str) -> None:
    assert is_marked(form)


@pytest.mark.parametrize("form", ["duong", "mi", "my", "f16", "4.700", "y", ""])
def test_forms_without_marks(form: str) -> None:
    assert not is_marked(form)


@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(form: str) -> None:
    assert fold(fold(form)) == fold(form)


@given(syllables())
def test_typing_without_marks_gives_the_folded_form(styles: tuple[str, str]) -> None:
    exact = analyze(styles[1]).exact
    bare = unicodedata.normalize("NFD", styles[1]).replace("đ", "d")
    typed = "".join(char for char in bare if not unicodedata.combining(char))
    assert analyze(typed).exact == tuple(fold_all(exact))
    assert [is_marked(form) for form in exact] == [form != fold(form) for form in exact]
