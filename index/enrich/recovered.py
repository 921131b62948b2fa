"""A draft whose text is damaged (``§µm ph¸n``) as it was meant.

The one exception to "text is kept as found": nobody can find or read it as found.
The store keeps the draft as it came; the article has the meant text, says from
which encodings, and every offset counts into that text.
"""

from __future__ import annotations

from dataclasses import replace

from index.analysis.legacy import recovered
from index.article import Draft

_LINES = ("text", "title", "standfirst", "outlet", "published", "section")
_LISTS = ("authors", "tags", "captions")


def recovered_draft(draft: Draft) -> tuple[Draft, tuple[str, ...]]:
    """The draft with damaged sentences mended, and the encodings they came from.

    Judged as one document: a short headline is understood by its body. A sound
    draft comes back as the same object with no encodings.
    """
    lines = {name: text for name in _LINES if (text := getattr(draft, name))}
    lists: dict[str, tuple[str, ...]] = {name: getattr(draft, name) for name in _LISTS}
    found = recovered([*lines.values(), *(each for values in lists.values() for each in values)])
    if found is None:
        return draft, ()
    mended = iter(found.texts)
    changes: dict[str, object] = {name: next(mended) for name in lines}
    changes |= {name: tuple(next(mended) for _ in values) for name, values in lists.items()}
    return replace(draft, **changes), found.encodings  # type: ignore[arg-type]
