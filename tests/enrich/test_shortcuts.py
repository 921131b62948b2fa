"""What is looked at first, to save a look at the whole text, changes no answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import sentences as cut
from index.analysis.chain import _columns, sentence_spans
from index.analysis.sentences import spans
from index.enrich import key_terms
from index.enrich.agencies import names as agency_names
from index.enrich.agencies.tables import Media, any_name, heads_of
from index.enrich.reading import Reading
from index.enrich.rows import row_of

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


@given(TEXTS, TEXTS, TEXTS)
def test_terms_are_counted_as_in_all_tokens(title: str, standfirst: str, body: str) -> None:
    reading = Reading(title, standfirst, body)
    listed = [("hoà", "bình"), ("nga",), ("mỹ", "nga", "hoà"), ("bình", "mỹ")]
    terms = {keys: key_terms._Term(keys) for keys in listed}
    key_terms._count(reading, terms)
    counted = {keys: term.shown for keys, term in terms.items()}
    # A term with a figure, which none of the texts has, sends the count through all tokens.
    terms = {keys: key_terms._Term(keys) for keys in [*listed, ("công", "5.0")]}
    key_terms._count(reading, terms)
    assert counted == {keys: terms[keys].shown for keys in listed}
