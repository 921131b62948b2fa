"""The scores of search keep their floors: on our own set always, on shared ones in CI."""

import os
from pathlib import Path

import numpy as np
import pytest

from quality.archives import archive_of
from quality.floors import read
from quality.judged import FOLDER, NAMES, OWN, Query, load
from quality.ranked import Asked, Report, Scores, measure
from quality.variants import VARIANTS, Variant


def kept_floors(folder: Path, cache: Path, variants: tuple[Variant, ...]) -> None:
    judged = load(folder)
    floors = read(judged.name)
    assert floors is not None
    assert floors.digest == judged.digest
    report = measure(judged.name, judged.queries, archive_of(judged, cache), Asked(variants))
    figures = report.figures()
    # of fewer variants there are fewer figures; the clean ones are always among them
    assert "clean: nDCG@10" in figures
    assert [name for name in floors.below(figures) if name in figures] == []


def test_our_own_set_keeps_its_floors(tmp_path: Path) -> None:
    kept_floors(OWN, tmp_path, VARIANTS)


@pytest.mark.skipif(not FOLDER.exists(), reason="no judged sets beside the checkout")
@pytest.mark.skipif(
    not os.environ.get("TIMTIN_SKIP_NOTHING"), reason="takes minutes: .ci/run and `make quality`"
)
@pytest.mark.parametrize("name", NAMES)
def test_shared_sets_keep_their_floors(name: str, tmp_path: Path) -> None:
    # all variants with five draws each: `make quality`
    kept_floors(FOLDER / name, tmp_path, ("clean", "none"))


def scores(*values: float) -> Scores:
    return Scores(np.array(values), np.array(values), np.array(values))


def test_a_report_tells_shares_and_the_rival() -> None:
    report = Report(
        "small", {"clean": scores(1.0, 0.8, 0.6), "none": scores(0.4, 0.4, 0.4)}, scores(0, 0.5, 0)
    )
    assert report.share("none") == pytest.approx(0.5)
    above = report.above_plain()
    assert above is not None
    assert above.difference == pytest.approx(1.9 / 3)
    assert report.figures()["none: MRR@10"] == 0.4
    assert report.figures()["clean: nDCG@10 above an OR of syllables"] == pytest.approx(0.6333)


def test_a_broken_ranking_falls_below_our_own_floors(tmp_path: Path) -> None:
    """The floors are no decoration: without the folded field they fail."""
    judged = load(OWN)
    folder = archive_of(judged, tmp_path)
    weights = {"MARKED.fold": 0.0, "BARE.fold": 0.0, "BARE.exact": 0.0, "PAIR": 0.0}
    report = measure(
        judged.name, judged.queries, folder, Asked(("none",), weights=weights, plain=False)
    )
    floors = read("own")
    assert floors is not None
    assert "none: nDCG@10" in floors.below(report.figures())


def test_seeds_of_a_variant_are_averaged_query_by_query(tmp_path: Path) -> None:
    judged = load(OWN)
    queries = judged.queries[:3]
    folder = archive_of(judged, tmp_path)
    report = measure("own", queries, folder, Asked(("half",), plain=False))
    assert report.product["half"].ndcg.shape == (3,)
    assert report.product["half"].recall is None
    assert isinstance(queries[0], Query)
