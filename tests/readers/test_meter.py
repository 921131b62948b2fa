"""How far the files are read, and how many inputs there will be."""

from __future__ import annotations

import gzip
import io
import json
import random
from pathlib import Path

import pytest

from index.readers import Meter, read

LINES = 4_000


@pytest.fixture
def export(tmp_path: Path) -> bytes:
    """Records of much the same size."""
    lot = random.Random(1)  # noqa: S311  # a seeded draw, no secret
    bodies = (" ".join(str(lot.random()) for _ in range(20)) for _ in range(LINES))
    rows = ({"id": str(n), "title": f"Tin {n}", "body": body} for n, body in enumerate(bodies))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@pytest.mark.parametrize("packed", [False, True])
def test_the_total_is_known_from_a_part(tmp_path: Path, export: bytes, packed: bool) -> None:
    file = tmp_path / ("a.jsonl.gz" if packed else "a.jsonl")
    file.write_bytes(gzip.compress(export) if packed else export)
    (tmp_path / "b.txt").write_text("Một tin.\n\nCầu thông xe sáng nay.", "utf-8")
    meter = Meter([tmp_path])
    inputs = read([tmp_path], meter=meter)
    assert meter.total is None
    for _ in range(LINES // 2):
        next(inputs)
    assert meter.total == pytest.approx(LINES, rel=0.1)
    assert len(list(inputs)) == LINES // 2 + 1
    assert meter.total == LINES + 1


def test_what_comes_from_standard_input_has_no_known_total(export: bytes) -> None:
    meter = Meter(["-"])
    assert len(list(read(["-"], io.BytesIO(export), meter))) == LINES
    assert meter.total is None


def test_a_file_that_is_no_article_counts_as_read(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\0" * 100_000)
    (tmp_path / "b.txt").write_text("Một tin.\n\nCầu thông xe sáng nay.", "utf-8")
    meter = Meter([tmp_path])
    assert len(list(read([tmp_path], meter=meter))) == 2
    assert meter.total == 2
