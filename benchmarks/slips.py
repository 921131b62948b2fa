"""Slips as people make them, one of a kind into one word, by a seeded choice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Final

from index.analysis import fold, is_syllable
from index.analysis.syllable import ONSETS, RIMES, lift, split

TONES: Final = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_TONE_KEYS: Final = {
    "telex": dict(zip(TONES, ("", "f", "s", "x", "r", "j"), strict=True)),
    "vni": dict(zip(TONES, ("", "2", "1", "4", "3", "5"), strict=True)),
}
_LETTER_KEYS: Final = {
    "telex": {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"},
    "vni": {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"},
}
_OTHERS: Final = {
    "ă": "aâ", "â": "aă", "a": "ăâ", "ê": "e", "e": "ê", "ô": "oơ", "ơ": "oô", "o": "ôơ",
    "ư": "u", "u": "ư", "đ": "d", "d": "đ",
}  # fmt: skip
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_HEARD: Final = (
    ("s", "x"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("l", "n"), ("v", "d"),
)  # fmt: skip

Slip = Callable[[str, Random], str | None]
"""The word with a slip in it; None where this kind cannot happen to it."""


def keystrokes(syllable: str, method: str = "telex", place: str = "end") -> str:
    """The keys of a syllable (NFC, lower case).

    ``place`` is where the tone's key stands: at the ``end``, or behind the ``vowel``
    that carries it; ``late`` puts all the marks' keys at the end, the tone's last.
    """
    bare, tone = lift(syllable)
    key = _TONE_KEYS[method][tone or ""]
    letters = _LETTER_KEYS[method]
    if method == "telex" and "oo" in bare:
        return bare.replace("oo", "ooo") + key  # xoong: the third o takes the hat off again
    if place == "late":
        late = "".join(letters[each][1:] for each in bare if each in letters and each != "ư")
        late = late if "ươ" in bare else late + "".join(letters["ư"][1:] for e in bare if e == "ư")
        return "".join(letters.get(each, each)[0] for each in bare) + late + key
    if place == "end":
        return "".join(letters.get(each, each) for each in bare) + key
    typed = ""
    for each in unicodedata.normalize("NFC", syllable):
        plain, mark = lift(each)
        typed += letters.get(plain, plain) + (key if mark else "")
    return typed


def syllables() -> Iterator[str]:
    """Every valid syllable of the language, in its usual tone placement."""
    for onset in sorted({"", *ONSETS}):
        for rime in sorted(RIMES):
            bare = onset + rime
            if split(bare) is None:
                continue
            for tone in TONES:
                form = _toned(bare, tone)
                if is_syllable(form):
                    yield form


def _toned(bare: str, tone: str) -> str:
    parts = split(bare)
    vowels = (at for at, letter in enumerate(bare) if fold(letter) in "aeiouy")
    at = len(bare) - len(parts.rime) if parts else next(vowels, 0)
    return unicodedata.normalize("NFC", bare[: at + 1] + tone + bare[at + 1 :])


def wrong_tone(word: str, random: Random) -> str | None:
    bare, tone = lift(word)
    others = [t for t in TONES if t != (tone or "") and is_syllable(_toned(bare, t))]
    return _toned(bare, random.choice(others)) if others and is_syllable(word) else None


def wrong_mark(word: str, random: Random) -> str | None:
    bare, tone = lift(word)
    places = [at for at, letter in enumerate(bare) if letter in _OTHERS and not letter.isascii()]
    if not places or not is_syllable(word):
        return None
    at = random.choice(places)
    return _toned(bare[:at] + random.choice(_OTHERS[bare[at]]) + bare[at + 1 :], tone or "")


def undecoded(word: str, random: Random) -> str | None:
    typed = keystrokes(word, "telex", random.choice(("end", "vowel", "late")))
    return typed if typed != word and is_syllable(word) else None


def undecoded_vni(word: str, random: Random) -> str | None:
    typed = keystrokes(word, "vni", random.choice(("end", "vowel", "late")))
    return typed if typed != word and is_syllable(word) else None


def neighbour_key(word: str, random: Random) -> str | None:
    places = [at for at, letter in enumerate(word) if at and letter in "".join(_ROWS)]
    if not places:
        return None
    at = random.choice(places)
    row = next(row for row in _ROWS if word[at] in row)
    column = row.index(word[at])
    beside = row[max(0, column - 1) : column] + row[column + 1 : column + 2]
    return word[:at] + random.choice(beside) + word[at + 1 :]


def transposed(word: str, random: Random) -> str | None:
    places = [at for at in range(len(word) - 1) if word[at] != word[at + 1]]
    if not places:
        return None
    at = random.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def missing_letter(word: str, random: Random) -> str | None:
    if len(word) < 3:
        return None
    at = random.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def doubled_letter(word: str, random: Random) -> str | None:
    at = random.randrange(len(word))
    return word[:at] + word[at] + word[at:]


def by_ear(word: str, random: Random) -> str | None:
    found = [
        new + word[len(old) :]
        for pair in _HEARD
        for old, new in (pair, pair[::-1])
        if word.startswith(old) and not word.startswith(("tr", "ch", "gi")) * (len(old) == 1)
    ]
    if word.endswith("n"):
        found.append(word + "g")
    if word.endswith("ng"):
        found.append(word[:-1])
    bare, tone = lift(word)
    if tone in ("\u0303", "\u0309"):
        found.append(_toned(bare, "\u0309" if tone == "\u0303" else "\u0303"))
    return random.choice(found) if found and is_syllable(word) else None


SLIPS: Final[Mapping[str, Slip]] = {
    "wrong tone": wrong_tone,
    "wrong mark": wrong_mark,
    "Telex undecoded": undecoded,
    "VNI undecoded": undecoded_vni,
    "neighbour key": neighbour_key,
    "transposed": transposed,
    "missing letter": missing_letter,
    "doubled letter": doubled_letter,
    "by ear": by_ear,
}
