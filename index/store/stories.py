"""Which story an article belongs to, kept true while articles come, change and go.

An article that comes is compared with those that share a key with its fingerprint
(``index.stories``) and no others. It joins the story of which it is a copy; it is one
where it is a copy of a member and at least akin to the first copy, so that no chain of
small changes leads from one story to another. Where it shows that two stories are one,
the older id survives and the other leads there. A key that COMMON stories have is
boilerplate: it is not followed, and such a sentence counts in no comparison.

The first copy of a story is, of its members: not one that relays another member's
outlet; published first, of the same day one whose minute is known; undated ones last;
then the one that came into the archive first.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from index.article import Article, Story
from index.store import records
from index.store.chunks import CHUNK, chunks
from index.store.tables import ARTICLES, MEMBERS, STORIES, STORY_KEYS
from index.stories import Fingerprint, fingerprint, from_bytes, likeness, shingles_of, to_bytes
from index.stories.shingles import Hashes

COMMON: Final = 10
"""Stories from which on a key is boilerplate. It also bounds what a look-up reads."""

CANDIDATES: Final = 20
"""Stories that an article is compared with: those with the most keys in common."""

COMPARED: Final = 12
"""Members of one story that an article is compared with, those that came first."""

Touch = Callable[[int], object]
"""Told the ``seq`` of each article, beside the one that came, whose story became another."""

_MOST_PRINTS: Final = 400
"""Fingerprints read for one comparison, first copies first: 2 KB each, and a story may have
a thousand members."""

_PLACED_AT_ONCE: Final = 32
"""Articles whose keys are looked up in one statement: 1,300 keys."""

_NO_STORY: Final[frozenset[int]] = frozenset()

_BY_KEY: Final = select(STORY_KEYS).where(STORY_KEYS.c.key.in_(bindparam("keys", expanding=True)))
_HAVING: Final = select(STORY_KEYS.c.key).where(
    STORY_KEYS.c.key.in_(bindparam("keys", expanding=True)),
    STORY_KEYS.c.story == bindparam("story"),
)
_PRINTS: Final = (
    select(MEMBERS.c.seq, MEMBERS.c.story, MEMBERS.c.shingles, MEMBERS.c.figures, MEMBERS.c.opening)
    .where(MEMBERS.c.story.in_(bindparam("stories", expanding=True)))
    .order_by(MEMBERS.c.first.desc(), MEMBERS.c.seq)
    .limit(_MOST_PRINTS)
)
_MEMBERSHIP: Final = select(MEMBERS.c.story, MEMBERS.c.shingles).where(
    MEMBERS.c.seq == bindparam("at")
)

_INSERT_STORY: Final = insert(STORIES).returning(STORIES.c.id)
_INSERT_MEMBER: Final = insert(MEMBERS)
_INSERT_KEY: Final = insert(STORY_KEYS)
_DESCRIBE: Final = update(MEMBERS).where(MEMBERS.c.seq == bindparam("at"))
_OTHERS: Final = MEMBERS.alias("others")
STORY: Final = (
    MEMBERS.c.story,
    MEMBERS.c.first,
    select(func.count())
    .where(_OTHERS.c.story == MEMBERS.c.story)
    .scalar_subquery()
    .label("copies"),
)
"""Columns beside an article's own, of a select that joins MEMBERS; see :func:`story_of`."""


def story_of(row: Any) -> Story | None:
    """From a row with the columns STORY; None where the article has been placed in none."""
    return None if row.story is None else Story(row.story, row.copies, row.first)


@dataclass(frozen=True, slots=True)
class _Known:
    """The stories that have keys of an article; ``common`` are those of boilerplate."""

    by_story: Mapping[int, frozenset[int]]
    common: frozenset[int]


@dataclass(frozen=True, slots=True)
class Placing:
    """An article that is new, or has changed, and the fingerprint of its texts.

    ``new`` says that it has never been in a story; the fingerprint is made where it is None.
    """

    seq: int
    article: Article
    fingerprint: Fingerprint | None = None
    new: bool = False


def place(connection: Connection, seq: int, article: Article, touch: Touch) -> None:
    """Put an article that is new, or has changed, into its story."""
    place_all(connection, [Placing(seq, article)], touch)


