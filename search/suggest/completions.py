"""What a query that is being typed may become.

The words at its end are completed, as many of them together as begin anything:
of *tổng thống ngu* only the last, of *dam ph* both. What stands before them, operators
and fields included, stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from index.analysis import analyze
from index.analysis.unicode import unify
from search.language.lexer import FIELDS, QUOTES
from search.limits import COMPLETED_WORDS, COMPLETIONS, QUERY_CHARACTERS
from search.suggest import cells
from search.suggest.cells import Cells
from search.suggest.names import Kind, Name, Names, Only

DEFAULT: Final = 10

# No name reaches over one of these.
_BARRIER: Final = re.compile(rf"[{QUOTES}():*~|]")
# What an operator takes with it is one word, or quoted.
_OPERATOR: Final = re.compile(rf"(?:([^\W\d_]+):|(?<![^\s(])-)([{QUOTES}]?)$")
_NOT_NAMES: Final = ("outlet", "source", "date")
_YS: Final = frozenset("yýỳỷỹỵ")


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to go on.

    ``text`` is the whole query when it is taken, ``label`` the key term or person.
    ``documents`` are the articles that it is a key term of, or that name the person.
    """

    text: str
    label: str
    kind: Kind
    documents: int


@dataclass(frozen=True, slots=True)
class _Ending:
    """The last ``words`` of what is typed, from ``start`` on; ``whole``: there is no other.

    ``prefixes`` are their cells, several where it is not yet clear what the last one is.
    """

    start: int
    words: tuple[str, ...]
    prefixes: tuple[Cells, ...]
    whole: bool


def completions(typed: str, names: Names, limit: int = DEFAULT) -> tuple[Completion, ...]:
    """At most ``limit`` completions of ``typed``, most frequent first; never raises.

    With or without marks, in any case and any Unicode form; see
    :meth:`Names.beginning` for what fits.
    """
    if len(typed) > QUERY_CHARACTERS or limit < 1:
        return ()
    most = min(limit, COMPLETIONS)
    for ending in _endings(typed):
        field, quoting = _before(typed[: ending.start])
        if field in _NOT_NAMES:
            return ()
        # one more, for what is typed in full already is none
        found = names.beginning(ending.prefixes, most + 1, _only(field, ending))
        if found:
            unfinished = [n for n in found if tuple(analyze(n.text).exact) != ending.words]
            made = (_completion(typed, ending.start, name, quoting) for name in unfinished)
            return tuple(islice(made, most))
    return ()


def _endings(typed: str) -> Iterator[_Ending]:
    """The last words of ``typed``, most words first; none behind a closed quote or bracket."""
    tokens = analyze(typed)
    if not tokens.exact:
        return
    behind = typed[tokens.ends[-1] :]
    if _BARRIER.search(behind):
        return
    first = len(tokens) - 1
    while first and not _BARRIER.search(typed[tokens.ends[first - 1] : tokens.starts[first]]):
        first -= 1
    *before, last = tokens.exact
    # a space behind the last word ends it: an empty one has begun
    lasts = (
        [(last, "")] if behind else [(e,) for e in _unfinished(last, typed[tokens.starts[-1] :])]
    )
    for at in range(max(first, len(tokens) - COMPLETED_WORDS), len(tokens)):
        prefixes = tuple(_cells((*before[at:], *each)) for each in lasts)
        yield _Ending(tokens.starts[at], tuple(tokens.exact[at:]), prefixes, at == 0)


def _unfinished(form: str, surface: str) -> tuple[str, ...]:
    """``form``, and with its y where it may yet become Myanmar or quyết."""
    last = unify(surface)[-1:]
    if last in _YS and form[-1:] not in _YS:
        return form, form[:-1] + last
    return (form,)


def _cells(forms: Iterable[str]) -> Cells:
    return cells.spaced(map(cells.typed, forms))


def _only(field: str | None, ending: _Ending) -> Only:
    if field in ("person", "said"):
        return "persons"
    # in a longer query the words before it would stand beside the name's first word
    return "any" if ending.whole else "opening"


def _before(typed: str) -> tuple[str | None, bool]:
    """The field that what follows stands in, and whether more than a word needs quotes there."""
    found = _OPERATOR.search(typed)
    if found is None:
        return None, False
    name = (found[1] or "").lower()
    if found[1] and name not in FIELDS:
        return None, False
    return name or None, not found[2]


def _completion(typed: str, start: int, name: Name, quoting: bool) -> Completion:
    text = f'"{name.text}"' if quoting and " " in name.text else name.text
    return Completion(typed[:start] + text, name.text, name.kind, name.documents)
