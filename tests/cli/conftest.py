from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import timtin
from tests.pipeline.inputs import export

ARTICLES = [
    {
        "id": "kremlin",
        "title": "Điện Kremlin nói về đàm phán",
        "body": "Theo hãng thông tấn TASS, ông Dmitry Peskov nói đàm phán đang tạm dừng.",
        "outlet": "VOV",
        "date": "2025-09-12",
        "url": "https://vov.vn/the-gioi/kremlin.vov",
    },
    {
        "id": "nga-my",
        "title": "Nga và Mỹ đàm phán",
        "body": "Nga và Mỹ đàm phán tại Geneva về vũ khí.",
        "outlet": "Tiền Phong",
        "date": "2022-03-01",
    },
    {"id": "lua", "title": "Lúa được mùa", "body": "Nông dân xã Gò Trâm được mùa lúa."},
]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with three articles; tests only read it."""
    folder = tmp_path_factory.mktemp("archive")
    done = timtin(folder / "data", "add", export(folder / "a.jsonl", ARTICLES))
    assert done.code == 0, done.stderr
    return folder / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"
