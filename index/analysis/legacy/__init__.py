"""Text of old archives, damaged on its way here, as it was meant.

Newsrooms wrote for decades in fonts that put Vietnamese letters on Latin-1 code
points, and converters read bytes by the wrong table. What is left looks like
``§µm ph¸n`` (TCVN3), ``Ñaøm phaùn`` (VNI), ``ðàm phìn`` (windows-1258) or
``Ä‘Ã m phÃ¡n`` (UTF-8), and no reporter ever finds it.

Nouns: ``tables`` (what each encoding made of each letter), ``convert`` (with a
known encoding), ``detect`` (the evidence for one).

    recovered(["§µm ph¸n hoµ b×nh"]).texts == ("Đàm phán hoà bình",)

Not possible: the capitals of a font like .VnTimeH, where the text itself has small
letters (it comes out in small letters unless ASCII capitals beside them tell); ư in
TCVN3 where somebody has stripped it as the soft hyphen it shares its code with; the
letters of UTF-8 whose half was a control character that somebody has dropped (ờ, ề,
ọ, ỏ, Đ, Á); a sentence in which sound and damaged letters are mixed.

Measured: every one of 600 articles and 1,000 feed items damaged in each of the four
ways comes back as it was, but for foreign letters that the font did not have
(Högberg); none of 171,000 sound articles and feed items is touched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.analysis.legacy.convert import convert
from index.analysis.legacy.detect import Evidence, is_sound, pieces, total, weigh
from index.analysis.legacy.tables import ENCODINGS, Encoding

__all__ = ["LEAST", "Recovered", "recovered"]

LEAST: Final = 3
"""Distinct words that prove an encoding."""

# What damaged text has in nearly every word, and sound Vietnamese hardly ever.
_ODD: Final = re.compile("[¡-¿ÃÄÅÆÇËÌÎÏÐÑÒÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")


@dataclass(frozen=True, slots=True)
class Recovered:
    """The texts as they were meant, and the names of the encodings they came from."""

    texts: tuple[str, ...]
    encodings: tuple[str, ...]


def recovered(texts: Sequence[str], least: int = LEAST) -> Recovered | None:
    """The texts of one document with damaged sentences mended; None when all are sound.

    Sound sentences stay as they are, also beside damaged ones. ``least`` distinct
    words prove an encoding.
    """
    if not any(_ODD.search(text) for text in texts) and any(map(is_sound, texts)):
        return None
    split = [list(pieces(text)) for text in texts]
    sentences = [sentence for each in split for sentence, _ in each]
    chosen = _chosen(sentences, least)
    if not any(chosen):
        return None
    mended = iter(
        convert(sentence, encoding) if encoding else sentence
        for sentence, encoding in zip(sentences, chosen, strict=True)
    )
    return Recovered(
        tuple("".join(next(mended) + space for _, space in each) for each in split),
        tuple(dict.fromkeys(encoding.name for encoding in chosen if encoding)),
    )


def _chosen(sentences: Sequence[str], least: int) -> list[Encoding | None]:
    """The encoding of every sentence, None where it is sound."""
    weighed = {e: [weigh(sentence, e) for sentence in sentences] for e in ENCODINGS}
    # of two that fit a short sentence equally well the document's own is meant
    order = sorted(ENCODINGS, key=lambda e: -len(total(weighed[e]).gained))
    proven = _proven(weighed, order, least)
    if not proven:
        return [None] * len(sentences)
    pure = len(proven) == 1 and not any(one.sound for one in weighed[proven[0]])
    chosen: list[Encoding | None] = []
    for at in range(len(sentences)):
        best = max(proven, key=lambda e: weighed[e][at].balance)
        evidence = weighed[best][at]
        fits = evidence.allows() if pure else evidence.supports()
        chosen.append(best if fits else None)
    return chosen


def _proven(
    weighed: Mapping[Encoding, Sequence[Evidence]], order: Sequence[Encoding], least: int
) -> list[Encoding]:
    """Those of ``order`` that the sentences which fit them best prove."""
    own: dict[Encoding, list[Evidence]] = {encoding: [] for encoding in order}
    for at in range(len(weighed[order[0]])):
        best = max(order, key=lambda e: weighed[e][at].balance)
        own[best].append(weighed[best][at])
    return [
        encoding
        for encoding, each in own.items()
        if total(each).proves(least) or any(one.proves(least) for one in each)
    ]
