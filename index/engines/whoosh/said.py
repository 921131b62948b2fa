"""What holds of single quotations: ``query.Within`` over a snapshot."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, TypeGuard
from weakref import proxy

import numpy as np
import numpy.typing as npt

from index.engines.query import And, Everything, Leaf, Near, Node, Not, Or, Phrase, Within, field_of
from index.engines.schema import QUOTABLE, ZONE_OF
from index.engines.whoosh.rising import Ints, Mask, distinct

if TYPE_CHECKING:
    from index.engines.whoosh.matching import Matcher


class Said:
    """Evaluates nodes quotation by quotation, as its matcher does document by document."""

    def __init__(self, matcher: Matcher) -> None:
        """``matcher`` keeps this; were it kept by this too, the masks would stay until the
        collector of garbage comes by, which is many searches later.
        """
        self._matcher: Matcher = proxy(matcher)
        self._quotations = matcher.snapshot.quotations
        self._held: dict[Node, npt.NDArray[np.uint8]] = {}  # masks, eight to a byte

    def docs(self, node: Within) -> Ints:
        """The rising documents of all that ``node`` counts."""
        spoken = self._holding(node.speaker)
        leaf = node.node
        if not _is_quotable(leaf):
            return self._quotations.docs.compress(spoken & self._holding(leaf))
        firsts, around = self._inside(leaf, self._docs_of(node.speaker, spoken))
        firsts = firsts.compress(spoken.take(around))
        return np.sort((distinct(firsts) if isinstance(leaf, Phrase | Near) else firsts) >> 32)

    def _docs_of(self, speaker: Node, spoken: Mask) -> Ints | None:
        """The documents with quotations of the speaker; None: nobody in particular is asked for."""
        if isinstance(speaker, Everything):
            return None
        return distinct(self._quotations.docs.compress(spoken))

    def _holding(self, node: Node) -> Mask:
        """Of which quotations ``node`` holds."""
        held = self._held.get(node)
        if held is not None:
            return np.unpackbits(held, count=len(self._quotations.begins)).view(bool)
        mask = self._holds(node)
        self._held[node] = np.packbits(mask)
        return mask

    def _holds(self, node: Node) -> Mask:
        size = len(self._quotations.begins)
        match node:
            case And(nodes):
                return reduce(np.logical_and, map(self._holding, nodes), np.ones(size, bool))
            case Or(nodes):
                return reduce(np.logical_or, map(self._holding, nodes), np.zeros(size, bool))
            case Not(inner):
                return ~self._holding(inner)
            case _ if _is_quotable(node):
                found = np.zeros(size, bool)
                found[self._inside(node, None)[1]] = True
                return found
            case _:
                flags = np.zeros(self._matcher.snapshot.size, bool)
                flags[self._matcher.docs(node)] = True
                return flags.take(self._quotations.docs)

    def _inside(self, leaf: Leaf, docs: Ints | None) -> tuple[Ints, Ints]:
        """Where ``leaf`` begins inside a quotation (of ``docs``), and that one's number."""
        firsts, lasts = self._matcher.ends(leaf, docs)
        around = self._quotations.around(ZONE_OF[field_of(leaf)], firsts, lasts)
        return firsts.compress(around >= 0), around.compress(around >= 0)


def _is_quotable(node: Node) -> TypeGuard[Leaf]:
    """Whether it is a word or phrase that may stand in a quotation."""
    return isinstance(node, Leaf) and ZONE_OF[field_of(node)] in QUOTABLE
