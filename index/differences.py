"""Two texts of one article as a reader compares them: sentences first, then words.

Pieces in order; what is the same, and what was taken out and put in. ``difflib`` on
sentences keeps a moved full stop from colouring half the page; words are compared
only inside sentences that changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

Operation = Literal["same", "out", "in"]

# a cut inside "4.700" does no harm: what is compared is put together again
_SENTENCES: Final = re.compile(r"\n+|(?:[^\n.!?…]+[.!?…]*|[.!?…]+)[”\"’')\]]*[ \t]*")
_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_MOST: Final = 1_000_000
"""Pairs of sentences or words compared: 1,000 changed ones against 1,000. Beyond, what
changed is shown whole. difflib leaves out what stands everywhere (``autojunk``), without
which a hostile text of one repeated word would keep it busy for minutes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both have, only the earlier (out) or only the later (in)."""

    operation: Operation
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """``before`` and ``after`` as pieces: same + out is ``before``, same + in is ``after``."""
    pieces: list[Piece] = []
    for operation, old, new in _blocks(_SENTENCES.findall(before), _SENTENCES.findall(after)):
        if operation == "same":
            pieces.append(Piece("same", old))
        else:
            pieces += _words(old, new)
    return tuple(_joined(pieces))


def _words(before: str, after: str) -> Iterator[Piece]:
    for operation, old, new in _blocks(_WORDS.findall(before), _WORDS.findall(after)):
        if operation == "same":
            yield Piece("same", old)
            continue
        if old:
            yield Piece("out", old)
        if new:
            yield Piece("in", new)


def _blocks(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Literal["same", "other"], str, str]]:
    """The texts in step: what is the same, and what stands in its place on either side."""
    head, tail = _common(before, after)
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    yield "same", "".join(before[:head]), ""
    if len(old) * len(new) > _MOST:
        yield "other", "".join(old), "".join(new)
    else:
        for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
            same = tag == "equal"
            yield "same" if same else "other", "".join(old[a:b]), "".join(new[c:d])
    yield "same", "".join(before[len(before) - tail :]), ""


def _common(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many pieces the two have in common at their beginning and at their end."""
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece; a lone space between two changes joins them."""
    runs: list[tuple[str, str]] = []
    for piece in pieces:
        if not piece.text:
            continue
        out = piece.text if piece.operation != "in" else ""
        new = piece.text if piece.operation != "out" else ""
        changed = piece.operation != "same" or (
            bool(runs) and runs[-1][0] != runs[-1][1] and piece.text == " "
        )
        if runs and changed == (runs[-1][0] != runs[-1][1]):
            runs[-1] = (runs[-1][0] + out, runs[-1][1] + new)
        else:
            runs.append((out, new))
    for out, new in runs:
        if out == new:
            yield Piece("same", out)
            continue
        if out:
            yield Piece("out", out)
        if new:
            yield Piece("in", new)
