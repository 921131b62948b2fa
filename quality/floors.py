"""The floors: scores that may not fall, one section per corpus, in ``floors.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

FILE: Final = Path(__file__).with_name("floors.json")


class FloorError(Exception):
    """A floor was asked to change in a way that the rules forbid."""


@dataclass(slots=True)
class Floors:
    """Least allowed scores by name; ``digest`` is of the corpus they were measured on."""

    digest: str
    floors: dict[str, float] = field(default_factory=dict)
    lowered: list[dict[str, object]] = field(default_factory=list)

    def below(self, scores: Mapping[str, float]) -> list[str]:
        """Names of floors that ``scores`` miss; a score that is absent misses its floor."""
        return [name for name, least in self.floors.items() if scores.get(name, -1.0) < least]

    def raise_to(self, scores: Mapping[str, float], slack: float) -> None:
        """Raise every floor to its score less ``slack``; never lower one."""
        for name, score in scores.items():
            least = round(score - slack, 3)
            self.floors[name] = max(self.floors.get(name, least), least)

    def lower(self, name: str, to: float, reason: str) -> None:
        """Lower one floor; raises FloorError without a reason or where it is no lowering."""
        if not reason.strip():
            raise FloorError("lowering a floor needs a reason")
        if name not in self.floors or to >= self.floors[name]:
            raise FloorError(f"{name} has no floor above {to}")
        self.lowered.append(
            {"floor": name, "from": self.floors[name], "to": to, "reason": reason.strip()}
        )
        self.floors[name] = to


def read(corpus: str, path: Path = FILE) -> Floors | None:
    """The floors of ``corpus`` in ``path``; None where none were set."""
    section = _sections(path).get(corpus)
    return Floors(**section) if section else None


def write(corpus: str, floors: Floors, path: Path = FILE) -> None:
    """Put the floors of ``corpus`` into ``path``, for people to read in a diff."""
    content = {**_sections(path), corpus: asdict(floors)}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _sections(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    sections: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return sections
