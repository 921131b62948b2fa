"""One table of settings: environment name, default, help. Docs derive from it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.errors import BadSetting
from index.wording import LANGS, Lang, Wording


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("must be 1 or more")
    return number


def _natural(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError("must be 0 or more")
    return number


def _language(text: str) -> Lang:
    for known in LANGS:
        if text == known:
            return known
    raise ValueError("must be vi or en")


def _switch(text: str) -> bool:
    if text.lower() not in ("0", "1", "false", "true", "no", "yes"):
        raise ValueError("must be 0 or 1")
    return text.lower() in ("1", "true", "yes")


def _path(text: str) -> Path | None:
    return Path(text).expanduser().absolute() if text else None


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: the environment variable, its default as text, what it is for."""

    name: str
    default: str
    help: Wording
    parse: Callable[[str], object] = str


TABLE: tuple[Setting, ...] = (
    Setting(
        "TIMTIN_DATA",
        "var",
        Wording(
            vi="thư mục dữ liệu: cơ sở dữ liệu, chỉ mục, khóa ký",
            en="the data folder: database, index, signing key",
        ),
    ),
    Setting(
        "TIMTIN_DATABASE_URL",
        "",
        Wording(
            vi="địa chỉ cơ sở dữ liệu; để trống là SQLite trong thư mục dữ liệu",
            en="the database's URL; empty means SQLite in the data folder",
        ),
    ),
    Setting(
        "TIMTIN_SECRET_KEY",
        "",
        Wording(
            vi="khóa ký cookie; bắt buộc khi chạy gunicorn, "
            "`make run` tự tạo trong thư mục dữ liệu",
            en="signs cookies; required under gunicorn, `make run` makes one in the data folder",
        ),
    ),
    Setting(
        "TIMTIN_LANG",
        "vi",
        Wording(
            vi="ngôn ngữ mặc định của giao diện: vi hoặc en",
            en="the interface's default language: vi or en",
        ),
        _language,
    ),
    Setting(
        "TIMTIN_ALTERNATIVES",
        "",
        Wording(
            vi="tệp TOML tên gọi khác của tòa soạn; nhóm có cùng tên thay cho nhóm có sẵn",
            en="a newsroom's own file of alternatives (TOML); its groups replace ours",
        ),
    ),
    Setting(
        "TIMTIN_BATCH",
        "500",
        Wording(
            vi="số bài mỗi lần ghi vào kho và chỉ mục",
            en="articles per commit to the store and the index",
        ),
        _positive,
    ),
    Setting(
        "TIMTIN_LOCK_WAIT",
        "30",
        Wording(
            vi="số giây chờ tiến trình khác ghi xong trước khi báo bận",
            en="seconds to wait for another writer before saying so",
        ),
        _natural,
    ),
    Setting(
        "TIMTIN_CACHE_MB",
        "128",
        Wording(
            vi="bộ nhớ (MB) mỗi tiến trình phục vụ dành cho các từ hay tìm",
            en="memory (MB) each serving process keeps for hot terms",
        ),
        _positive,
    ),
    Setting(
        "TIMTIN_TRUSTED_PROXIES",
        "0",
        Wording(
            vi="số máy ủy nhiệm đứng trước mà X-Forwarded-* của chúng được tin",
            en="how many proxies in front are trusted for X-Forwarded-*",
        ),
        _natural,
    ),
    Setting(
        "TIMTIN_SECURE_COOKIES",
        "0",
        Wording(
            vi="1 khi trang chạy sau TLS: cookie chỉ đi qua HTTPS",
            en="1 when the site is behind TLS: cookies travel over HTTPS only",
        ),
        _switch,
    ),
    Setting(
        "HOST",
        "127.0.0.1",
        Wording(vi="địa chỉ lắng nghe", en="the address to listen on"),
    ),
    Setting("PORT", "8000", Wording(vi="cổng lắng nghe", en="the port to listen on"), _positive),
    Setting(
        "WEB_CONCURRENCY",
        "2",
        Wording(vi="số tiến trình gunicorn", en="gunicorn worker processes"),
        _positive,
    ),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. Paths are absolute; ``database_url`` is filled in."""

    data: Path
    database_url: str
    secret_key: str
    lang: Lang
    alternatives: Path | None
    batch: int
    lock_wait: int
    cache_mb: int
    trusted_proxies: int
    secure_cookies: bool
    host: str
    port: int
    workers: int

    @property
    def index_folder(self) -> Path:
        """Where the index lies; it can always be made again from the store."""
        return self.data / "index"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the table from ``environment`` (default: the process's own).

        Raises :class:`BadSetting` naming the variable and what is wrong with it.
        """
        source = os.environ if environment is None else environment
        found: dict[str, object] = {}
        for row in TABLE:
            text = source.get(row.name, "") or row.default
            try:
                found[row.name] = row.parse(text)
            except ValueError as error:
                raise BadSetting(name=row.name, value=text, reason=error) from error
        data = Path(str(found["TIMTIN_DATA"])).expanduser().absolute()
        return cls(
            data=data,
            database_url=str(found["TIMTIN_DATABASE_URL"]) or f"sqlite:///{data / 'timtin.db'}",
            secret_key=str(found["TIMTIN_SECRET_KEY"]),
            lang=_language(str(found["TIMTIN_LANG"])),
            alternatives=_path(str(found["TIMTIN_ALTERNATIVES"])),
            batch=int(str(found["TIMTIN_BATCH"])),
            lock_wait=int(str(found["TIMTIN_LOCK_WAIT"])),
            cache_mb=int(str(found["TIMTIN_CACHE_MB"])),
            trusted_proxies=int(str(found["TIMTIN_TRUSTED_PROXIES"])),
            secure_cookies=bool(found["TIMTIN_SECURE_COOKIES"]),
            host=str(found["HOST"]),
            port=int(str(found["PORT"])),
            workers=int(str(found["WEB_CONCURRENCY"])),
        )
