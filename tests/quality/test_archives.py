"""Archives are what the product would make of a corpus, and are kept."""

from pathlib import Path

from index.engines.whoosh.generations import Generations
from quality.archives import archive_of, opened
from quality.asking import plain_ranking, ranking, request
from quality.judged import load
from tests.quality.test_judged import write_set


def test_an_archive_is_made_once_by_the_products_own_way_in(tmp_path: Path) -> None:
    judged = load(write_set(tmp_path / "small"))
    folder = archive_of(judged, tmp_path / "cache")
    with opened(folder) as archive:
        assert [kept.article.id for kept in archive.store.all()] == ["a", "b"]
        assert archive.store.all().__next__().article.title == "Cầu phao qua sông"
        assert archive.engine.status().documents == 2
    state = Generations(folder / "index", 1).stamp()
    assert archive_of(judged, tmp_path / "cache") == folder
    assert Generations(folder / "index", 1).stamp() == state


def test_an_index_of_another_analysis_is_made_anew(tmp_path: Path) -> None:
    judged = load(write_set(tmp_path / "small"))
    folder = archive_of(judged, tmp_path / "cache")
    state = folder / "index" / "current.json"
    state.write_text(state.read_text().replace('"analysis": "', '"analysis": "0'))
    archive_of(judged, tmp_path / "cache")
    with opened(folder) as archive:
        status = archive.engine.status()
        assert (status.documents, status.current, status.generation) == (2, True, 2)


def test_ranking_without_texts_ranks_as_the_page_does(tmp_path: Path) -> None:
    folder = archive_of(load(write_set(tmp_path / "small")), tmp_path / "cache")
    with opened(folder) as archive:
        page = archive.service.search(request("qua sông", match="any"))
        assert [hit.id for hit in page.hits] == ranking(archive.ranking, "qua sông", "any") == ["a"]
        assert page.hits[0].snippets
        assert plain_ranking(archive.engine, "qua chợ") == ["b", "a"]
        assert plain_ranking(archive.engine, "cho") == []


def test_a_parameter_that_the_product_lacks_is_left_out() -> None:
    assert request("chợ", match=None, nothing="off").to_args() == [("q", "chợ")]
    assert request("chợ", match="any", limit=100).to_args() == [
        ("q", "chợ"),
        ("match", "any"),
        ("limit", "100"),
    ]
