"""A run of words → which articles have it, token by token.

A token is asked for in one exact form, or in every marking (``ANY``). Forms that are written in
several ways (*F-16*, *4.700*, *26 tháng 8*) match in all of them: alternative
forms are folded, so they are looked up in ``alt_forms`` and in ``fold``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.analysis import fold, is_marked
from index.engines.query import Node, Term
from index.engines.schema import ALT, EXACT, FOLD
from search.language.nodes import any_of, phrase
from search.language.run import Block, Run, Span

ANY: Final = None
Form = str | None
Forms = tuple[Form, ...]
"""One per token of a run: the exact form that it takes, or ANY marking."""

Slot = tuple[Term, ...]


def open_forms(run: Run) -> Forms:
    """Every unmarked token in any marking, marked ones as typed."""
    return tuple(form if is_marked(form) else ANY for form in run.forms)


def every_marking(run: Run) -> Forms:
    """Every token in any marking, marked ones too."""
    return (ANY,) * len(run.tokens)


class Matcher:
    """Makes nodes for one run in one zone of text."""

    def __init__(self, run: Run, zone: str) -> None:
        self._run = run
        self._exact, self._fold, self._alt = EXACT[zone], FOLD[zone], ALT[zone]

    def phrase(self, forms: Forms) -> Node:
        """The tokens side by side, or with joined forms in their places."""
        tokens = range(len(self._run.tokens))
        separate = tuple(self.slot(i, forms[i]) for i in tokens)
        return any_of(phrase(slots) for slots in (separate, tuple(self._joined(forms))))

    def _joined(self, forms: Forms) -> Iterator[Slot]:
        for block in self._run.blocks:
            spans = (block.span,) if block.span.alts else block.parts
            for span in spans:
                if span.alts and span.first != span.last:
                    yield self._alternatives(span)
                else:
                    yield from (self.slot(i, forms[i]) for i in span.tokens)

    def block(self, block: Block, forms: Forms) -> Node:
        """One block's tokens in these forms, or the forms that stand for all of it.

        Of a date in words the tokens stand side by side: 26, *tháng* and 8 anywhere in an
        article are no *26 tháng 8*.
        """
        if len(block.parts) == 1:
            return self._part(block.parts[0], forms)
        side_by_side = phrase(tuple(self.slot(i, forms[i]) for i in block.span.tokens))
        return any_of([side_by_side, *self._alternatives(block.span)])

    def _part(self, part: Span, forms: Forms) -> Node:
        side_by_side = phrase(tuple(self.slot(i, forms[i]) for i in part.tokens))
        if part.first == part.last:
            return side_by_side
        return any_of([side_by_side, *self._alternatives(part)])

    def slot(self, token: int, form: Form) -> Slot:
        """The terms that meet one token."""
        typed = self._run.forms[token]
        folded = fold(typed)
        terms: list[Term] = []
        if form is ANY:
            terms.append(Term(self._fold, folded))
        else:
            terms.append(Term(self._exact, form))
        if form in (ANY, typed):
            terms.append(Term(self._alt, folded))
            terms += self._alternatives(Span(token, token, self._run.alts_of(token)))
        return tuple(dict.fromkeys(terms))

    def _alternatives(self, span: Span) -> Slot:
        return tuple(Term(f, alt) for alt in span.alts for f in (self._alt, self._fold))
