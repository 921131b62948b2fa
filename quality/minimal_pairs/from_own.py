"""Minimal pairs of our own, from ``quality/data/minimal_pairs.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from quality.minimal_pairs.cases import Document
from quality.minimal_pairs.material import Context, Material, Twins
from quality.spelling import same

FILE: Final = Path(__file__).parents[1] / "data" / "minimal_pairs.toml"


def material(file: Path = FILE) -> Material:
    """The material of ``file``."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    contexts = [Context(tuple(r.split()), tuple(o.split())) for r, o in rows["contexts"]]
    return Material(
        twins=tuple(_twins(*row) for row in rows["twins"]),
        alike=tuple(map(tuple, rows["alike"])),
        contexts=contexts,
        filler=tuple(rows["filler"]),
        background=tuple(_background(rows["frames"], contexts)),
    )


def _twins(word: str, twin: str, span: str) -> Twins:
    words = tuple(span.split())
    return Twins(word, twin, words, list(map(same, words)).index(same(word)))


def _background(frames: Sequence[str], contexts: Sequence[Context]) -> Iterator[Document]:
    """One document for each frame, about all contexts: what makes them known neighbours."""
    for number, frame in enumerate(frames):
        sentences = [frame.format(" ".join(context.reading)) for context in contexts]
        yield Document(f"bg-{number}", sentences[number % len(sentences)], " ".join(sentences))
