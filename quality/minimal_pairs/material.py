"""What minimal pairs are made of, whether from the corpus or from us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quality.minimal_pairs.cases import Document
from quality.spelling import folded, marked, same, toneless

TWINS: Final = ("bare", "tone", "stroke", "quality", "name", "literal")


@dataclass(frozen=True, slots=True)
class Twins:
    """A word and its twin, both as they are usually written, and words around the first.

    ``span`` are 2 to 5 words that contain the word once, at ``at``, and no other
    with its letters.
    """

    word: str
    twin: str
    span: tuple[str, ...]
    at: int

    @property
    def kind(self) -> str:
        """What sets the two apart; ``literal`` where the word itself has no marks."""
        if not marked(self.word):
            return "literal"
        if self.twin[0].isupper() or self.word[0].isupper():
            return "name"
        if not marked(self.twin):
            return "bare"
        one, other = toneless(self.word), toneless(self.twin)
        if one == other:
            return "tone"
        return "stroke" if one.replace("đ", "d") == other.replace("đ", "d") else "quality"


@dataclass(frozen=True, slots=True)
class Context:
    """Words whose reading is settled, and words with the same letters that they are not."""

    reading: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """``alike`` are spellings of one thing; ``filler`` short runs of words for long texts.

    ``background`` are whole documents that make an archive's counts real.
    """

    twins: Sequence[Twins]
    alike: Sequence[tuple[str, ...]]
    contexts: Sequence[Context]
    filler: Sequence[str]
    background: Sequence[Document]


def check(material: Material) -> None:
    """Raises ValueError for twins that are none, spellings that differ and spans without."""
    for each in material.twins:
        letters = folded(each.word)
        if letters != folded(each.twin) or same(each.word) == same(each.twin):
            raise ValueError(f"{each.word} and {each.twin} are no twins")
        if [folded(word) == letters for word in each.span].count(True) != 1:
            raise ValueError(f"{each.word} stands not once in {each.span}")
    for spellings in material.alike:
        if len({tuple(map(same, each.split())) for each in spellings}) != 1:
            raise ValueError(f"not one word: {spellings}")
    for context in material.contexts:
        if not {folded(word) for word in context.others} <= set(map(folded, context.reading)):
            raise ValueError(f"other letters than {context.reading}: {context.others}")
        if set(map(same, context.others)) & set(map(same, context.reading)):
            raise ValueError(f"the reading itself: {context.others}")


def distinct(twins: Sequence[Twins]) -> int:
    """How many different pairs there are, whichever of the two is asked for."""
    return len({frozenset((same(each.word), same(each.twin))) for each in twins})