def place_all(connection: Connection, placings: Iterable[Placing], touch: Touch) -> None:
    """Put these articles into their stories, as :func:`place` would one after the other."""
    rest = iter(placings)
    while some := list(islice(rest, _PLACED_AT_ONCE)):
        _Placing(connection, touch).place(some)


class _Placing:
    """A few articles on their way into their stories.

    Most articles are new and tell a story of their own. Those are written together, and
    what is asked about them is asked together. Whatever else happens to a story happens
    at once, behind what was still to be written, and then the rest is asked anew.
    """

    def __init__(self, connection: Connection, touch: Touch) -> None:
        self._connection = connection
        self._touch = touch
        self._by_key: dict[int, set[int]] = {}
        self._ids: list[int] = []
        self._members: list[dict[str, object]] = []
        self._keys: list[tuple[int, int]] = []

    def place(self, placings: Sequence[Placing]) -> None:
        """All of them, in order."""
        made = [each.fingerprint or fingerprint(each.article) for each in placings]
        self._ids = _new(self._connection, sum(each.new for each in placings))
        self._look_up(made)
        for at, (each, print_) in enumerate(zip(placings, made, strict=True)):
            known = _known({key: self._by_key.get(key, _NO_STORY) for key in print_.keys})
            copied = self._copied(each, print_, known) if each.new else None
            if copied is not None and not copied:
                self._begin(each, print_, known)
            else:
                self._write()
                self._move(each, print_, known, copied)
                self._look_up(made[at + 1 :])
        self._write()
        _drop(self._connection, self._ids)

    def _look_up(self, made: Sequence[Fingerprint]) -> None:
        self._by_key = defaultdict(set)
        keys = sorted({key for each in made for key in each.keys})
        for some in chunks(keys):
            for key, story in self._connection.execute(_BY_KEY, {"keys": some}):
                self._by_key[key].add(story)

    def _copied(self, each: Placing, made: Fingerprint, known: _Known) -> set[int]:
        """The stories of which the article is a copy, those still to be written among them."""
        if not known.by_story:
            return set()
        if not {story for _, story in self._keys}.isdisjoint(known.by_story):
            self._write()
        return _copied(self._connection, each.seq, each.article, made, known)

    def _begin(self, each: Placing, made: Fingerprint, known: _Known) -> None:
        """Let the article, a copy of none, tell a story of its own."""
        story = self._ids.pop()
        self._members.append(_member(each.seq, each.article, made, story, first=True))
        for key in made.keys:
            if key not in known.common:
                self._keys.append((key, story))
                self._by_key[key].add(story)

    def _move(
        self, each: Placing, made: Fingerprint, known: _Known, copied: set[int] | None
    ) -> None:
        """Put one article into its story, whatever that changes.

        ``copied`` are the stories of which it is a copy, None where that was not looked at.
        """
        seq, article = each.seq, each.article

        def others(changed: int) -> None:
            if changed != seq:
                self._touch(changed)

        before = self._connection.execute(_MEMBERSHIP, {"at": seq}).one_or_none()
        if before is not None and before.shingles == to_bytes(made.shingles):
            self._connection.execute(_DESCRIBE, {"at": seq, **_described(article)})
            _rank(self._connection, before.story, others)
            return
        if copied is None:
            copied = _copied(self._connection, seq, article, made, known)
        left = before.story if before is not None else None
        self._connection.execute(delete(MEMBERS).where(MEMBERS.c.seq == seq))
        story = _one(self._connection, copied, others)
        if left is not None and not _rows(self._connection, left):
            # told by this article alone: the story changes with it, and the older id survives
            self._connection.execute(delete(STORY_KEYS).where(STORY_KEYS.c.story == left))
            story = left if story is None else _merged(self._connection, {story, left}, others)
        if story is None:
            [story] = _new(self._connection, 1)
        self._connection.execute(_INSERT_MEMBER, _member(seq, article, made, story))
        has = self._connection.execute(_HAVING, {"keys": list(made.keys), "story": story}).scalars()
        but = known.common.union(has)
        _add_keys(self._connection, [(key, story) for key in made.keys if key not in but])
        _rank(self._connection, story, others)
        if left is not None and left != story:
            _rank(self._connection, left, others)

    def _write(self) -> None:
        """What was collected."""
        if self._members:
            self._connection.execute(_INSERT_MEMBER, self._members)
        _add_keys(self._connection, self._keys)
        self._members, self._keys = [], []


