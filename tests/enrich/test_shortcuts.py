"""What is looked at first, to save a look at the whole text, changes no answer."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis import sentences as cut
from index.analysis.chain import _columns, sentence_spans
from index.analysis.sentences import spans
from index.enrich import key_terms
from index.enrich.agencies import names as agency_names
from index.enrich.agencies.tables import Media, any_name, heads_of
from index.enrich.persons import places
from index.enrich.phrases import Phrases
from index.enrich.quotes import phrases as quoted_words
from index.enrich.reading import Reading
from index.enrich.rows import row_of
from index.enrich.tables import normal

PIECES = st.sampled_from(
    ["hoà", "hòa", "bình", "Nga", "Mỹ", "Mỹ-Hàn", "Covid-19", "U23", "A.", "TP.HCM", "O'Neil",
     "4.0", "RT", "Sina News", "New\u00a0Times", " ", " ", " ", "\n", ". ", ", ", "-", ".", "’",
     "_", "@", "“", "”", "...", "٣", "\u0301"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS)
def test_a_text_of_one_sentence_is_cut_as_any_other(text: str) -> None:
    assert list(sentence_spans(text)) == list(spans(*_columns(text))) == list(cut(text))


NAMES = st.frozensets(
    st.sampled_from(["RT", "Sina News", "New Times", "O'Neil", "TP.HCM", "Nga", "Mỹ", "U23", "News",
                     "bình Nga", "Covid-19"])
)  # fmt: skip


@given(TEXTS, NAMES)
def test_names_of_one_article_stand_where_an_expression_finds_them(
    text: str, names: frozenset[str]
) -> None:
    row = row_of(text)
    begins = set()
    for name in names:
        pattern, heads = any_name(frozenset((name,))), heads_of(frozenset((name,)))
        assert pattern
        at = [start for start, head in zip(row.starts, row.heads, strict=True) if head in heads]
        begins |= {match.span() for start in at if (match := pattern.match(text, start))}
    found = set(agency_names._spans(text, row, Media(), names))
    if len(names) > agency_names._FEW:  # then only the longest at a place, which is what is kept
        begins = set(dict(sorted(begins)).items())
    assert found == begins


WORDS = st.lists(st.sampled_from("abc"), max_size=5)


@given(st.lists(WORDS.filter(bool).map(tuple), max_size=6), WORDS, st.integers(0, 5))
def test_the_longest_listed_phrase_is_found_from_either_end(
    phrases: list[tuple[str, ...]], words: list[str], end: int
) -> None:
    listed = Phrases((phrase, phrase) for phrase in phrases)
    for at in range(len(words)):
        sizes = [len(one) for one in phrases if tuple(words[at : at + len(one)]) == one]
        inside = [size for size in sizes if at + size <= end]
        behind = [len(one) for one in phrases if tuple(words[: at + 1][-len(one) :]) == one]
        found, within, ending = (
            listed.at(words, at), listed.at(words, at, end), listed.ending(words, at)
        )  # fmt: skip
        assert (found[0] if found else 0) == max(sizes, default=0)
        assert (within[0] if within else 0) == max(inside, default=0)
        assert len(ending or ()) == max(behind, default=0)
    assert listed.ending([*words, "a"], -1) is None


@given(TEXTS)
def test_a_row_knows_its_capitals(text: str) -> None:
    row = row_of(text, text)
    raised = [at for at, kind in enumerate(row.kinds) if kind not in ("lower", "number")]
    assert row.capitals == raised


@given(TEXTS, st.data())
def test_the_words_of_a_sentence_are_those_that_an_expression_finds(
    text: str, data: st.DataObject
) -> None:
    # a sentence begins behind a blank
    start = data.draw(st.sampled_from([0, *(at + 1 for at, one in enumerate(text) if one == " ")]))
    found = list(quoted_words._TOKEN.finditer(text, start))
    words = quoted_words.Words(text, start, len(text), {})
    assert words.starts == [match.start() for match in found]
    assert words.ends == [match.end() for match in found]
    assert words.keys == [normal(match[0]) for match in found]
    assert words.is_capital == [match[0][0].isupper() for match in found]
    if found:
        stops = [match.start() for match in found if match[0] == "."]
        assert words.stop(0) == (stops[0] if stops else words.ends[-1])


ROADS = st.sampled_from(
    ["cao tốc", "tuyến đường", "Hà Nội", "Hải Giang", "(Hà Nội)", "TP.HCM", "xã", "huyện", " ", " ",
     " - ", "-", "–", ", ", ". "]
)  # fmt: skip


@given(st.lists(ROADS, max_size=12).map("".join))
@example("cao tốc (Hà Nội) - Hải Giang")
@example("cao tốc TP.HCM-Hải Giang")
@example("xã Hải Giang")
def test_places_are_those_that_stand_behind_their_words_and_at_the_end_of_roads(text: str) -> None:
    names = {"Hà Nội", "Hải Giang"}
    behind = {name for name in names if re.search(rf"(?<!\w)(?:xã|huyện) {name}(?!\w)", text)}
    ends = {match.end() for match in places._ROAD.finditer(text)}
    behind |= {name for name in names for end in ends if re.match(rf"{name}(?!\w)", text[end:])}
    found = {name for name in names if name in places.Places([text], [row_of(text, text)])}
    assert found >= behind


@given(TEXTS, TEXTS, TEXTS)
@example("", "", "Nga.Mỹ bình bình bình bình bình")
@example("", "", "Nga Mỹ.Nga bình bình bình bình bình")
def test_terms_are_counted_as_in_all_tokens(title: str, standfirst: str, body: str) -> None:
    reading = Reading(title, standfirst, body)
    listed = [("hoà", "bình"), ("nga",), ("mỹ", "nga", "hoà"), ("bình", "mỹ")]
    terms = {keys: key_terms._Term(keys) for keys in listed}
    key_terms._count(reading, terms)
    counted = {keys: term.shown for keys, term in terms.items()}
    # A term that begins with such a figure, which none of the texts has, sends the count
    # through all tokens.
    terms = {keys: key_terms._Term(keys) for keys in [*listed, ("5.0", "công")]}
    key_terms._count(reading, terms)
    assert counted == {keys: terms[keys].shown for keys in listed}
