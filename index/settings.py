"""One table of settings: environment name, default, help. Docs derive from it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Final, cast

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


def _function(text: str) -> str:
    module, colon, function = text.partition(":")
    if text and not (colon and function.isidentifier() and _is_module(module)):
        raise ValueError("must be package.module:function")
    return text


def _is_module(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


def _path(text: str) -> Path | None:
    return Path(text).expanduser().absolute() if text else None


Networks = tuple[IPv4Network | IPv6Network, ...]


def _networks(text: str) -> Networks:
    return tuple(ip_network(each) for each in _parts(text))


def _ports(text: str) -> frozenset[int]:
    ports = frozenset(map(int, _parts(text)))
    if not ports or not all(0 < each <= _LAST_PORT for each in ports):
        raise ValueError("must be numbers from 1 to 65535")
    return ports


def _parts(text: str) -> list[str]:
    return [part for part in (each.strip() for each in text.split(",")) if part]


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 <= seconds <= _HOUR:
        raise ValueError("must be 0 to 3600")
    return seconds


def _some_seconds(text: str) -> float:
    seconds = _seconds(text)
    if seconds == 0:
        raise ValueError("must be more than 0")
    return seconds


def _header(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        raise ValueError("must be one line of ASCII")
    return text.strip()


_LAST_PORT: Final = 65_535
_HOUR: Final = 3_600
_MEGABYTE: Final = 1_000_000


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
        "TIMTIN_RECOGNISER",
        "",
        Wording(
            vi="bộ nhận dạng tên riêng của tòa soạn, dạng gói.mô_đun:hàm (xem index/recogniser.py)",
            en="a newsroom's own recogniser of names, package.module:function "
            "(see index/recogniser.py)",
        ),
        _function,
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
            vi="bộ nhớ (MB) mỗi tiến trình phục vụ giữ những gì đã tính của các từ hay tìm: "
            "bài nào có, điểm, cụm từ",
            en="memory (MB) each serving process keeps of what it worked out for hot terms: "
            "articles, scores, phrases",
        ),
        _positive,
    ),
    Setting(
        "TIMTIN_TEXTS_MB",
        "32",
        Wording(
            vi="bộ nhớ (MB) mỗi tiến trình phục vụ giữ vị trí các từ của những bài vừa hiện; "
            "0 là không giữ",
            en="memory (MB) each serving process keeps of where the words stand in the articles "
            "shown lately; 0 keeps none",
        ),
        _natural,
    ),
    Setting(
        "TIMTIN_QUERY_SECONDS",
        "2",
        Wording(
            vi="số giây tối đa để trả lời một yêu cầu; quá hạn thì dừng và báo",
            en="seconds that answering one request may take; then it is stopped, and says so",
        ),
        _some_seconds,
    ),
    Setting(
        "TIMTIN_RATE",
        "1200",
        Wording(
            vi="số yêu cầu mỗi phút của một địa chỉ khách; yêu cầu phải tính lâu được tính "
            "nhiều hơn (cứ thêm 0,05 giây tính thêm một); 0 là không giới hạn",
            en="requests that one client's address may send a minute; one that takes long to "
            "compute counts more (once more for every further 0.05 s); 0 is no limit",
        ),
        _natural,
    ),
    Setting(
        "TIMTIN_FETCH_CONTACT",
        "",
        Wording(
            vi="địa chỉ liên hệ ghi trong User-Agent khi lấy trang: trang web hoặc mailto:",
            en="whom a site may write to, told in the User-Agent: a page or mailto:",
        ),
        _header,
    ),
    Setting(
        "TIMTIN_FETCH_ALLOW",
        "",
        Wording(
            vi="mạng riêng được phép lấy trang, cách nhau bằng dấu phẩy: 10.1.2.0/24, ::1",
            en="private networks that pages may be fetched from, with commas: 10.1.2.0/24, ::1",
        ),
        _networks,
    ),
    Setting(
        "TIMTIN_FETCH_PORTS",
        "80,443",
        Wording(vi="các cổng được phép lấy trang", en="the ports that pages may be fetched from"),
        _ports,
    ),
    Setting(
        "TIMTIN_FETCH_TIMEOUT",
        "30",
        Wording(
            vi="số giây tối đa cho một trang, kể cả chuyển hướng",
            en="seconds that one page may take, redirects included",
        ),
        _some_seconds,
    ),
    Setting(
        "TIMTIN_FETCH_MB",
        "10",
        Wording(
            vi="cỡ tối đa (MB) của một trang sau khi giải nén",
            en="size (MB) of a page at most, uncompressed",
        ),
        _positive,
    ),
    Setting(
        "TIMTIN_FETCH_DELAY",
        "1",
        Wording(
            vi="số giây nghỉ giữa hai lần hỏi cùng một máy chủ",
            en="seconds between two requests to one host",
        ),
        _seconds,
    ),
    Setting(
        "TIMTIN_TRUSTED_PROXIES",
        "0",
        Wording(
            vi="số máy ủy nhiệm đứng trước mà X-Forwarded-* của chúng được tin; "
            "đặt sai thì mọi người dùng là một khách (TIMTIN_RATE)",
            en="how many proxies in front are trusted for X-Forwarded-*; "
            "where it is wrong all users are one client (TIMTIN_RATE)",
        ),
        _natural,
    ),
    Setting(
        "TIMTIN_METRICS",
        "127.0.0.0/8,::1",
        Wording(
            vi="các mạng được đọc /metrics (Prometheus), cách nhau bằng dấu phẩy",
            en="networks that may read /metrics (Prometheus), with commas",
        ),
        _networks,
    ),
    Setting(
        "TIMTIN_SECURE_COOKIES",
        "0",
        Wording(
            vi="1 khi trang chạy sau TLS: cookie chỉ đi qua HTTPS, "
            "và trình duyệt ghi nhớ trong một năm là trang này chỉ có HTTPS",
            en="1 when the site is behind TLS: cookies travel over HTTPS only, and browsers keep "
            "to HTTPS for a year",
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
class FetchSettings:
    """How pages are fetched. ``timeout`` and ``delay`` are in seconds, ``limit`` in bytes."""

    contact: str = ""
    allowed: Networks = ()
    ports: frozenset[int] = frozenset({80, 443})
    timeout: float = 30.0
    limit: int = 10_000_000
    delay: float = 1.0


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. Paths are absolute; ``database_url`` is filled in."""

    data: Path
    database_url: str
    secret_key: str
    lang: Lang
    alternatives: Path | None
    recogniser: str
    batch: int
    lock_wait: int
    cache_mb: int
    texts_mb: int
    query_seconds: float
    rate: int
    fetch: FetchSettings
    trusted_proxies: int
    metrics: Networks
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
            recogniser=str(found["TIMTIN_RECOGNISER"]),
            batch=int(str(found["TIMTIN_BATCH"])),
            lock_wait=int(str(found["TIMTIN_LOCK_WAIT"])),
            cache_mb=int(str(found["TIMTIN_CACHE_MB"])),
            texts_mb=int(str(found["TIMTIN_TEXTS_MB"])),
            query_seconds=float(str(found["TIMTIN_QUERY_SECONDS"])),
            rate=int(str(found["TIMTIN_RATE"])),
            fetch=_fetch(found),
            trusted_proxies=int(str(found["TIMTIN_TRUSTED_PROXIES"])),
            metrics=cast(Networks, found["TIMTIN_METRICS"]),
            secure_cookies=bool(found["TIMTIN_SECURE_COOKIES"]),
            host=str(found["HOST"]),
            port=int(str(found["PORT"])),
            workers=int(str(found["WEB_CONCURRENCY"])),
        )


def _fetch(found: Mapping[str, Any]) -> FetchSettings:
    return FetchSettings(
        contact=found["TIMTIN_FETCH_CONTACT"],
        allowed=found["TIMTIN_FETCH_ALLOW"],
        ports=found["TIMTIN_FETCH_PORTS"],
        timeout=found["TIMTIN_FETCH_TIMEOUT"],
        limit=found["TIMTIN_FETCH_MB"] * _MEGABYTE,
        delay=found["TIMTIN_FETCH_DELAY"],
    )
