"""How much of one input is read. The limits bound memory whatever the input claims."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1_000_000
MAX_TEXT: Final = 5 * MEGABYTE  # bytes of UTF-8 in one article
MAX_DOCUMENT: Final = 5 * MEGABYTE  # bytes of a page or feed; the largest of our pages has 0.6
MAX_TAGS: Final = 30_000  # in a page or in the text of a record; our largest page has 3,300
MAX_FEED_TAGS: Final = 50_000  # 12,000 entries
MAX_FEED_ENTITIES: Final = 400_000  # "&" in a feed; bare ones cost feedparser 2 µs each
MAX_FEED_DEPTH: Final = 100  # elements inside each other in a feed
MAX_REFUSALS: Final = 10_000  # records refused in a row, before the rest of a file is given up
# a JSON record of such a text: "\u1ebf" writes 3 bytes of UTF-8 as 6
MAX_RECORD: Final = 3 * MAX_TEXT
# bytes passed over to find the end of a longer record before the file is given up
MAX_SKIP: Final = 100 * MEGABYTE
# archives and compressed files: what unpacks to more than 20 MB and to more than a
# hundred times what it was packed in is a bomb (JSONL of articles packs 3 to 8 times)
FREE_BYTES: Final = 20 * MEGABYTE
MAX_RATIO: Final = 100
MAX_MEMBERS: Final = 50_000  # files in one archive; each costs a zip 0.5 KB of memory
MAX_DIRECTORY: Final = 16 * MEGABYTE  # bytes of a zip's list of files
MAX_PIPED_ZIP: Final = 1_000 * MEGABYTE  # a zip is read from its end, so a pipe is kept on disk
