"""Text → tokens with offsets into the raw text. One filter per file.

A *surface* is what stands in the text, its *exact form* one spelling for all
ways to write it, its *folded form* that without marks; an *alternative form*
is the joined or canonical form of one or several tokens.

    analyze(text) = positions(dates(hyphens(numbers(iy(tone(unicode(scan(text))))))))
"""

from __future__ import annotations

from collections.abc import Iterator

from index.analysis.chain import analyze, sentence_forms, sentence_spans
from index.analysis.folding import fold, fold_all, is_marked
from index.analysis.sentences import begin as sentence_begin
from index.analysis.syllable import is_syllable
from index.analysis.together import Forms, forms_of_each
from index.analysis.tokens import PARAGRAPH_GAP, SENTENCE_GAP, VERSION, AltForm, Tokens

__all__ = [
    "PARAGRAPH_GAP",
    "SENTENCE_GAP",
    "VERSION",
    "AltForm",
    "Forms",
    "Tokens",
    "analyze",
    "fold",
    "fold_all",
    "forms_of_each",
    "is_marked",
    "is_syllable",
    "sentence_begin",
    "sentence_forms",
    "sentences",
]


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every sentence of ``text``; a line break ends one but in a hard wrap."""
    return sentence_spans(text)