def remove(connection: Connection, sequences: Sequence[int], touch: Touch) -> None:
    """Take deleted articles out; where the first copy goes, the next takes its place."""
    for chunk in chunks(sequences):
        here = MEMBERS.c.seq.in_(chunk)
        stories = set(connection.execute(select(MEMBERS.c.story).where(here)).scalars())
        connection.execute(delete(MEMBERS).where(here))
        told = select(MEMBERS.c.story).where(MEMBERS.c.story.in_(stories)).distinct()
        left = set(connection.execute(told).scalars())
        connection.execute(delete(STORY_KEYS).where(STORY_KEYS.c.story.in_(stories - left)))
        for story in sorted(left):
            _rank(connection, story, touch)


def complete(connection: Connection) -> None:
    """Place the live articles that are in no story yet, in order of admission.

    An index made before knows nothing of stories and is made anew, so none is touched.
    """
    wanted = (
        select(ARTICLES.c.seq, ARTICLES.c.article)
        .outerjoin(MEMBERS, MEMBERS.c.seq == ARTICLES.c.seq)
        .where(ARTICLES.c.deleted.is_(False), MEMBERS.c.seq.is_(None))
        .order_by(ARTICLES.c.seq)
        .limit(CHUNK)
    )
    while rows := connection.execute(wanted).all():
        told = (Placing(row.seq, records.read_article(row.article), new=True) for row in rows)
        place_all(connection, told, lambda _: None)


def current(connection: Connection, story: int) -> int | None:
    """The id under which a story is told now; None where there is none with members."""
    if not 0 < story < 1 << 63:
        return None
    now = connection.execute(
        select(func.coalesce(STORIES.c.merged_into, STORIES.c.id)).where(STORIES.c.id == story)
    ).scalar()
    has = select(MEMBERS.c.seq).where(MEMBERS.c.story == now).limit(1)
    return now if now is not None and connection.execute(has).first() else None


def members(connection: Connection, story: int) -> list[int]:
    """``seq`` of the members, the first copy first, the others by the same rule."""
    return [row.seq for row in _ordered(_rows(connection, story))]


def _known(stories: Mapping[int, Collection[int]]) -> _Known:
    """Of the stories by key."""
    by_story: defaultdict[int, set[int]] = defaultdict(set)
    for key, having in stories.items():
        for story in having:
            by_story[story].add(key)
    common = frozenset(key for key, having in stories.items() if len(having) >= COMMON)
    return _Known({story: frozenset(keys) for story, keys in by_story.items()}, common)


def _copied(
    connection: Connection, seq: int, article: Article, made: Fingerprint, known: _Known
) -> set[int]:
    """The stories of which the article is a copy."""
    shared = Counter({s: len(k - known.common) for s, k in known.by_story.items()})
    stories = [story for story, count in shared.most_common(CANDIDATES) if count]
    if not stories:
        return set()
    common: Hashes | None = None
    if known.common:
        common = np.setdiff1d(made.shingles, shingles_of(article, known.common), assume_unique=True)
    compared: Counter[int] = Counter()
    refused: set[int] = set()
    found: set[int] = set()
    for row in connection.execute(_PRINTS, {"stories": stories}):
        if row.seq == seq or row.story in refused or compared[row.story] >= COMPARED:
            continue
        like = likeness(made, _print(row), common)
        if not compared[row.story] and not like.akin:
            refused.add(row.story)
        compared[row.story] += 1
        if like.copies:
            found.add(row.story)
    return found - refused


def _print(row: Any) -> Fingerprint:
    shingles, figures, opening = map(from_bytes, (row.shingles, row.figures, row.opening))
    return Fingerprint(shingles, figures, opening, ())


def _one(connection: Connection, found: set[int], touch: Touch) -> int | None:
    """The oldest of ``found``, which those that are the same have joined; None of none."""
    oldest = min(found, default=None)
    if oldest is not None:
        same = {each for each in found if each == oldest or _same(connection, oldest, each)}
        _merged(connection, same, touch)
    return oldest


def _merged(connection: Connection, stories: set[int], touch: Touch) -> int:
    """The oldest of the stories, after the others became part of it."""
    oldest, *others = sorted(stories)
    for other in others:
        _merge(connection, other, oldest, touch)
    return oldest


