"""What is a copy, and what only looks like one."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.stories import (
    Fingerprint,
    Likeness,
    fingerprint,
    from_bytes,
    likeness,
    resemblance,
    to_bytes,
)
from tests.stories.texts import BRIDGE, LIBRARY, NOTICE, prices, replaced, text


def made(body: str, standfirst: str | None = None) -> Fingerprint:
    return fingerprint(Article("x", "Tít", body, standfirst=standfirst))


def compared(one: str, other: str) -> Likeness:
    both = likeness(made(one), made(other))
    assert both == likeness(made(other), made(one))
    assert both.resemblance == resemblance(made(one).shingles, made(other).shingles)
    return both


def test_the_same_words_are_wholly_alike_whatever_the_spelling_and_the_headline() -> None:
    other = text(BRIDGE).replace("hoà", "hòa").replace("kỹ thuật", "kĩ thuật").upper()
    found = compared(text(BRIDGE), other)
    assert found.resemblance == found.containment == 1.0
    assert found.copies


def test_a_standfirst_that_stands_in_the_body_elsewhere_changes_nothing() -> None:
    whole, apart = made(text(BRIDGE)), made(text(BRIDGE[1:]), BRIDGE[0])
    assert likeness(whole, apart).resemblance == 1.0


def test_moved_sentences_cost_nothing() -> None:
    assert compared(text(BRIDGE), text(BRIDGE[6:], BRIDGE[:6])).resemblance == 1.0


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_text_with_up_to_a_quarter_of_its_sentences_replaced_is_a_copy(number: int) -> None:
    found = compared(text(BRIDGE), text(replaced(BRIDGE, number, LIBRARY)))
    assert found.copies
    assert set(made(text(BRIDGE)).keys) & set(made(text(replaced(BRIDGE, number, LIBRARY))).keys)


def test_a_text_of_which_half_was_replaced_is_none() -> None:
    assert not compared(text(BRIDGE), text(replaced(BRIDGE, 6, LIBRARY))).copies


def test_other_reports_have_nothing_in_common() -> None:
    found = compared(text(BRIDGE), text(LIBRARY))
    assert found.resemblance < 0.02
    assert not found.akin
    assert not set(made(text(BRIDGE)).keys) & set(made(text(LIBRARY)).keys)


def test_a_report_cut_from_its_end_is_a_copy() -> None:
    found = compared(text(BRIDGE), text(BRIDGE[:5]))
    assert found.resemblance < 0.5
    assert found.copies


def test_a_report_that_carries_another_along_as_its_background_is_none() -> None:
    found = compared(text(LIBRARY, BRIDGE[:6]), text(BRIDGE[:6]))
    assert found.containment == 1.0
    assert not found.copies


def test_a_digest_that_holds_many_reports_is_a_copy_of_none() -> None:
    assert not compared(text(BRIDGE[:2], LIBRARY, NOTICE), text(BRIDGE[:2])).copies


def test_the_same_form_with_other_figures_is_another_story() -> None:
    found = compared(prices(3), prices(4))
    assert found.resemblance > 0.5
    assert found.figures < 0.4
    assert not found.copies
    assert compared(prices(3), prices(3)).copies


def test_a_headline_or_a_teaser_alone_is_no_copy_even_of_itself() -> None:
    for short in ("", "Cầu treo mới", BRIDGE[0]):
        assert made(short).keys == ()
        assert not compared(short, short).copies


def test_common_shingles_count_in_neither() -> None:
    one, other = made(text(BRIDGE[:3], NOTICE)), made(text(LIBRARY[:3], NOTICE))
    plain = likeness(one, other)
    apart = likeness(one, other, made(text(NOTICE)).shingles)
    assert plain.resemblance > 0.25
    assert apart.resemblance < 0.02


def test_sentences_can_be_left_out_by_their_keys() -> None:
    common = frozenset(made(text(NOTICE)).keys)
    assert np.array_equal(
        fingerprint(Article("x", "", text(BRIDGE, NOTICE)), common).shingles,
        made(text(BRIDGE)).shingles,
    )


def test_a_fingerprint_is_the_same_in_another_process() -> None:
    code = (
        "from tests.stories.texts import BRIDGE, text; from index.article import Article;"
        "from index.stories import fingerprint;"
        "print(fingerprint(Article('x', '', text(BRIDGE))).keys)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == str(made(text(BRIDGE)).keys)


def test_what_begins_with_a_digit_is_a_figure_and_nothing_else_is() -> None:
    assert (
        len(made("Có 5 xe, 95 người, 5 xe nữa và 9.500 đồng; xã Hải Giang thì không").figures) == 3
    )


@given(st.text())
def test_any_text_has_a_fingerprint_that_survives_the_store(body: str) -> None:
    found = made(body)
    for hashes in (found.shingles, found.figures, found.opening):
        assert np.array_equal(from_bytes(to_bytes(hashes)), hashes)
        assert np.array_equal(np.unique(hashes), hashes)
    assert all(-(2**63) <= key < 2**63 for key in found.keys)
