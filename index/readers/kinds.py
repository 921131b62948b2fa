"""What kind of input a file is: by its name, standard input by its first bytes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, Literal

from index.readers.refusal import NOT_YET, UNSUPPORTED, Refusal
from index.readers.streams import COMPRESSED

Kind = Literal["text", "lines", "json"]

_KINDS: Final[dict[str, Kind]] = {
    ".txt": "text",
    ".text": "text",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
}
_LATER: Final = {
    ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML", ".chn": "HTML", ".shtml": "HTML",
    ".xml": "XML/RSS", ".rss": "RSS", ".atom": "Atom",
    ".zip": "ZIP", ".tar": "TAR", ".tgz": "TAR",
}  # fmt: skip
_JSON_START: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")


def kind_of(path: Path) -> Kind | Refusal:
    """How to read the file; a Refusal (skipped) for a kind that is not read."""
    name = path.name.lower()
    packed = next((suffix for suffix in COMPRESSED if name.endswith(suffix)), "")
    suffix = Path(name.removesuffix(packed)).suffix
    if suffix in _KINDS:
        return _KINDS[suffix]
    if suffix in _LATER:
        return Refusal(str(path), NOT_YET, {"kind": _LATER[suffix]}, skipped=True)
    return Refusal(str(path), UNSUPPORTED, {"kind": (suffix + packed) or "?"}, skipped=True)


def kind_of_start(start: bytes) -> Kind:
    """How to read what has no name: JSON when it opens like a record, else text.

    JSON here is read value by value, which covers JSONL too.
    """
    return "json" if _JSON_START.match(start) else "text"
