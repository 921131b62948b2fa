"""Keystrokes that reached the page undecoded: ``ddafm phasn``, ``d9am2 phan1``.

An input method that was off, or lost its focus, leaves the keys themselves.
Both ways of typing put a syllable's keys anywhere behind the letter that they
change, and undo a change by a second press:

========  =======================================  ==================
change    Telex                                    VNI
========  =======================================  ==================
tone      f huyền, s sắc, r hỏi, x ngã, j nặng     2, 1, 3, 4, 5
no tone   z                                        0
â ê ô     aa ee oo (the second one may come late)  6
ă         aw                                       8
ơ ư       ow uw; w alone is ư                      7
đ         dd (the second one may come late)        9
========  =======================================  ==================

The rules are those of the programs in use (UniKey's "free marking"). Only valid
syllables come out, so that most foreign words decode to nothing; *see* is sê and
*been* bên all the same, which is why a word that occurs is never decoded.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import Final, Literal, NamedTuple

from index.analysis import is_syllable
from index.analysis.iy import unify_iy
from index.analysis.tone import place

LONGEST: Final = 14
"""Keystrokes of the longest syllable: nghieengf has 9, with each key undone once more 14."""
_MOST_STATES: Final = 64
"""Ways to take the keys that are followed up; real ones have a handful, nonsense thousands."""

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TONES: Final = _GRAVE + _ACUTE + _TILDE + _HOOK + _DOT
_TONE_KEYS: Final = {
    "telex": {"f": _GRAVE, "s": _ACUTE, "x": _TILDE, "r": _HOOK, "j": _DOT, "z": ""},
    "vni": {"2": _GRAVE, "1": _ACUTE, "4": _TILDE, "3": _HOOK, "5": _DOT, "0": ""},
}
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_ROUND: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORN: Final = {"o": "ơ", "u": "ư"}
_BREVE: Final = {"a": "ă"}
_BARE: Final = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "o", "ư": "u"}

Method = Literal["telex", "vni"]


class _Typed(NamedTuple):
    """The syllable so far. ``undone``: a key pressed twice; from then on it is a letter."""

    letters: str = ""
    tone: str = ""
    undone: str = ""

    def with_letter(self, letter: str) -> _Typed:
        return self._replace(letters=self.letters + letter)

    def changed(self, at: int, letter: str) -> _Typed:
        return self._replace(letters=self.letters[:at] + letter + self.letters[at + 1 :])


def decode(typed: str) -> tuple[str, ...]:
    """The valid syllables that ``typed`` may be the keystrokes of, in exact form.

    The one that an input method would have shown comes first. Empty where no key
    changes anything, or nothing valid comes out. Letters that are composed
    already (*tiêngs*) count as typed.
    """
    keys = unicodedata.normalize("NFC", typed).lower()
    if not 2 <= len(keys) <= LONGEST and keys != "w":
        return ()
    method: Method = "vni" if any(key.isdigit() for key in keys) else "telex"
    if not keys[0].isalpha():
        return ()
    states = islice(_states(_started(keys), _without_tones(keys), method), _MOST_STATES)
    shown = (text for text in map(_shown, states) if text != keys and is_syllable(text))
    return tuple(dict.fromkeys(unify_iy(place(text)) for text in shown))


def _started(keys: str) -> _Typed:
    """Empty, but with the tone of a letter that is composed already."""
    tones = [mark for mark in unicodedata.normalize("NFD", keys) if mark in _TONES]
    return _Typed(tone=tones[0]) if len(tones) == 1 else _Typed()


def _states(state: _Typed, keys: str, method: Method) -> Iterator[_Typed]:
    """Every way to take ``keys``, the usual one of each key first."""
    if not keys:
        yield state
        return
    for following in _pressed(state, keys[0], method):
        yield from _states(following, keys[1:], method)


def _pressed(state: _Typed, key: str, method: Method) -> Iterator[_Typed]:
    tones = _TONE_KEYS[method]
    if key in state.undone:
        yield state.with_letter(key)
    elif key in tones:
        yield from _toned(state, key, tones[key])
    elif method == "telex":
        yield from _telex(state, key)
    else:
        yield from _vni(state, key)


def _toned(state: _Typed, key: str, tone: str) -> Iterator[_Typed]:
    if not any(letter in _VOWELS for letter in state.letters):
        yield state.with_letter(key)  # the s of sao
    elif tone == state.tone:
        if tone:
            yield state._replace(tone="", undone=state.undone + key).with_letter(key)
    else:
        yield state._replace(tone=tone)


def _telex(state: _Typed, key: str) -> Iterator[_Typed]:
    if key == "w":
        yield from _horned(state, key, (_HORN, _BREVE))
        if not state.letters or state.letters[-1] not in _VOWELS:
            yield state.with_letter("ư")
        return
    if key in _ROUND:
        yield from _rounded(state, key)
    elif key == "d":
        yield from _barred(state, key)
    yield state.with_letter(key)


def _vni(state: _Typed, key: str) -> Iterator[_Typed]:
    if key == "6":
        for at in reversed(range(len(state.letters))):
            if _bare(state.letters[at]) in _ROUND:
                yield from _turned(state, at, _ROUND[_bare(state.letters[at])], key)
    elif key == "7":
        yield from _horned(state, key, (_HORN,))
    elif key == "8":
        yield from _horned(state, key, (_BREVE,))
    elif key == "9":
        yield from _barred(state, key)
    else:
        yield state.with_letter(key)


def _turned(state: _Typed, at: int, letter: str, key: str) -> Iterator[_Typed]:
    """The letter at ``at`` changed by ``key``; back, and the key itself, if it was already."""
    if state.letters[at] != letter:
        yield state.changed(at, letter)
    else:
        back = state.changed(at, _bare(letter) if letter != "đ" else "d")
        yield back._replace(undone=state.undone + key).with_letter(key)


def _rounded(state: _Typed, key: str) -> Iterator[_Typed]:
    """aa, ee, oo; the second may come behind the rest of the syllable."""
    for at in reversed(range(len(state.letters))):
        if _bare(state.letters[at]) == key:
            yield from _turned(state, at, _ROUND[key], key)
            return


def _barred(state: _Typed, key: str) -> Iterator[_Typed]:
    if state.letters[:1] in ("d", "đ"):
        yield from _turned(state, 0, "đ", key)


def _horned(state: _Typed, key: str, changes: tuple[dict[str, str], ...]) -> Iterator[_Typed]:
    """w, 7 or 8: both letters of uo at once, else each that it may change, the last first."""
    letters = state.letters
    at = max(letters.rfind(pair) for pair in ("uo", "ưo", "uơ"))
    if at >= 0 and _HORN in changes:
        yield state.changed(at, "ư").changed(at + 1, "ơ")
    for at in reversed(range(len(letters))):
        for change in changes:
            if (letter := _bare(letters[at])) in change:
                yield from _turned(state, at, change[letter], key)


def _bare(letter: str) -> str:
    return _BARE.get(letter, letter)


def _without_tones(keys: str) -> str:
    marks = unicodedata.normalize("NFD", keys)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))


def _shown(state: _Typed) -> str:
    """The letters with the tone on a vowel; which one is settled by the exact form."""
    at = next((at for at, letter in enumerate(state.letters) if letter in _VOWELS), None)
    if at is None or not state.tone:
        return state.letters
    marked = state.letters[: at + 1] + state.tone + state.letters[at + 1 :]
    return unicodedata.normalize("NFC", marked)
