"""Understanding runs the same wherever it runs."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from functools import partial

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.article import Draft, Options
from index.cores import CHUNK, Here, OnAllCores
from index.engines.document import words
from index.people import Identities
from index.stories import Fingerprint, fingerprint
from index.understanding import TOGETHER, Prepared, Rejected, _together, prepared

DRAFTS = [
    Draft(
        f"{number}.txt",
        f"VOV.VN - Hôm {number % 28 + 1}/9, ông Dmitry Peskov nói với hãng TASS về vòng {number}.",
        structured=True,
        title=f"Vòng đàm phán thứ {number}",
        published="2025-10-29",
    )
    for number in range(CHUNK * 3)
]
EMPTY = Draft("empty.txt", "")
WORK = partial(prepared, options=Options(outlet="VOV"), identities=Identities())


def test_other_processes_understand_the_same_in_the_same_order() -> None:
    drafts = [*DRAFTS, EMPTY, *DRAFTS]
    with Here() as here, OnAllCores(2) as there:
        result = there.begin(WORK, drafts)
        expected = here.begin(WORK, drafts)()
        assert same(result(), expected)
    assert isinstance(expected[len(DRAFTS)], Rejected)
    assert all(isinstance(each, Prepared) for each in expected[: len(DRAFTS)])


def test_when_another_process_dies_the_work_goes_on_here() -> None:
    with Here() as here, OnAllCores(1) as there:
        expected = here.begin(WORK, DRAFTS)()
        assert same(there.begin(WORK, DRAFTS[:1])(), expected[:1])
        assert there._pool
        waiting = there.begin(WORK, DRAFTS)
        for process in there._pool._processes:
            os.kill(process, signal.SIGKILL)
        assert same(waiting(), expected)
        assert same(there.begin(WORK, DRAFTS)(), expected)


def test_what_is_prepared_is_what_the_article_gives_by_itself() -> None:
    identities = Identities()
    for made in prepared(DRAFTS, Options(), identities):
        assert isinstance(made, Prepared)
        assert made.words == words(made.article, identities.values(made.article))
        assert equal(made.fingerprint, fingerprint(made.article))


@given(st.lists(st.integers(0, 2 * TOGETHER), max_size=12))
def test_long_texts_do_not_go_through_the_steps_together(lengths: list[int]) -> None:
    drafts = [Draft(str(number), "x" * length) for number, length in enumerate(lengths)]
    groups = list(_together(drafts))
    assert [draft for group in groups for draft in group] == drafts
    sizes = [sum(len(draft.text) for draft in group) for group in groups]
    assert all(
        size <= TOGETHER or len(group) == 1 for size, group in zip(sizes, groups, strict=True)
    )
    assert all(
        size + len(behind[0].text) > TOGETHER
        for size, behind in zip(sizes, groups[1:], strict=False)
    )


def same(found: Sequence[Prepared | Rejected], expected: Sequence[Prepared | Rejected]) -> bool:
    """Whether two results are equal; fingerprints hold arrays, which have no ``==``."""
    return len(found) == len(expected) and all(
        one == other
        if isinstance(one, Rejected) or isinstance(other, Rejected)
        else (one.article, one.words) == (other.article, other.words)
        and equal(one.fingerprint, other.fingerprint)
        for one, other in zip(found, expected, strict=True)
    )


def equal(one: Fingerprint, other: Fingerprint) -> bool:
    return one.keys == other.keys and all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("shingles", "figures", "opening")
    )
