"""A run of words → which articles match, token by token.

A marked word matches its exact form only. An unmarked one matches what the
reading in force says, or every marking (``ANY``). Forms that are written in
several ways (*F-16*, *4.700*, *26 tháng 8*) match in all of them: alternative
forms are folded, so they are looked up in ``alt_forms`` and in ``fold``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from index.analysis import fold, is_marked
from index.engines.query import Node, Term
from index.engines.schema import ALT, EXACT, FOLD
from search.language.nodes import all_of, any_of, phrase
from search.language.run import Block, Run, Span

ANY: Final = None
Form = str | None
Forms = tuple[Form, ...]
"""One per token of a run: the exact form that it takes, or ANY marking."""

Slot = tuple[Term, ...]


def open_forms(run: Run) -> Forms:
    """Every unmarked token in any marking, marked ones as typed."""
    return tuple(form if is_marked(form) else ANY for form in run.forms)


class Matcher:
    """Makes nodes for one run in one zone of text."""

    def __init__(self, run: Run, zone: str) -> None:
        self._run = run
        self._exact, self._fold, self._alt = EXACT[zone], FOLD[zone], ALT[zone]

    def every(self, readings: Sequence[Forms]) -> Node:
        """All words, in any of ``readings``; what all readings share stands once."""
        shared: list[Node] = []
        open_blocks: list[Block] = []
        for block in self._run.blocks:
            ways = {_of(block.span, reading) for reading in readings}
            if len(ways) == 1:
                shared.append(self._block(block, readings[0]))
            else:
                open_blocks.append(block)
        if not open_blocks:
            return all_of(shared)
        choices = (all_of(self._block(b, reading) for b in open_blocks) for reading in readings)
        return all_of([*shared, any_of(choices)])

    def some(self, readings: Sequence[Forms]) -> Node:
        """Any word, in any of ``readings``."""
        return any_of(self._block(b, reading) for b in self._run.blocks for reading in readings)

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

    def _block(self, block: Block, forms: Forms) -> Node:
        node = all_of(self._part(part, forms) for part in block.parts)
        if len(block.parts) == 1:
            return node
        return any_of([node, *self._alternatives(block.span)])

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


def _of(span: Span, forms: Forms) -> Forms:
    return tuple(forms[i] for i in span.tokens)
