"""The models and the dictionary of pyvi, read from its package.

pyvi's own modules unpickle the models when they are imported. sklearn_crfsuite, which they are
pickled with, then writes each to a temporary file, 4.9 MB together, that only a clean exit removes,
so that every process that is killed leaves them behind; and it imports scikit-learn and
SciPy, which nothing but training needs. pycrfsuite does the tagging and opens a model in memory.
"""

from __future__ import annotations

import codecs
import pickle
from collections.abc import Callable, Set
from functools import cache
from importlib.resources import files
from typing import Final, cast

import pyvi

WORDS: Final = "pyvi3.pkl"
KINDS: Final = "pyvipos3.pkl"


class Model:
    """The CRF of one of pyvi's models, WORDS or KINDS. Writes no file."""

    def __init__(self, name: str) -> None:
        from pycrfsuite import Tagger

        self._content = content(name)  # the CRF reads in it and does not keep it
        self._crf = Tagger()
        self._crf.open_inmemory(self._content)

    def tag(self, items: list[list[str]]) -> list[str]:
        """One label per item."""
        return cast(list[str], self._crf.tag(items))


@cache
def dictionary() -> tuple[Set[str], Set[str]]:
    """pyvi's lower-case words of two and of three syllables, with a space between."""
    words = (files(pyvi) / "models" / "words.txt").read_text("utf-8").split("\n")
    return (
        {word for word in words if word.count(" ") == 1},
        {word for word in words if word.count(" ") == 2},
    )


class _Part:
    """Stands for any object of a pickled model: keeps what was stored of it."""

    state: object = None

    def __init__(self, *_: object) -> None: ...

    def __setstate__(self, state: object) -> None:
        self.state = state


class _Stored(pickle.Unpickler):
    """Makes nothing of a pickle but its parts, whatever it names."""

    def find_class(self, module: str, name: str) -> Callable[..., object]:
        # how protocol 2 stores bytes
        return codecs.encode if (module, name) == ("_codecs", "encode") else _Part


def content(name: str) -> bytes:
    """A model as pycrfsuite wrote it: estimator → its file → the file's content."""
    with (files(pyvi) / "models" / name).open("rb") as file:
        estimator = cast(_Part, _Stored(file).load())
    kept = cast(dict[str, _Part], estimator.state)["modelfile"]
    return cast(dict[str, bytes], kept.state)["__FILE_RESOURCE_DATA__"]
