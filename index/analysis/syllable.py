"""Is this a Vietnamese syllable? Onset × rime, and the rules that bind them.

The base of tone placement (café is left alone because it is none) and of name
recognition (a capitalised word that is none is foreign).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from index.analysis.memo import Memo
from index.analysis.tables import word_set
from index.analysis.unicode import unify

ONSETS: Final = word_set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
RIMES: Final = word_set(
    """
    a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu  iêc iêm iên iêng iêp iêt iêu  y
    o oc oi om on ong op ot  ooc oong  oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt  oe oem oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut  uân uâng uât uây  uê uêch uên uênh uơ
    uôc uôi uôm uôn uông uôt  uy uya uych uyn uynh uyp uyt uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu  ươc ươi ươm ươn ương ươp ươt ươu
    """
)
# i is written y only at the start of a syllable or after qu: yêu, quyết, quýt.
_Y_RIMES: Final = word_set("yêm yên yêng yêt yêu")
_AFTER_QU: Final = word_set("yên yêt ych yn ynh yt yu ya")

# Parts of place names that no rule allows: Bắc Kạn, Hồng Kông, Đắk Lắk, Pleiku.
PLACES: Final = word_set(
    """
    kạn kon kông kuin kbang đăk đắk đák lăk lắk lák păk pắk păh pưh búk drăk drắk
    krông plông prông glong glei plei pleiku
    """
)

_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_CLOSED_TONES: Final = frozenset("\u0301\u0323")  # sắc and nặng
_STOPS: Final = ("p", "t", "c", "ch")
_FRONT: Final = frozenset("ieêy")
_BEFORE_FRONT: Final = frozenset(("k", "gh", "ngh"))
_NEVER_BEFORE_FRONT: Final = frozenset(("c", "g", "ng"))
_VOWELS: Final = "aăâeêioôơuưy"
_PARTS: Final = re.compile(
    rf"(ngh|ng|nh|n|gh|gi(?=[{_VOWELS}])|g|kh|k|ch|c|th|tr|t|ph|p|qu(?=[{_VOWELS}])"
    r"|[bdđhlmrsvx])?(.+)",
    re.DOTALL,
)


LONGEST: Final = 8
"""Code points of the longest syllable: ngh, a rime of four letters, a tone of its own."""


class Parts(NamedTuple):
    """Onset (may be empty) and rime of a toneless syllable."""

    onset: str
    rime: str


def lift(form: str) -> tuple[str, str | None]:
    """``form`` without tones (NFC), and its tone mark: None unless there is exactly one."""
    if form.isascii():
        return form, None
    letters = unicodedata.normalize("NFD", form)
    tones = [char for char in letters if char in _TONES]
    if not tones:
        return form, None
    bare = "".join(char for char in letters if char not in _TONES)
    return unicodedata.normalize("NFC", bare), tones[0] if len(tones) == 1 else None


def split(bare: str) -> Parts | None:
    """The parts of a toneless form, None when it is no Vietnamese syllable.

    ``qu`` takes the u and ``gi`` the i before another vowel, as they sound;
    where that leaves no rime (giêng) the onset is g.
    """
    return _SPLIT[bare]


def _split(bare: str) -> Parts | None:
    match = _PARTS.fullmatch(bare)
    if match is None:
        return None
    parts = Parts(match[1] or "", match[2])
    if _allowed(parts):
        return parts
    if parts.onset == "gi" and _allowed(Parts("g", "i" + parts.rime)):
        return Parts("g", "i" + parts.rime)
    return None


# Tone placement and recognition ask for the same form, and six words share it: ma má mà mả mã mạ.
_SPLIT: Final = Memo(_split)


def _allowed(parts: Parts) -> bool:
    onset, rime = parts
    if rime in _Y_RIMES and onset == "":
        return True
    if rime in _AFTER_QU and onset == "qu":
        return True
    if rime not in RIMES:
        return False
    front = rime[0] in _FRONT
    if onset in _BEFORE_FRONT:
        return front
    # g before i is right (gì, gìn), before e and ê it is written gh.
    return not (front and onset in _NEVER_BEFORE_FRONT and (onset, rime[0]) != ("g", "i"))


def all_syllables() -> Iterator[str]:
    """Every toneless syllable, also those that no word has."""
    for onset in (*sorted(ONSETS), ""):
        for rime in sorted(RIMES | _Y_RIMES | _AFTER_QU):
            if _allowed(Parts(onset, rime)):
                yield onset + rime


def _is_syllable(form: str) -> bool:
    whole = unify(form)
    if whole in PLACES:
        return True
    if len(whole) > LONGEST:
        return False
    bare, tone = lift(whole)
    if tone is None and bare != whole:
        return False  # two tones
    parts = split(bare)
    if parts is None:
        return False
    return tone in _CLOSED_TONES or not parts.rime.endswith(_STOPS)


_KNOWN: Final = Memo(_is_syllable)


def is_syllable(form: str) -> bool:
    """Whether ``form`` is one Vietnamese syllable as written, its tone included.

    A rime that ends in p, t, c or ch needs sắc or nặng, so an unmarked ``hoc``
    is none. Old and new tone placement, i and y, both cases are accepted.
    """
    return _KNOWN[form]
