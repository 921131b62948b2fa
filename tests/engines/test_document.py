"""What an engine is given of an article."""

from __future__ import annotations

from index.article import Article, Evidence, Kept, Mention, Person
from index.engines.document import content, document, words
from index.engines.schema import FACETS, MISSING, TERM


def kept(**known: object) -> Kept:
    article = Article(id="a", title="Nga và Mỹ", body="Họ gặp nhau.", **known)  # type: ignore[arg-type]
    return Kept(article, 1, 1, "2025-01-01T00:00:00Z")


def test_key_terms_are_kept_in_their_order_once_each() -> None:
    terms = ("tên lửa", "Kaliningrad", "tên lửa")
    assert document(kept(key_terms=terms)).values[TERM] == ("tên lửa", "Kaliningrad")


def test_an_article_that_says_nothing_lacks_every_facet_and_has_no_terms() -> None:
    assert document(kept()).values == dict.fromkeys(FACETS, (MISSING,)) | {TERM: ()}


def test_where_a_value_was_read_is_nothing_an_engine_keeps() -> None:
    told = Evidence("outlet", "VOV", "given", "option", "VOV")
    assert content(kept(evidence=(told,)).article) == content(kept().article)
    assert content(kept(outlet="VOV").article) != content(kept().article)


def test_other_names_across_the_archive_need_no_other_words() -> None:
    article = kept(persons=(Person("Lavrov", (Mention("Lavrov", 0, 6),)),))
    made = words(article.article, ["Lavrov"])
    assert document(article, ["Sergei Lavrov"], made) == document(article, ["Sergei Lavrov"])
    assert document(article, ["Lavrov"], made) == document(article)
