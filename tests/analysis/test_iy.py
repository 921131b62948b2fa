import pytest

from index.analysis.iy import unify_iy


@pytest.mark.parametrize(
    ("y", "i"),
    [("kỹ", "kĩ"), ("lý", "lí"), ("mỹ", "mĩ"), ("sỹ", "sĩ"), ("quý", "quí"), ("quy", "qui"),
     ("nghỵ", "nghị"), ("tỷ", "tỉ")],
)  # fmt: skip
def test_a_lone_y_after_an_onset_is_i(y: str, i: str) -> None:
    assert unify_iy(y) == i
    assert unify_iy(i) == i


@pytest.mark.parametrize(
    "form", ["ý", "y", "uỷ", "thuý", "thui", "tay", "tai", "yêu", "dmitry", "sky", "", "cy"]
)
def test_other_y_stay(form: str) -> None:
    assert unify_iy(form) == form
