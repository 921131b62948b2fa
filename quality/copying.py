"""Copies as newsrooms make them: a real article with a share of its sentences edited."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.analysis import sentences
from index.article import Article

LEVELS: Final = (5, 10, 20, 30)
"""Per cent of the sentences that are edited, one at least."""

CUTS: Final = (30, 50)
"""Per cent of the sentences that a shortened copy leaves out, from the end."""

_WORDS: Final = 4
"""One word in so many of an edited sentence is another one."""

Sentences = list[str]
Edit = Callable[["Editor", Sentences, Sequence[int]], Sentences]


@dataclass(frozen=True, slots=True)
class Editor:
    """Rewrites articles; ``others`` are sentences of other articles to borrow from."""

    draw: random.Random
    others: Sequence[str]

    def copy(self, article: Article, edit: str, percent: int) -> Article:
        """A copy under another headline, outlet and byline."""
        found = [article.body[start:end] for start, end in sentences(article.body)]
        number = max(1, round(len(found) * percent / 100))
        if edit == SHORTENED:
            body = found[: len(found) - number]
        else:
            places = sorted(self.draw.sample(range(len(found)), min(number, len(found))))
            body = EDITS[edit](self, found, places)
        return replace(
            article,
            id=f"{article.id} {edit} {percent}",
            title=self._other(),
            body="\n".join([*body, "(Theo báo bạn)"]),
            outlet="Báo Bạn",
        )

    def replaced(self, found: Sentences, places: Sequence[int]) -> Sentences:
        return [self._other() if at in places else text for at, text in enumerate(found)]

    def dropped(self, found: Sentences, places: Sequence[int]) -> Sentences:
        return [text for at, text in enumerate(found) if at not in places]

    def moved(self, found: Sentences, places: Sequence[int]) -> Sentences:
        rest = self.dropped(found, places)
        for at in places:
            rest.insert(self.draw.randint(0, len(rest)), found[at])
        return rest

    def reworded(self, found: Sentences, places: Sequence[int]) -> Sentences:
        return [self._reworded(text) if at in places else text for at, text in enumerate(found)]

    def mixed(self, found: Sentences, places: Sequence[int]) -> Sentences:
        """Each of the places in one of the four ways."""
        chosen = {
            at: self.draw.choice(("replaced", "dropped", "moved", "reworded")) for at in places
        }
        edited = found
        for name in ("replaced", "reworded"):
            here = [at for at in places if chosen[at] == name]
            edited = EDITS[name](self, edited, here)
        moved = [edited[at] for at in places if chosen[at] == "moved"]
        rest = [t for at, t in enumerate(edited) if chosen.get(at) not in ("dropped", "moved")]
        for text in moved:
            rest.insert(self.draw.randint(0, len(rest)), text)
        return rest

    def _other(self) -> str:
        return self.draw.choice(self.others)

    def _reworded(self, sentence: str) -> str:
        words = sentence.split()
        borrowed = self._other().split()
        for at in self.draw.sample(range(len(words)), max(1, len(words) // _WORDS)):
            words[at] = self.draw.choice(borrowed)
        return " ".join(words)


EDITS: Final[Mapping[str, Edit]] = {
    "replaced": Editor.replaced,
    "dropped": Editor.dropped,
    "moved": Editor.moved,
    "reworded": Editor.reworded,
    "mixed": Editor.mixed,
}
SHORTENED: Final = "shortened"
