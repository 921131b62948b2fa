"""What stands between two tokens, told from the gap alone."""

from __future__ import annotations

import re
from typing import Final

from index.analysis.memo import Memo

QUIET: Final = 0  # spaces, commas, " - ": the words are neighbours
FULL_STOP: Final = 1  # may end a sentence; its neighbours decide
ONE_LINE_BREAK: Final = 2  # may be a hard wrap; its neighbours decide
PARAGRAPH: Final = 3
HYPHEN: Final = 4  # and nothing else
NOTHING: Final = 5  # a number and its unit

HYPHENS: Final = frozenset("-\u2010\u2011")
_LINE_BREAK: Final = r"(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])"
LINE_BREAK: Final = re.compile(_LINE_BREAK)
# The mark, and the quotes and brackets that close behind it.
SENTENCE_END: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)")
# A line that opens with a dash, a bullet or a quote is not the last one's rest.
_WRAP: Final = re.compile(rf"[^.!?…]*{_LINE_BREAK}\s*")


def _code(gap: str) -> int:
    if gap in HYPHENS:
        return HYPHEN
    if not gap:
        return NOTHING
    breaks = len(LINE_BREAK.findall(gap))
    if breaks > 1 or (breaks and not _WRAP.fullmatch(gap)):
        return PARAGRAPH
    if breaks:
        return ONE_LINE_BREAK
    return FULL_STOP if SENTENCE_END.search(gap) else QUIET


CODES: Final = Memo(_code)
