"""Pages and feeds of a small newspaper, written for these tests."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.fetching.site import RSS, Reply, Site

PARAGRAPHS = (
    "Sáng nay, nước sông Gâm lên nhanh, làm ngập ba bản vùng thấp của xã Bạch Xa. "
    "Chính quyền xã đã đưa hơn bốn mươi hộ dân lên trường học trên đồi.",
    "Ông Hoàng Văn Sính, chủ tịch xã, cho biết chưa có ai bị thương. "
    "Lương thực và nước sạch đủ dùng trong ba ngày, đường vào xã đã thông từ trưa.",
    "Theo đài khí tượng tỉnh, mưa sẽ giảm từ đêm nay. Hồ thủy điện phía trên vẫn xả một cửa, "
    "mực nước ở cầu treo hạ chậm, người dân chưa nên quay về nhà.",
)


def page(
    title: str,
    text: Sequence[str] = PARAGRAPHS,
    published: str | None = "2026-02-27T08:30:00+07:00",
    head: str = "",
) -> Reply:
    """The page of one article."""
    stated = f'<meta property="article:published_time" content="{published}">' if published else ""
    body = "".join(f"<p>{escape(each)}</p>" for each in text)
    return Reply(
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta property="og:type" content="article">{stated}{head}</head>'
        f"<body><article><h1>{escape(title)}</h1>{body}</article></body></html>"
    )


def entry(link: str, title: str, summary: str = "Nước lên nhanh từ sáng.", more: str = "") -> str:
    """One item of an RSS feed."""
    return (
        f"<item><title>{escape(title)}</title><link>{escape(link)}</link>"
        f"<description>{escape(summary)}</description>{more}</item>"
    )


def feed(*entries: str) -> Reply:
    """An RSS feed."""
    return Reply(
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>Báo thử</title><link>https://bao.test/</link>{''.join(entries)}</channel></rss>",
        kind=RSS,
    )


def newspaper(site: Site, *names: str) -> None:
    """Let the site have a feed at /rss with a page for each name."""
    for name in names:
        site.replies[f"/{name}"] = page(f"Tin {name} trong ngày")
    site.replies["/rss"] = feed(
        *(entry(site.url(f"/{name}"), f"Tin {name} trong ngày") for name in names)
    )
