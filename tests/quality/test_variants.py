"""One query typed with its marks, with half of them, without any, without tones."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyze, fold, is_marked
from quality.variants import SEEDS, halved, toneless, unmarked, variants

QUERY = "Đường sắt Hà Nội, năm 2025: thuỷ điện và CAFÉ"


def test_without_marks_nothing_but_letters_and_case_is_left() -> None:
    assert unmarked(QUERY) == "Duong sat Ha Noi, nam 2025: thuy dien va CAFE"


def test_tone_only_keeps_the_letters() -> None:
    assert toneless("đường Nguyễn Huệ, quý") == "đương Nguyên Huê, quy"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_any_unicode_form_gives_the_same(form: str) -> None:
    raw = unicodedata.normalize(form, QUERY)  # type: ignore[arg-type]
    assert unmarked(raw) == unmarked(QUERY)
    assert toneless(raw) == unicodedata.normalize("NFC", toneless(QUERY))


def test_half_drops_about_half_and_differently_by_seed() -> None:
    text = " ".join(["đường", "năm", "bán", "thủy", "trẻ"] * 200)
    for seed in SEEDS:
        kept = sum(map(is_marked, halved(text, seed).split()))
        assert 430 < kept < 570
    assert len({halved(text, seed) for seed in SEEDS}) == len(SEEDS)


def test_half_is_the_same_every_time_and_all_or_nothing_in_a_syllable() -> None:
    for seed in SEEDS:
        assert halved(QUERY, seed) == halved(QUERY, seed)
        for typed, given_ in zip(halved(QUERY, seed).split(), QUERY.split(), strict=True):
            assert typed in (given_, unmarked(given_))


def test_half_is_asked_with_five_seeds_and_the_others_once() -> None:
    assert variants(QUERY, "clean") == (QUERY,)
    assert len(variants(QUERY, "half")) == len(SEEDS) == 5
    assert variants(QUERY, "none") == (unmarked(QUERY),)
    assert variants(QUERY, "tone-only") == (toneless(QUERY),)


@given(st.text(alphabet="đĐăâêôơưàảãáạằẵấ năđu 12,-.F", max_size=60))
def test_the_folded_words_stay(text: str) -> None:
    wanted = [fold(form) for form in analyze(text).exact]
    for changed in (unmarked(text), toneless(text), halved(text, SEEDS[0])):
        assert [fold(form) for form in analyze(changed).exact] == wanted
