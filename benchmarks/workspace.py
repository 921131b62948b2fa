"""The folder of a run: corpus, data, indexes, results. What is there is not made again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engines.base import Layout


@dataclass(frozen=True, slots=True)
class Workspace:
    """``documents`` is how many articles the run is about."""

    folder: Path
    documents: int

    @property
    def articles(self) -> Path:
        """The corpus as records."""
        return self.folder / f"articles-{self.documents}.jsonl"

    @property
    def data(self) -> Path:
        """The data folder that ``timtin add`` of them made."""
        return self.folder / f"data-{self.documents}"

    @property
    def prepared(self) -> Path:
        """Their documents."""
        return self.folder / f"documents-{self.documents}"

    @property
    def generated(self) -> Path:
        """Documents of generated articles, for more than the corpus has."""
        return self.folder / f"generated-{self.documents}"

    @property
    def queries(self) -> Path:
        """The drawn queries."""
        return self.folder / f"queries-{self.documents}.json"

    def index(self, engine: str, layout: Layout, documents: int) -> Path:
        """Where an engine's index is; see :meth:`made`."""
        return self.folder / "indexes" / f"{engine}-{layout}-{documents}"

    @contextmanager
    def making(self, path: Path, resumable: bool = False) -> Iterator[Path]:
        """A folder beside ``path`` to be filled; it becomes ``path`` when it is complete.

        One that a stopped run left is cleared, or given again if ``resumable``.
        """
        part = path.with_name(path.name + ".part")
        if part.exists() and not resumable:
            shutil.rmtree(part)
        part.mkdir(parents=True, exist_ok=True)
        yield part
        part.rename(path)

    def result(self, part: str) -> dict[str, object] | None:
        """What a part of the run measured; None where it did not run yet."""
        path = self._result(part)
        if not path.exists():
            return None
        found: dict[str, object] = json.loads(path.read_text("utf-8"))
        return found

    def keep(self, part: str, figures: dict[str, object]) -> None:
        """Keep what a part measured."""
        path = self._result(part)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def _result(self, part: str) -> Path:
        return self.folder / f"results-{self.documents}" / f"{part}.json"