def _new(connection: Connection, count: int) -> list[int]:
    """The ids of so many new stories, the oldest last."""
    if not count:
        return []
    rows = [{"merged_into": None}] * count
    made = connection.execute(_INSERT_STORY, rows).scalars()
    return sorted(made, reverse=True)


def _drop(connection: Connection, unused: Sequence[int]) -> None:
    """Ids that nobody took; they are not given again."""
    if unused:
        connection.execute(delete(STORIES).where(STORIES.c.id.in_(unused)))


def _same(connection: Connection, one: int, other: int) -> bool:
    """Whether the first copies of two stories may be of one story."""
    firsts: dict[int, Fingerprint] = {}
    for row in connection.execute(_PRINTS, {"stories": [one, other]}):
        firsts.setdefault(row.story, _print(row))
    # the only member of one may be the article that changed, and has left
    return len(firsts) == 2 and likeness(firsts[one], firsts[other]).akin


def _merge(connection: Connection, story: int, into: int, touch: Touch) -> None:
    joining = list(
        connection.execute(select(MEMBERS.c.seq).where(MEMBERS.c.story == story)).scalars()
    )
    connection.execute(
        update(MEMBERS).where(MEMBERS.c.story == story).values(story=into, first=False)
    )
    known = select(STORY_KEYS.c.key).where(STORY_KEYS.c.story == into)
    theirs = (STORY_KEYS.c.story == story) & STORY_KEYS.c.key.not_in(known)
    connection.execute(update(STORY_KEYS).where(theirs).values(story=into))
    connection.execute(delete(STORY_KEYS).where(STORY_KEYS.c.story == story))
    connection.execute(
        update(STORIES)
        .where((STORIES.c.id == story) | (STORIES.c.merged_into == story))
        .values(merged_into=into)
    )
    for seq in joining:
        touch(seq)


def _member(
    seq: int, article: Article, made: Fingerprint, story: int, *, first: bool = False
) -> dict[str, object]:
    """The row of a member."""
    return {
        "seq": seq,
        "story": story,
        "first": first,
        "shingles": to_bytes(made.shingles),
        "figures": to_bytes(made.figures),
        "opening": to_bytes(made.opening),
        **_described(article),
    }


def _described(article: Article) -> dict[str, str | None]:
    """What decides about the first copy."""
    published = article.published
    relays = sorted({source.name for source in article.sources if source.kind == "relay"})
    return {
        "published": published.value if published and published.day else None,
        "outlet": article.outlet,
        "relays": json.dumps(relays) if relays else None,
    }


def _add_keys(connection: Connection, found_by: Sequence[tuple[int, int]]) -> None:
    """These stories are found by these keys from now on; what is boilerplate stays as it is."""
    if found_by:
        # in the order of the table: neighbours lie on one page
        rows = [{"key": key, "story": story} for key, story in sorted(found_by)]
        connection.execute(_INSERT_KEY, rows)


# --- the first copy


def _rank(connection: Connection, story: int, touch: Touch) -> None:
    """Say anew which member is the first copy."""
    rows = _rows(connection, story)
    if not rows:
        return
    first = _ordered(rows)[0].seq
    for row in rows:
        if row.first != (row.seq == first):
            connection.execute(
                update(MEMBERS).where(MEMBERS.c.seq == row.seq).values(first=row.seq == first)
            )
            touch(row.seq)


def _rows(connection: Connection, story: int) -> Sequence[Any]:
    columns = (MEMBERS.c[each] for each in ("seq", "first", "published", "outlet", "relays"))
    return connection.execute(select(*columns).where(MEMBERS.c.story == story)).all()


def _ordered(rows: Sequence[Any]) -> list[Any]:
    outlets = {row.outlet.casefold() for row in rows if row.outlet}

    def relaying(row: Any) -> bool:
        own = (row.outlet or "").casefold()
        names = {name.casefold() for name in json.loads(row.relays or "[]")}
        return bool(names & (outlets - {own}))

    return sorted(
        rows,
        key=lambda row: (
            relaying(row),
            (row.published or "9999")[:10],
            # "T" and a time sorts before "~", which stands for none
            (row.published or "")[10:] or "~",
            row.seq,
        ),
    )
