"""A field with its quoted texts hidden, cut into sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from index.enrich.quotes.marks import Quoted
from index.enrich.quotes.phrases import HIDDEN

# A full stop ends a sentence before a capital, a digit, a mark or a dash.
# One class comes first, by which "re" skips from end to end: a third of the time.
_END: Final = re.compile(
    r"[.!?…\n](?:(?<=\n)|(?<![.!?…].)(?<!\n)[.!?…]*+[)\]]*+\s+"
    rf"(?=[\"“«‘(\[\d–—-]|{HIDDEN}|[^\W\d_]))",
    re.DOTALL,
)
# Their full stop stands before a name.
_SHORT: Final = re.compile(
    r"(?:\b(?:tp|tx|tt|ths|ts|pgs|gs|bs|ks|ls|mr|mrs|ms|dr|st|nsnd|nsưt|tr|v\.v)|\b[^\W\d_])$",
    re.IGNORECASE,
)
_STOPS: Final = frozenset(".!?…")


def hidden(text: str, stretches: Sequence[Quoted]) -> str:
    """``text`` of the same length: quoted stretches, marks included, are :data:`HIDDEN`.

    Where a quoted sentence ends its sentence ("… đi." Ông nói) a full stop stays.
    """
    parts: list[str] = []
    last = 0
    for one in stretches:
        parts.append(text[last : one.outer_start])
        size = one.outer_end - one.outer_start
        if size > 1 and text[one.end - 1] in _STOPS and _opens(text, one.outer_end):
            parts.append(HIDDEN * (size - 1) + ".")
        else:
            parts.append(HIDDEN * size)
        last = one.outer_end
    parts.append(text[last:])
    return "".join(parts)


def _opens(text: str, at: int) -> bool:
    """Whether something new begins at ``at``: the end, a line, a capital behind a space."""
    rest = text[at : at + 4]
    bare = rest.lstrip()
    if not bare:
        return True
    if "\n" in rest[: len(rest) - len(bare)]:
        return bare[0] not in "-–—,"
    return rest != bare and (bare[0].isupper() or bare[0] in "\"“«‘'")


class Sentences:
    """Where the sentences of a hidden text begin and end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *self._ends()]

    def _ends(self) -> Iterator[int]:
        for match in _END.finditer(self.text):
            ends = self._is_line_end if "\n" in match.group() else self._is_end
            if ends(match):
                yield match.end()

    def _is_line_end(self, match: re.Match[str]) -> bool:
        """Not where a colon announces the next line, or a dash goes on behind a quotation."""
        before = self.text[max(0, match.start() - 3) : match.start()].rstrip()
        behind = self.text[match.end() : match.end() + 3].lstrip(" ")
        if before.endswith(":"):
            return not behind.startswith(HIDDEN)
        told = before.rstrip(".").endswith(HIDDEN)
        return not (told and behind[:1] in ("-", "–", "—", ","))

    def _is_end(self, match: re.Match[str]) -> bool:
        behind = self.text[match.end()]
        if behind.isalpha() and behind.islower():
            return False
        stop = match.start()
        return not (self.text[stop] == "." and _SHORT.search(self.text, max(0, stop - 6), stop))

    def at(self, offset: int) -> tuple[int, int]:
        """``[start, end)`` of the sentence that ``offset`` stands in."""
        number = bisect_right(self._starts, offset) - 1
        return self.span(number)

    def number(self, offset: int) -> int:
        """Which sentence ``offset`` stands in, from 0."""
        return bisect_right(self._starts, offset) - 1

    def span(self, number: int) -> tuple[int, int]:
        """``[start, end)`` of a sentence."""
        start = self._starts[number]
        end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)
        return start, end
