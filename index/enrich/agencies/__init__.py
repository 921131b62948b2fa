"""Which agencies an article's information and pictures come from, and in which way.

Names come from ``data/agencies.toml`` and, for media that are not listed, from
what the text says they are ("theo hãng tin X", "X đưa tin", "Ảnh: X": ``names``).
The words around each occurrence say its kind (``kinds``); the strongest kind of
an agency counts: relay, cite, photo, mention.
"""

from __future__ import annotations

from typing import Final

from index.article import Source, SourceKind
from index.enrich.agencies.kinds import Place, kind_of
from index.enrich.agencies.names import occurrences, unlisted
from index.enrich.agencies.tables import Media, media, own_names
from index.enrich.tables import plain

__all__ = ["find_sources"]

_STRENGTH: Final[tuple[SourceKind, ...]] = ("relay", "cite", "photo", "mention")
# The opening of a story: its standfirst and as much of its body (code points).
_OPENING: Final = 320


def find_sources(  # noqa: PLR0917  # the parts of an article, in its order
    title: str,
    standfirst: str | None,
    body: str,
    captions: tuple[str, ...] = (),
    closing: tuple[str, ...] = (),
    outlet: str | None = None,
    *,
    lists: Media | None = None,
) -> tuple[Source, ...]:
    """The agencies of an article, each once with its strongest kind.

    ``captions`` and ``closing`` are lines that were taken out of the body; both
    may also stand inside it. ``outlet`` is the article's own outlet (code or
    name) and never among the answers, nor is a Vietnamese paper that a closing
    line names: that is who published. Order: relay, cite, photo, mention, and
    within a kind as met. ``lists`` replaces the tables.
    """
    lists = lists or media()
    own = own_names(outlet)
    texts: list[tuple[str, Place]] = [(title, "text"), (standfirst or "", "text"), (body, "body")]
    texts += [(line, "caption") for line in captions]
    texts += [(line, "closing") for line in closing]
    extra = unlisted([text for text, _ in texts], lists)
    kinds: dict[str, SourceKind] = {}
    other: set[str] = set()
    for text, place in texts:
        for found in occurrences(text, lists, extra.names):
            kind = kind_of(text, found, place)
            name = lists.canonical(found.name)
            if kind is None or (outlet is None and _published(name, kind)):
                other.add(name)
            elif plain(name) not in own and plain(found.name) not in own:
                kinds[name] = min(kinds.get(name, kind), kind, key=_STRENGTH.index)
    # "Theo Doji, ..." in an article that also tells what Doji sells: a company.
    kinds = {name: kind for name, kind in kinds.items() if name not in extra.weak & other}
    _promote(kinds, _cited_early(standfirst or "", body, lists, extra.names))
    return tuple(
        Source(name, kind)
        for strength in _STRENGTH
        for name, kind in kinds.items()
        if kind == strength
    )


def _published(name: str, kind: SourceKind) -> bool:
    """Whether a closing line names the national agency: where no outlet is known, it published."""
    return name == "TTXVN" and kind == "relay"


def _promote(kinds: dict[str, SourceKind], early: set[str]) -> None:
    """The only agency of the running text, named where the story opens, relays all of it."""
    told = [name for name, kind in kinds.items() if kind in ("relay", "cite")]
    if len(told) == 1 and told[0] in early:
        kinds[told[0]] = "relay"


def _cited_early(standfirst: str, body: str, lists: Media, names: frozenset[str]) -> set[str]:
    return {
        lists.canonical(found.name)
        for text in (standfirst[:_OPENING], body[:_OPENING])
        for found in occurrences(text, lists, names)
        if kind_of(text, found, "text") == "cite"
    }
