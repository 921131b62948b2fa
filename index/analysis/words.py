"""Vietnamese words: where syllables join (pyvi, underthesea) and what kind they are (pyvi).

The only place that asks the two libraries. Neither returns offsets, so they
are asked about one sentence as a list of syllables and answer by counting:
offsets stay with whoever owns the text. They are loaded at the first use, not at
import; of pyvi only its ``models``.

Where they join, against RDRsegmenter (trained apart from both) on 370,000 tokens
of news:

| | precision | recall | F1 | F1 in titles | words/s |
|---|---|---|---|---|---|
| underthesea | .936 | .969 | .953 | .923 | 35,000 |
| pyvi | .971 | .937 | .953 | .946 | 105,000; with ``joins`` 220,000 |
| both agree | .989 | .921 | .954 | .940 | 28,000 |

So pyvi's model cuts whole texts, and what a few words must be sure of, the key
terms of a headline, is asked of both.
"""

from __future__ import annotations

import threading
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from index.analysis import models
from index.analysis.joins import Joiner
from index.analysis.memo import Memo
from index.analysis.tags import Kinds, cut
from index.analysis.tone import place
from index.analysis.unicode import unify

# underthesea's tokenizer and pyvi's CRF taggers keep state inside a call, and
# underthesea crashes when several threads make its first call together.
_UNDERTHESEA: Final = threading.Lock()
_JOINER: Final = threading.Lock()
_TAGGER: Final = threading.Lock()
# A line of 1 MB is not a sentence; time and memory grow faster than its length.
LONGEST: Final = 200

_Tokenize = Callable[[str], list[str]]
_Tag = Callable[[str], list[tuple[str, str]]]
_loaded_joiner: list[Joiner] = []
_loaded_tokenize: list[_Tokenize] = []
_loaded_tag: list[_Tag] = []


def segment(syllables: Sequence[str]) -> list[int]:
    """The words of one sentence as their lengths in syllables; they sum to the input's.

    ``syllables`` are the sentence's tokens in order, punctuation included, none
    of them empty. Tones are moved to the new style first, because both
    dictionaries have *hoà bình* only; a sentence in capitals is lower-cased (its
    joins fall to F1 .838 otherwise). Tokens beyond :data:`LONGEST` are words of
    their own. pyvi's model decides: it is what whole texts can be given.
    """
    head = _head(syllables)
    if not head:
        return []
    return _lengths(_joined_by_pyvi(head)) + [1] * (len(syllables) - len(head))


def segment_surely(syllables: Sequence[str]) -> list[int]:
    """Like :func:`segment`, but only what underthesea joins too, at an eighth of the speed."""
    head = _head(syllables)
    if not head:
        return []
    with _UNDERTHESEA:
        if not _loaded_tokenize:
            _loaded_tokenize.append(_load_underthesea())
        words = _loaded_tokenize[0](" ".join(head))
    theirs = _joined_inside(head, [_solid(word) for word in words])
    both = [one and other for one, other in zip(_joined_by_pyvi(head), theirs, strict=True)]
    return _lengths(both) + [1] * (len(syllables) - len(head))


def is_compound(first: str, second: str) -> bool:
    """Whether pyvi's dictionary has the two lower-case syllables as one word (danh hiệu)."""
    return f"{first} {second}" in models.dictionary()[0]


def tag(syllables: Sequence[str]) -> list[str]:
    """One part-of-speech tag per syllable: that of the word it belongs to.

    Tags are pyvi's (N, Np proper noun, Nc classifier, V, A, R, E, ...); ``X``
    where its tokens cannot be laid over the input, and beyond :data:`LONGEST`.
    """
    head = [unicodedata.normalize("NFC", _sound(syllable)) for syllable in syllables[:LONGEST]]
    if not head:
        return []
    with _TAGGER:
        if not _loaded_tag:
            _loaded_tag.append(_load_tagger())
        pairs = _loaded_tag[0](" ".join(head))
    tags = _laid_over(head, pairs)
    return tags + ["X"] * (len(syllables) - len(head))


