"""How much of one input is read. The limits bound memory whatever the input claims."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1_000_000
MAX_TEXT: Final = 5 * MEGABYTE  # bytes of UTF-8 in one article
# a JSON record of such a text: "\u1ebf" writes 3 bytes of UTF-8 as 6
MAX_RECORD: Final = 3 * MAX_TEXT
# bytes passed over to find the end of a longer record before the file is given up
MAX_SKIP: Final = 100 * MEGABYTE
