import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.analysis import Tokens, analyze, fold_all
from index.analysis.tokens import LONGEST_FORM
from tests.analysis.writing import cp1258, spellings, syllables

ANY = st.text(alphabet=st.characters(), max_size=80)
NEWS = st.text(
    alphabet="aăâeêioôơuưyđĐÐbcghknqt \u00a0.,/-0123456789\n"
    "\u0300\u0301\u0309\u0323\u0302\u031b\u200b\u00ad",
    max_size=80,
)


def slices(text: str, tokens: Tokens) -> list[str]:
    return [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]


@settings(max_examples=300)
@given(ANY | NEWS)
@example("\ud800 hoà\x00bình 😀")
@example("26/8,27/8 45/13 1.2.3/4")
def test_the_raw_slice_of_a_token_is_that_token_again(text: str) -> None:
    tokens = analyze(text)
    for form, raw in zip(tokens.exact, slices(text, tokens), strict=True):
        assert analyze(raw).exact == (form,)


@settings(max_examples=300)
@given(ANY | NEWS)
def test_forms_analysed_again_are_the_same_forms(text: str) -> None:
    exact = analyze(text).exact
    assert analyze("\n".join(exact)).exact == exact
    folded = tuple(fold_all(exact))
    assert analyze("\n".join(folded)).exact == folded


@settings(max_examples=200)
@given(ANY | NEWS)
def test_columns_are_parallel_ordered_and_inside_the_text(text: str) -> None:
    tokens = analyze(text)
    sizes = {len(tokens.exact), len(tokens.starts), len(tokens.ends), len(tokens.positions)}
    assert sizes == {len(tokens)}
    edges = [edge for span in zip(tokens.starts, tokens.ends, strict=True) for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in zip(tokens.starts, tokens.ends, strict=True))
    assert not edges or edges[-1] <= len(text)
    assert list(tokens.positions) == sorted(set(tokens.positions))
    assert tokens.positions[:1] == ((0,) if len(tokens) else ())
    assert all(not any(char.isspace() for char in form) for form in tokens.exact)
    assert all(alt.first + alt.count <= len(tokens) for alt in tokens.alts)
    assert list(tokens.alts) == sorted(tokens.alts, key=lambda alt: alt.first)


@given(st.lists(syllables(), min_size=1, max_size=6))
def test_every_spelling_gives_the_same_tokens(words: list[tuple[str, str]]) -> None:
    new = " ".join(word[0] for word in words)
    old = " ".join(word[1] for word in words)
    wanted = analyze(new).exact
    assert len(wanted) == len(words)
    for spelling in spellings(new, old):
        assert analyze(spelling).exact == wanted


def test_every_spelling_gives_the_same_other_forms() -> None:
    text = (
        "Sở GD&ĐT, LĐ-TB&XH ở TP.HCM, ngày 2 tháng Chín năm 2022, tháng Mười Một, "
        "Mát-xcơ-va, M'Nông, 4.700đ"
    )
    wanted = analyze(text).alts
    assert len(wanted) == 14
    for form in ("NFC", "NFD"):
        assert analyze(unicodedata.normalize(form, text)).alts == wanted
    assert analyze(cp1258(text)).alts == wanted


@given(st.lists(syllables(), min_size=1, max_size=6), st.sampled_from("\u200b\u00ad\ufeff\u2060"))
def test_what_is_invisible_changes_no_form_and_is_covered(
    words: list[tuple[str, str]], hidden: str
) -> None:
    plain = [word[1] for word in words]
    text = "\u00a0".join(hidden.join(word) for word in plain)
    tokens = analyze(text)
    assert tokens.exact == analyze(" ".join(plain)).exact
    assert slices(text, tokens) == [hidden.join(word) for word in plain]


def test_foreign_words_stay_as_they_are() -> None:
    assert analyze("Café señor Dmitry môđéc ôtôbuýt").exact == (
        "café",
        "señor",
        "dmitry",
        "môđéc",
        "ôtôbuýt",
    )


def test_no_word_is_too_short_or_too_frequent() -> None:
    assert analyze("Ý ở á không trên dưới trước sau").exact == (
        "ý",
        "ở",
        "á",
        "không",
        "trên",
        "dưới",
        "trước",
        "sau",
    )


@pytest.mark.parametrize(
    "line",
    [
        "a" * 1_000_000,
        "a\u0301" * 500_000,
        "\u200b" * 1_000_000,
        "a\u200b" * 500_000,
        "1." * 500_000,
        "1,2/" * 250_000,
        "a-" * 500_000,
        "ngày 5-" * 150_000,
        "hoà bình. " * 100_000,
        "\n" * 1_000_000,
        "😀" * 500_000,
    ],
    ids=lambda line: ascii(line[:8]),
)
def test_a_line_of_a_megabyte_is_read_and_its_forms_stay_short(line: str) -> None:
    tokens = analyze(line)
    assert max(map(len, tokens.exact), default=0) <= LONGEST_FORM
    assert max((len(alt.text) for alt in tokens.alts), default=0) <= LONGEST_FORM


def test_the_cut_form_of_an_endless_word_does_not_depend_on_its_spelling() -> None:
    word = "đường" * 100
    cut = analyze(word).exact
    assert analyze(unicodedata.normalize("NFD", word)).exact == cut
    assert analyze(cut[0]).exact == cut
