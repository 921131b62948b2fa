"""Why an address was not fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.errors import InputRejected
from index.wording import LANGS, Wording


class NotFetched(InputRejected):
    """What a person reads, and whether trying again may help.

    ``temporary`` is for trouble that passes (a slow host, "503"); ``rest`` is how many
    seconds the host asked to be left alone, None when it did not say.
    """

    def __init__(
        self,
        reason: Wording,
        /,
        *,
        temporary: bool = False,
        rest: float | None = None,
        **details: object,
    ) -> None:
        super().__init__(reason, **details)
        self.temporary = temporary
        self.rest = rest

    def within(self, outer: Wording, *, temporary: bool, **details: object) -> NotFetched:
        """This as the ``{reason}`` of a larger trouble."""
        nested = because(outer, self.wording, self.details)
        return NotFetched(nested, temporary=temporary, rest=self.rest, **details)


def because(outer: Wording, why: Wording, details: Mapping[str, object]) -> Wording:
    """``outer`` with ``why``, its places filled, as its ``{reason}``."""
    vi, en = (why.text(lang, **details).replace("{", "{{").replace("}", "}}") for lang in LANGS)
    return Wording(outer.vi.replace("{reason}", vi), outer.en.replace("{reason}", en))


BAD_URL: Final = Wording(
    vi="Địa chỉ viết sai. Cần dạng https://bao.vn/bai-viet.",
    en="The address is malformed. It has to look like https://paper.vn/article.",
)
SCHEME: Final = Wording(
    vi="Chỉ lấy được địa chỉ http và https, không lấy “{scheme}”.",
    en="Only http and https addresses are fetched, not “{scheme}”.",
)
CREDENTIALS: Final = Wording(
    vi="Địa chỉ không được chứa tên và mật khẩu; hãy bỏ phần trước @.",
    en="The address must not carry a name or password; remove what stands before the @.",
)
PORT: Final = Wording(
    vi="Không lấy qua cổng {port}; các cổng được phép nằm trong TIMTIN_FETCH_PORTS.",
    en="Port {port} is not used; TIMTIN_FETCH_PORTS lists those that are.",
)
ODD_ADDRESS: Final = Wording(
    vi="Máy chủ “{host}” viết như một con số nhưng không phải địa chỉ IPv4 dạng a.b.c.d.",
    en="The host “{host}” is written like a number but is no IPv4 address of the form a.b.c.d.",
)
PRIVATE: Final = Wording(
    vi="{host} nằm ở {address}, không phải địa chỉ công cộng trên Internet. Nếu đó là máy "
    "của tòa soạn, hãy thêm mạng ấy vào TIMTIN_FETCH_ALLOW.",
    en="{host} is at {address}, which is no public Internet address. If it is your "
    "newsroom's own machine, add its network to TIMTIN_FETCH_ALLOW.",
)
UNKNOWN_HOST: Final = Wording(
    vi="Không tìm thấy máy chủ {host} ({problem}). Hãy xem lại địa chỉ và đường truyền.",
    en="The host {host} cannot be found ({problem}). Check the address and the connection.",
)
NO_CONNECTION: Final = Wording(
    vi="Không nối được tới {host} ({problem}). Hãy thử lại sau.",
    en="No connection to {host} ({problem}). Try again later.",
)
CERTIFICATE: Final = Wording(
    vi="Chứng chỉ TLS của {host} không tin được ({problem}).",
    en="The TLS certificate of {host} cannot be trusted ({problem}).",
)
BROKEN_OFF: Final = Wording(
    vi="{host} ngắt giữa chừng hoặc trả lời sai giao thức ({problem}). Hãy thử lại sau.",
    en="{host} broke off or answered outside the protocol ({problem}). Try again later.",
)
TOO_SLOW: Final = Wording(
    vi="{host} không trả lời xong trong {seconds} giây (TIMTIN_FETCH_TIMEOUT). Hãy thử lại sau.",
    en="{host} did not finish within {seconds} seconds (TIMTIN_FETCH_TIMEOUT). Try again later.",
)
TOO_LARGE: Final = Wording(
    vi="Quá lớn: mỗi trang tối đa {limit} MB sau khi giải nén (TIMTIN_FETCH_MB).",
    en="Too large: a page may have {limit} MB at most, uncompressed (TIMTIN_FETCH_MB).",
)
COMPRESSION: Final = Wording(
    vi="Máy chủ nén theo cách không hiểu được ({problem}).",
    en="The host compressed its answer in a way that cannot be read ({problem}).",
)
CONTENT_TYPE: Final = Wording(
    vi="Đây là {kind}; chỉ đọc trang HTML, RSS, Atom, JSON và văn bản.",
    en="This is {kind}; only HTML pages, RSS, Atom, JSON and text are read.",
)
REDIRECTS: Final = Wording(
    vi="Chuyển hướng quá {limit} lần, lần cuối tới {url}.",
    en="More than {limit} redirects, the last one to {url}.",
)
NOWHERE: Final = Wording(
    vi="Máy chủ chuyển hướng ({status}) mà không nói tới đâu.",
    en="The host redirects ({status}) without saying where.",
)
DOWNGRADE: Final = Wording(
    vi="Bị chuyển từ https sang http ({url}), nơi ai đứng giữa cũng sửa được bài. "
    "Nếu chấp nhận, hãy ghi thẳng địa chỉ http ấy.",
    en="It redirects from https to http ({url}), where anyone on the way can change the article. "
    "If you accept that, name the http address itself.",
)
REDIRECTED: Final = Wording(
    vi="Bị chuyển hướng tới {to}. {reason}", en="It redirects to {to}. {reason}"
)
GONE: Final = Wording(
    vi="Trang không còn ở địa chỉ này ({status}).", en="There is no page here any more ({status})."
)
FORBIDDEN: Final = Wording(
    vi="Trang không cho lấy ({status}): cần đăng nhập hoặc bị chặn.",
    en="The site refuses ({status}): it wants a login or blocks programs.",
)
BUSY: Final = Wording(
    vi="{host} đang gặp sự cố hoặc yêu cầu chậm lại ({status}). Hãy thử lại sau {seconds} giây.",
    en="{host} is in trouble or asks to slow down ({status}). Try again in {seconds} seconds.",
)
STATUS: Final = Wording(
    vi="Máy chủ trả lời mã {status} thay vì trang bài.",
    en="The host answered {status} instead of a page.",
)
RESTING: Final = Wording(
    vi="{host} vừa lỗi hoặc yêu cầu chậm lại; đang để yên thêm {seconds} giây.",
    en="{host} just failed or asked to slow down; it is left alone for {seconds} more seconds.",
)
ROBOTS: Final = Wording(
    vi="robots.txt của {host} không cho chương trình lấy trang này.",
    en="The robots.txt of {host} does not let programs fetch this page.",
)
NO_ROBOTS: Final = Wording(
    vi="Chưa đọc được robots.txt của {host} nên chưa lấy trang này: {reason}",
    en="The robots.txt of {host} could not be read, so this page is left for later: {reason}",
)
