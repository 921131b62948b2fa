"""A real archive: records through the pipeline into an SQLite store and a Whoosh index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.article import Draft, Options
from index.engines.whoosh import WhooshEngine
from index.pipeline import ingest
from index.settings import Settings
from index.store import Store
from web.app import create_app

SECRET: Final = "0123456789abcdef" * 4


def draft(number: int, title: str, body: str, **known: str) -> Draft:
    """A structured record; ``known`` are standfirst, outlet, published and url."""
    return Draft(
        origin=f"test:{number}",
        own_id=known.pop("own_id", f"bai-{number}"),
        title=title,
        text=body,
        structured=True,
        standfirst=known.get("standfirst"),
        outlet=known.get("outlet"),
        published=known.get("published"),
        url=known.get("url"),
    )


BRIDGE: Final = (
    "Chủ tịch xã Trần Bá Lộc cho biết cây cầu treo dài 86 m sẽ thông xe vào cuối tháng. "
    "Người dân hai bờ sông đã góp tiền suốt năm năm. Ông Lộc nói đàm phán với nhà thầu đã xong."
)
TALKS: Final = (
    "Tổng thống Nga Vladimir Putin nói đàm phán hòa bình sẽ tiếp tục, theo hãng thông tấn TASS. "
    "Người phát ngôn Điện Kremlin Dmitry Peskov từ chối bình luận thêm về đàm phán."
)
ARCHIVE: Final = (
    draft(
        1,
        "Cầu treo mới nối hai bờ sông Ngàn",
        BRIDGE,
        outlet="TPO",
        published="2022-03-01",
        standfirst="Cây cầu do người dân góp tiền xây dựng sắp thông xe.",
        url="https://tienphong.vn/cau-treo-1.html",
    ),
    draft(2, "Đàm phán hòa bình tiếp tục", TALKS, outlet="VOV", published="2022-03-15"),
    draft(3, "Điện Kremlin nói về đàm phán", TALKS, outlet="VOV", published="2023-07-02T08:30"),
    draft(
        4, "Lũ sớm trên sông Ngàn", "Nước lên nhanh trong đêm, xã sơ tán 47 hộ dân.", outlet="TPO"
    ),
    draft(5, "Ghi chép không rõ nơi đăng", "Bài này không có báo và không có ngày đăng nào cả."),
    *(
        draft(
            number,
            f"Bản tin thời tiết số {number}",
            f"Trời nắng, gió nhẹ, không mưa ở vùng số {number}.",
            outlet=outlet,
            published=f"2024-{1 + number % 12:02}-{1 + number:02}",
        )
        for number, outlet in enumerate(
            ("VnExpress", "Tuổi Trẻ", "Thanh Niên", "Dân trí", "VietNamNet", "Nhân Dân") * 2,
            start=6,
        )
    ),
)


def settings_for(data: Path, **changes: str) -> Settings:
    """The defaults over one data folder, patient with a busy machine but for locks.

    All tests come from one address, which may ask without limit.
    """
    patience = {"TIMTIN_LOCK_WAIT": "1", "TIMTIN_QUERY_SECONDS": "60", "TIMTIN_RATE": "0"}
    return Settings.from_environment({"TIMTIN_DATA": str(data), **patience, **changes})


def fill(data: Path, drafts: tuple[Draft, ...]) -> None:
    """Put ``drafts`` into the archive at ``data``."""
    settings = settings_for(data)
    data.mkdir(parents=True, exist_ok=True)
    engine = WhooshEngine(data / "index", lock_wait=1, cache_mb=8)
    with closing(Store.open(settings.database_url, lock_wait=1, migrate=True)) as store:
        for outcome in ingest(drafts, Options(), store, engine, batch=50):
            assert outcome.status in ("added", "updated", "unchanged"), outcome


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of :data:`ARCHIVE`; read only by agreement, but for saved searches."""
    data = tmp_path_factory.mktemp("web") / "data"
    fill(data, ARCHIVE)
    return data


@pytest.fixture(scope="session")
def app(archive: Path) -> Iterator[Flask]:
    made = create_app(settings_for(archive), SECRET)
    made.testing = False  # error pages are part of what is tested
    yield made
    made.extensions["timtin"].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """A maker of sites over a folder of this test's own."""
    made: list[Flask] = []

    def make(*drafts: Draft, **changes: str) -> Flask:
        data = tmp_path / "data"
        if drafts:
            fill(data, drafts)
        made.append(create_app(settings_for(data, **changes), SECRET))
        return made[-1]

    yield make
    for each in made:
        each.extensions["timtin"].close()
