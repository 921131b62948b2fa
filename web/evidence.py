"""How evidence reads: what it is about, where the words stand, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from index.article import About, Evidence, Place
from index.rules import rule_sentence
from index.wording import Lang, Wording
from web.value_names import ABOUT

_PLACES: Final[dict[Place, Wording]] = {
    "title": Wording(vi="trong tít", en="in the headline"),
    "standfirst": Wording(vi="trong sapô", en="in the standfirst"),
    "body": Wording(vi="trong bài", en="in the text"),
    "caption": Wording(vi="ở chú thích ảnh", en="in a caption"),
    "closing": Wording(vi="ở dòng cuối bài", en="in the closing line"),
    "dateline": Wording(vi="ở dòng ngày giờ", en="in the date line"),
    "url": Wording(vi="trong địa chỉ", en="in the address"),
    "metadata": Wording(vi="trong dữ liệu kèm bài", en="in the data that came along"),
    "option": Wording(vi="do tòa soạn cho biết", en="as the newsroom says"),
}
_LIKELY: Final = Wording(vi="có lẽ thế", en="likely")
_SURE: Final = Wording(vi="chắc", en="sure")


@dataclass(frozen=True, slots=True)
class Why:
    """One piece of evidence in words. ``at`` are its code points where it is in the text."""

    evidence: Evidence
    sentence: str
    place: str
    sure: str

    @property
    def at(self) -> tuple[int, int] | None:
        start, end = self.evidence.start, self.evidence.end
        return None if start is None or end is None else (start, end)


def why(evidence: Evidence, lang: Lang) -> Why:
    """The evidence in ``lang``."""
    place = _PLACES[evidence.place].text(lang)
    if evidence.key:
        place += f" ({evidence.key})"
    sure = (_SURE if evidence.sure else _LIKELY).text(lang)
    return Why(evidence, rule_sentence(evidence.rule).text(lang), place, sure)


def by_value(evidence: Sequence[Evidence]) -> Iterator[tuple[About, str, list[Evidence]]]:
    """The evidence grouped by what it is about, in the order of :data:`ABOUT`."""
    order = {about: number for number, about in enumerate(ABOUT)}
    first = {(each.about, each.value): number for number, each in reversed([*enumerate(evidence)])}
    ordered = sorted(evidence, key=lambda each: (order[each.about], first[each.about, each.value]))
    for (about, value), group in groupby(ordered, key=lambda each: (each.about, each.value)):
        yield about, value, list(group)