def _sound(text: str) -> str:
    """``text`` without lone surrogates (both libraries raise on them) and inner space.

    The underscore goes, too: pyvi's answer uses it as the joint of a word.
    """
    sound = text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
    return "".join(sound.replace("_", "-").split()) or "-"


def _spelled(syllable: str) -> str:
    """New-style tone placement with the case kept as far as it says something."""
    sound = _sound(syllable)
    form = place(unify(sound))
    if sound[:1].isupper():
        return form.upper() if len(sound) > 1 and sound.isupper() else form[:1].upper() + form[1:]
    return form


_SPELLED: Final = Memo(_spelled)


def _solid(word: str) -> str:
    return word.replace(" ", "").replace("_", "")


def _head(syllables: Sequence[str]) -> list[str]:
    """What the segmenters are shown of a sentence."""
    head = [_SPELLED[syllable] for syllable in syllables[:LONGEST]]
    if all(form.isupper() for form in head if form[:1].isalpha()):
        return [form.lower() for form in head]
    return head


def _joined_by_pyvi(head: list[str]) -> list[bool]:
    """For every two neighbours, whether they are one word."""
    with _JOINER:
        if not _loaded_joiner:
            _loaded_joiner.append(_load_joiner())
        return list(_loaded_joiner[0].joined(head))


def _lengths(joined: Sequence[bool]) -> list[int]:
    """Words as their lengths; ``joined`` has one entry less than there are syllables."""
    lengths = [1]
    for each in joined:
        if each:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return lengths


def _joined_inside(syllables: list[str], words: list[str]) -> list[bool]:
    """For every two neighbours, whether they lie in one of ``words``, by counting characters.

    Counting survives tokens that the library cuts (``Jong-un``); text that it
    changed does not add up, and then nothing is joined.
    """
    if sum(map(len, words)) != sum(map(len, syllables)):
        return [False] * (len(syllables) - 1)
    ends = set(accumulate(map(len, words)))
    return [end not in ends for end in accumulate(map(len, syllables[:-1]))]


def _laid_over(syllables: list[str], pairs: list[tuple[str, str]]) -> list[str]:
    """The tag that covers the first character of each syllable."""
    spans = [(len(_solid(word)), name) for word, name in pairs]
    if sum(length for length, _ in spans) != sum(map(len, syllables)):
        return ["X"] * len(syllables)
    tags: list[str] = []
    at, covered = 0, 0
    position = 0
    for syllable in syllables:
        while at < len(spans) and covered + spans[at][0] <= position:
            covered += spans[at][0]
            at += 1
        tags.append(spans[at][1])
        position += len(syllable)
    return tags


def _load_joiner() -> Joiner:
    return Joiner(models.Model(models.WORDS), *models.dictionary())


def _load_underthesea() -> _Tokenize:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from underthesea import word_tokenize

        # Its own normalisation would undo ours; the first call builds the model.
        word_tokenize("khởi động", use_token_normalize=False)

    def tokenize(sentence: str) -> list[str]:
        return list(word_tokenize(sentence, use_token_normalize=False))

    return tokenize


def _load_tagger() -> _Tag:
    kinds = Kinds(models.Model(models.KINDS))

    def tag_words(sentence: str) -> list[tuple[str, str]]:
        tokens = cut(sentence)
        words = _words(tokens, _joined_by_pyvi(tokens))
        return list(zip(words, kinds.tags(words), strict=True))

    return tag_words


def _words(tokens: Sequence[str], joined: Sequence[bool]) -> list[str]:
    """The tokens as pyvi's words: what is joined has ``_`` between."""
    words = [tokens[0]]
    for token, each in zip(tokens[1:], joined, strict=True):
        if each:
            words[-1] += f"_{token}"
        else:
            words.append(token)
    return words
