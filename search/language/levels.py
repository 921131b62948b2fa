"""Part → which articles match, level by level; each level holds the one before.

| level | what counts |
|---|---|
| TYPED | every word exactly as it was typed |
| READING | unmarked words in their likely readings |
| ALTERNATIVE | other names of the same, words spelled about so |
| FULL | also any marking, where the query leaves it open |
| MARKING | also a marked word whose marks differ |

FULL is what matches. What MARKING adds is shown only where a search widens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal, get_args

from index import deadline
from index.engines.query import DateWithin, Enough, Everything, Near, Node, Not, Term, Within
from index.engines.schema import EXACT
from search.dates import Span as Days
from search.language.alternatives import Found, Member
from search.language.matching import Forms, Matcher, every_marking, open_forms
from search.language.nodes import all_of, any_of, phrase
from search.language.parts import (
    AllOf,
    AnyOf,
    Fixed,
    Part,
    Quote,
    Spoken,
    Widening,
    Without,
    Words,
)
from search.language.run import Block, Span
from search.limits import PHRASE_WORDS

ENOUGH = 0.2
ENOUGH_OF_FEW = 1.6
"""The share of a query's rarity that an article must have when a search widens to n words:
ENOUGH + ENOUGH_OF_FEW / n². Half a compound is nothing near it; of a sentence a quarter
says what it is about."""

How = Literal["typed", "reading", "alternative", "marking", "lacking"]
"""How an article matches: the first level that it reaches (FULL and MARKING are both
another marking), or that it lacks words."""
HOWS: Final[tuple[How, ...]] = get_args(How)


class Level(IntEnum):
    TYPED = 1
    READING = 2
    ALTERNATIVE = 3
    FULL = 4
    MARKING = 5


def matching(part: Part, level: Level) -> Node:
    """The articles that match ``part`` at ``level``."""
    deadline.check()
    match part:
        case Words():
            return _Words(part, level).every()
        case Quote():
            return _quote(part, level)
        case Widening(typed, whole):
            return typed if level < Level.ALTERNATIVE else whole
        case Spoken(speaker, words):
            said = matching(words, level) if words else Everything()
            return Within(said, spoken_by(speaker, level))
        case Fixed(node):
            return node
        case AllOf(parts):
            return all_of(matching(each, level) for each in parts)
        case AnyOf(parts):
            return any_of(matching(each, level) for each in parts)
        case Without(inner):
            return Not(matching(inner, Level.FULL))


def any_word(part: Part) -> Node:
    """The articles with any of the words of ``part``; all else is required."""
    match part:
        case AllOf(parts):
            words = [each for each in parts if isinstance(each, Words | Quote | Widening)]
            others = [each for each in parts if each not in words]
            some = any_of(any_word(each) for each in words)
            return all_of([*([some] if words else []), *map(any_word, others)])
        case AnyOf(parts):
            return any_of(map(any_word, parts))
        case Words():
            return any_of(each.node for each in words_of(part, Level.FULL))
        case Spoken(speaker, words):
            said = any_word(words) if words else Everything()
            return Within(said, spoken_by(speaker, Level.FULL))
        case Quote() | Widening() | Fixed() | Without():
            return matching(part, Level.FULL)


def widened(part: Part) -> Node:
    """The articles with enough of the words of ``part``, in any marking; all else is required.

    A quoted phrase may be lacking only beside plain words: alone it is all there is.
    """
    match part:
        case AllOf(parts):
            loose = _loose(parts)
            nodes = _any_marking(loose)
            others = [widened(each) for each in parts if each not in loose]
            return all_of([*([_enough(nodes)] if nodes else []), *others])
        case AnyOf(parts):
            return any_of(map(widened, parts))
        case Words():
            loose = _loose([part])
            return _enough(_any_marking(loose)) if loose else matching(part, Level.FULL)
        case Quote() | Widening() | Spoken() | Fixed() | Without():
            return matching(part, Level.FULL)


def loose_words(part: Part) -> int:
    """How many different words of ``part`` may be lacking where a search widens."""
    return len(_any_marking(_loose(part.parts if isinstance(part, AllOf) else [part])))


def _loose(parts: Sequence[Part]) -> list[Words | Quote]:
    """What names a field says precisely what it wants; plain words may be lacking.

    A quotation may only beside such words.
    """
    found = [e for e in parts if isinstance(e, Words | Quote) and e.zone == "text"]
    return found if any(isinstance(each, Words) for each in found) else []


def _any_marking(parts: Sequence[Words | Quote]) -> list[Node]:
    """The words in any marking, each once: typed twice it is no stronger."""
    nodes: list[Node] = []
    for part in parts:
        if isinstance(part, Words):
            nodes += [each.node for each in words_of(part, Level.MARKING)]
        else:
            nodes.append(matching(part, Level.FULL))
    return list(dict.fromkeys(nodes))


def _enough(nodes: Sequence[Node]) -> Node:
    if len(nodes) == 1:
        return nodes[0]
    return Enough(tuple(nodes), round(ENOUGH + ENOUGH_OF_FEW / len(nodes) ** 2, 3))


def spoken_by(speaker: Part | None, level: Level) -> Node:
    """What makes a quotation one by ``speaker`` as he is found at ``level``; None: by anybody."""
    return matching(speaker, level) if speaker else Everything()


def side_by_side(part: Part) -> Node | None:
    """The articles with words of ``part`` as a phrase; None where no two stand together."""
    phrases = list(_phrases(part))
    return any_of(phrases) if phrases else None


def _phrases(part: Part) -> Iterator[Node]:
    match part:
        case Words(_, run, zone, readings) if 1 < len(run.tokens) <= PHRASE_WORDS:
            for reading in (readings.literal, *readings.likely):
                yield Matcher(run, zone).phrase(reading)
        case AllOf(parts) | AnyOf(parts):
            for each in parts:
                yield from _phrases(each)
        case Spoken(speaker, words):
            by = spoken_by(speaker, Level.FULL)
            for node in _phrases(words) if words else ():
                yield Within(node, by)
        case _:
            return


@dataclass(frozen=True, slots=True)
class OneWord:
    """One word of a query (*26 tháng 8* is one) as typed, and the articles that have it."""

    text: str
    node: Node


def words_of(words: Words, level: Level) -> list[OneWord]:
    """The words of the run one by one, at ``level``."""
    return _Words(words, level).each()


@dataclass(frozen=True, slots=True)
class _Item:
    """Blocks that other names stand for together, or a block by itself."""

    blocks: tuple[Block, ...]
    others: tuple[Node, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.blocks[0].span.first, self.blocks[-1].span.last)


class _Words:
    """One run of words at one level."""

    def __init__(self, words: Words, level: Level) -> None:
        self._words = words
        self._level = level
        self._matcher = Matcher(words.run, words.zone)

    def every(self) -> Node:
        """All the words, in any of the readings; what all readings share stands once."""
        readings = self._readings()
        shared: list[Node] = []
        open_items: list[_Item] = []
        for item in self._items():
            ways = {_of(item.span, reading) for reading in readings}
            if len(ways) == 1:
                shared.append(self._item(item, readings[0]))
            else:
                open_items.append(item)
        if open_items:
            choices = (all_of(self._item(i, reading) for i in open_items) for reading in readings)
            shared.append(any_of(choices))
        return any_of([all_of(shared), *self._literal(readings)])

    def each(self) -> list[OneWord]:
        readings = self._readings()
        found = []
        for item in self._items():
            for block in item.blocks:
                ways = [self._matcher.block(block, reading) for reading in readings]
                text = " ".join(self._words.typed[i].text for i in self._typed(block))
                found.append(OneWord(text, any_of([*ways, *item.others])))
        return found

    def _typed(self, block: Block) -> list[int]:
        return sorted({self._words.run.words[token] for token in block.span.tokens})

    def _readings(self) -> Sequence[Forms]:
        run, readings = self._words.run, self._words.readings
        if self._level == Level.MARKING:
            return [every_marking(run)]
        if self._level == Level.FULL and self._words.opened:
            return [open_forms(run)]
        if self._level == Level.TYPED or self._words.opened:
            return [readings.literal]
        return readings.likely

    def _literal(self, readings: Sequence[Forms]) -> list[Node]:
        """The text as typed counts where it stands so, likely or not.

        Of *thủ do* the words alone would add 900 articles with "do" to the 300
        about a capital.
        """
        words = self._words
        opened = self._level >= Level.FULL and words.opened
        if opened or self._level in (Level.TYPED, Level.MARKING):
            return []
        if words.readings.literal in readings or len(words.run.tokens) > PHRASE_WORDS:
            return []
        return [self._matcher.phrase(words.readings.literal)]

    def _items(self) -> list[_Item]:
        blocks = self._words.run.blocks
        found = self._words.alternatives if self._level >= Level.ALTERNATIVE else ()
        starts = {each.first: each for each in found}
        items: list[_Item] = []
        at = 0
        while at < len(blocks):
            named = starts.get(blocks[at].span.first)
            covered = _covered(named, blocks[at:]) if named else 0
            others = named_otherwise(named, self._words.zone) if named and covered else ()
            items.append(_Item(tuple(blocks[at : at + max(1, covered)]), others))
            at += max(1, covered)
        return items

    def _item(self, item: _Item, forms: Forms) -> Node:
        node = all_of(self._matcher.block(block, forms) for block in item.blocks)
        return any_of([node, *item.others])


def _covered(found: Found, blocks: Sequence[Block]) -> int:
    """How many of the leading ``blocks`` the name covers exactly; 0 where it ends inside one."""
    last = found.first + found.count - 1
    ends = [block.span.last for block in blocks]
    return ends.index(last) + 1 if last in ends else 0


def named_otherwise(found: Found, zone: str) -> tuple[Node, ...]:
    """The other names of what was typed, each side by side as it is written.

    A name that was in use on certain days stands for the same in articles of those
    days only: before July 2025 *Tuyên Quang* said nothing about Hà Giang.
    """
    return tuple(all_of([name_of(each.forms, zone), *_in_use(each)]) for each in found.others)


def _in_use(member: Member) -> Iterator[Node]:
    if member.since or member.until:
        first = Days(member.since, member.since).start if member.since else None
        last = Days(member.until, member.until).end if member.until else None
        yield DateWithin(first, last)


def name_of(forms: Sequence[str], zone: str) -> Node:
    """A name as the phrase of its exact tokens."""
    return phrase(tuple((Term(EXACT[zone], form),) for form in forms))


def _quote(part: Quote, level: Level) -> Node:
    run = part.run
    literal = level < Level.FULL or run.marked
    forms = tuple(run.forms) if literal else open_forms(run)
    matcher = Matcher(run, part.zone)
    if part.slop is None or len(forms) == 1:
        return matcher.phrase(forms)
    return Near(tuple(matcher.slot(i, form) for i, form in enumerate(forms)), part.slop)


def _of(span: Span, forms: Forms) -> Forms:
    return tuple(forms[i] for i in span.tokens)
