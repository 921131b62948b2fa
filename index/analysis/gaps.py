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
DOT: Final = 6  # and nothing else: TP.HCM
AMPERSAND: Final = 7  # with or without spaces around: GD&ĐT
APOSTROPHE: Final = 8  # and nothing else: O'Neill

# Hyphen, non-breaking hyphen, figure and en dash without spaces, minus, full-width.
_JOINTS: Final = dict.fromkeys("-\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", HYPHEN) | {
    "": NOTHING,
    ".": DOT,
    "&": AMPERSAND,
    " & ": AMPERSAND,
    "'": APOSTROPHE,
    "\u2018": APOSTROPHE,
    "\u2019": APOSTROPHE,
    "\u02bc": APOSTROPHE,
}
_BREAKS: Final = r"\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE_BREAK: Final = rf"(?:\r\n|[{_BREAKS}])"
LINE_BREAK: Final = re.compile(_LINE_BREAK)
# The mark, and the quotes and brackets that close behind it.
SENTENCE_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)")
_ENDS_INSIDE: Final = re.compile(rf"{SENTENCE_END.pattern}|{_LINE_BREAK}")
# What one of them begins with: "re" skips to it, as it does not to what is behind a look back.
_MARK: Final = re.compile(rf"[.!?…{_BREAKS}]")
# A line that opens with a dash, a bullet or a quote is not the last one's rest.
_WRAP: Final = re.compile(rf"[^.!?…]*{_LINE_BREAK}\s*")


def _code(gap: str) -> int:
    joint = _JOINTS.get(gap)
    if joint is not None:
        return joint
    breaks = len(LINE_BREAK.findall(gap))
    if breaks > 1 or (breaks and not _WRAP.fullmatch(gap)):
        return PARAGRAPH
    if breaks:
        return ONE_LINE_BREAK
    return FULL_STOP if SENTENCE_END.search(gap) else QUIET


def may_end_inside(text: str) -> bool:
    """Whether ``text`` may be more than one sentence; most headlines are not."""
    whole = text.strip()
    first = _MARK.search(whole)
    return first is not None and _ENDS_INSIDE.search(whole, first.start()) is not None


CODES: Final = Memo(_code)
