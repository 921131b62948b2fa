"""Vietnamese words: where syllables join (underthesea) and what kind they are (pyvi).

The only place that imports the two libraries. Neither returns offsets, so they
are asked about one sentence as a list of syllables and answer by counting:
offsets stay with whoever owns the text. The libraries are loaded at the first
use, not at import: together they take 1.7 s and 150 MB.
"""

from __future__ import annotations

import threading
import unicodedata
import warnings
from collections.abc import Callable, Sequence
from typing import Final

from index.analysis.memo import Memo
from index.analysis.tone import place
from index.analysis.unicode import unify

# underthesea's tokenizer and pyvi's CRF tagger keep state inside a call, and
# underthesea crashes when several threads make its first call together.
_SEGMENTER: Final = threading.Lock()
_TAGGER: Final = threading.Lock()
# A line of 1 MB is not a sentence; time and memory grow faster than its length.
LONGEST: Final = 200

_Tokenize = Callable[[str], list[str]]
_Tag = Callable[[str], list[tuple[str, str]]]
_loaded_tokenize: list[_Tokenize] = []
_loaded_tag: list[_Tag] = []


def segment(syllables: Sequence[str]) -> list[int]:
    """The words of one sentence as their lengths in syllables; they sum to the input's.

    ``syllables`` are the sentence's tokens in order, punctuation included, none
    of them empty. Tones are moved to the new style first, because the
    segmenter's dictionary has *hoà bình* only; a sentence in capitals is
    lower-cased (its joins fall to F1 .838 otherwise). Tokens beyond
    :data:`LONGEST` are words of their own.
    """
    head = [_SPELLED[syllable] for syllable in syllables[:LONGEST]]
    if not head:
        return []
    if all(form.isupper() for form in head if form[:1].isalpha()):
        head = [form.lower() for form in head]
    with _SEGMENTER:
        if not _loaded_tokenize:
            _loaded_tokenize.append(_load_segmenter())
        words = _loaded_tokenize[0](" ".join(head))
    lengths = [len(group) for group in _grouped(head, [_solid(word) for word in words])]
    return lengths + [1] * (len(syllables) - len(head))


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


def _grouped(syllables: list[str], words: list[str]) -> list[list[int]]:
    """Syllables joined where no word ends between them, by counting characters.

    Counting survives tokens that the library cuts (``Jong-un``); text that it
    changed does not add up, and then nothing is joined.
    """
    if sum(map(len, words)) != sum(map(len, syllables)):
        return [[at] for at in range(len(syllables))]
    ends: set[int] = set()
    position = 0
    for word in words:
        position += len(word)
        ends.add(position)
    groups: list[list[int]] = []
    position = 0
    for at, syllable in enumerate(syllables):
        if groups and position not in ends:
            groups[-1].append(at)
        else:
            groups.append([at])
        position += len(syllable)
    return groups


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


def _load_segmenter() -> _Tokenize:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and pickles' version notes
        from underthesea import word_tokenize

        # Its own normalisation would undo ours; the first call builds the model.
        word_tokenize("khởi động", use_token_normalize=False)

    def tokenize(sentence: str) -> list[str]:
        return list(word_tokenize(sentence, use_token_normalize=False))

    return tokenize


def _load_tagger() -> _Tag:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyvi import ViPosTagger, ViTokenizer

    def tag_words(sentence: str) -> list[tuple[str, str]]:
        words, names = ViPosTagger.postagging(ViTokenizer.tokenize(sentence))
        return list(zip(words, map(str, names), strict=True))

    return tag_words
