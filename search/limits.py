"""The numbers that keep any query harmless. They are applied before the engine.

Stock engines do not defend themselves: at 20,000 articles one word 400 times as
a phrase takes 10 s, 1,000 parentheses a RecursionError. What a limit cuts is
always said as a problem.
"""

from __future__ import annotations

from typing import Final

QUERY_CHARACTERS: Final = 1_000
TERMS: Final = 64
DEPTH: Final = 8
PHRASE_WORDS: Final = 16
SLOP: Final = 50
"""Other words between those of ``"a b"~n``: a window stays inside a paragraph."""
WILDCARD_LETTERS: Final = 2
EXPANSIONS: Final = 1_000
"""Words of the archive that one * or ~ stands for, the most frequent of them."""
ALL_EXPANSIONS: Final = 2_000
"""The same of all * and ~ of one query: more than two share it in equal parts."""
EDITS: Final = 2
"""Letters that may differ with a ~; the first one may not."""
RESULTS: Final = 10_000
"""page × limit; cursors go beyond."""
PAGE_SIZE: Final = 100
SELECTED_VALUES: Final = 50
"""Values one parameter may carry: a filter of 50 is still a filter, not a query."""
VALUE_CHARACTERS: Final = 200
FACET_VALUES: Final = 100
"""Values of a facet that are counted out, beside those in force: nobody reads on."""
READINGS: Final = 16
"""Readings of a run of unmarked words that are searched."""
MARKINGS: Final = 12
"""Markings of one syllable that compete; a syllable has 3 to 8 usual ones."""
ALTERNATIVE_NAMES: Final = 24
"""Names of one group of alternatives: each is a phrase that a search looks for."""
MARKED_CHARACTERS: Final = 200_000
"""Where highlighting stops reading one article: far beyond any real article."""
QUOTATIONS: Final = 20
"""Quotations that are given with one hit; an interview may have a hundred."""
RESPELLED_RUNS: Final = 8
"""Runs of words side by side that are looked at for slips."""
RESPELLED_LENGTH: Final = 32
"""Words of a query that is looked at for slips at all: more are a paragraph, found without."""
RESPELLED_WORDS: Final = 4
"""Words of a run that may be spelled otherwise in one suggestion."""
SPELLINGS: Final = 16
"""Spellings of one word that compete."""
SUGGESTIONS: Final = 3
COMPLETIONS: Final = 20
"""Completions that may be asked for at once."""
COMPLETED_WORDS: Final = 6
"""Words at the end of what is typed that are looked at; the longest names have five."""
