"""A small archive that changes, what was acknowledged of it, and what must hold of it."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from index.engines.whoosh import WhooshEngine
from index.engines.whoosh.generations import Generations
from index.store import Store
from soak.commands import Done, command, run

WORDS: Final[tuple[str, ...]] = tuple(
    "mùa lũ năm nay huyện họp bàn sông dâng đê điều người dân di dời trường học bệnh viện "  # noqa: SIM905
    "đường sá cầu phà gạo cứu trợ bộ đội xã chủ tịch báo cáo thiệt hại lúa hoa màu".split()
)

ABSENT: Final = 0
"""The version of an article that is not there."""

Versions = Mapping[str, int]
"""Article id → its version."""


def record(number: int, version: int) -> dict[str, str]:
    """One record of an export. The versions of an article share their text, to be stories."""
    chance = random.Random(number)  # a seeded draw, no secret
    sentences = [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(5)]
    sentences.append(f"Bản {version} do ông Nguyễn Văn {chance.choice(WORDS).capitalize()} đọc.")
    title = f"Tin số {number} trong ngày, bản {version}"
    return {"id": f"bai-{number}", "title": title, "body": " ".join(sentences)}


def export(file: Path, versions: Versions) -> Path:
    """A JSONL file with these versions of these articles."""
    records = (record(int(name.rpartition("-")[2]), version) for name, version in versions.items())
    file.write_text(
        "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records), "utf-8"
    )
    return file


def version_of(title: str) -> int:
    """The version that a title says."""
    return int(title.rpartition(" ")[2])


@dataclass(slots=True)
class Ledger:
    """Which versions each article may have: one once it was acknowledged, else old or new."""

    allowed: dict[str, set[int]] = field(default_factory=dict)

    def begun(self, changes: Versions) -> None:
        """Somebody set out to bring these; nothing was said yet."""
        for name, version in changes.items():
            self.allowed.setdefault(name, {ABSENT}).add(version)

    def acknowledged(self, name: str, version: int) -> None:
        """It was said to be kept: from now on it has to be there."""
        self.allowed[name] = {version}

    def certain(self) -> Versions:
        """What is there when nothing is on its way."""
        found = {name: max(allowed) for name, allowed in self.allowed.items()}
        return {name: version for name, version in found.items() if version != ABSENT}

    def settle(self, found: Versions) -> list[str]:
        """What of ``found`` is not as it may be; what is found holds from now on."""
        wrong = [
            f"{name}: is {found.get(name, ABSENT)}, may be {sorted(allowed)}"
            for name, allowed in self.allowed.items()
            if found.get(name, ABSENT) not in allowed
        ]
        wrong += [f"{name}: came from nowhere" for name in found.keys() - self.allowed.keys()]
        self.allowed = {name: {version} for name, version in found.items()}
        return wrong


@dataclass(frozen=True, slots=True)
class State:
    """An archive as a start finds it.

    ``problems`` are what must not be: a start that fails, an index that is not the store, an
    article twice. ``ratio`` is the folder's size to that of what is in force.
    """

    versions: Versions
    problems: tuple[str, ...]
    ratio: float


def started(data: Path) -> State:
    """Start the product on ``data`` as it was left, in a fork; what is there then."""
    done = run(lambda: _look(data))
    problems = [f"start: {done.code} {done.stderr.strip()}"] if done.code else []
    lines = done.documents
    found = lines.pop() if lines and "versions" in lines[-1] else {"versions": {}, "problems": []}
    checked = next((line for line in lines if "sound" in line), {"sound": False})
    if not checked["sound"]:
        problems.append(f"index is not the store: {checked}")
    return State(found["versions"], (*problems, *found["problems"]), ratio(data))


def _look(data: Path) -> int:
    code = command(data, "search", "tin", "--json") or command(data, "check", "--json")
    found = contents(data)
    print(json.dumps({"versions": found[0], "problems": found[1]}))
    return code


def contents(data: Path) -> tuple[dict[str, int], list[str]]:
    """The versions in the store, and what store or index hold twice."""
    with closing(Store.open(f"sqlite:///{data / 'timtin.db'}", 30)) as store:
        kept = list(store.all())
    indexed = Counter(name for name, _ in WhooshEngine(data / "index").documents())
    stored = Counter(each.article.id for each in kept)
    twice = [f"{name}: twice in the store" for name, count in stored.items() if count > 1]
    twice += [f"{name}: twice in the index" for name, count in indexed.items() if count > 1]
    sequences = Counter(each.seq for each in kept)
    twice += [f"seq {seq}: given twice" for seq, count in sequences.items() if count > 1]
    return {each.article.id: version_of(each.article.title) for each in kept}, twice


def ratio(data: Path) -> float:
    """The size of a folder to that of what is in force in it."""
    index = data / "index"
    generations = Generations(index, lock_wait=0)
    state = generations.current()
    live = [data / "timtin.db", index / "current.json", index / "writer.lock"]
    if state is not None:
        live += [generations.path(state.generation) / name for name in state.files]
    return _size(data.rglob("*")) / max(1, _size(live))


def _size(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths if path.is_file())


def outcomes(done: Done) -> list[dict[str, Any]]:
    """The outcomes that a command reported as kept."""
    return [line for line in done.documents if line.get("status") in KEPT]


KEPT: Final = ("added", "updated", "unchanged")
