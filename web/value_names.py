"""What the values and fields of an article are called, on the page and the command line."""

from __future__ import annotations

from typing import Final

from index.article import About, Field
from index.comparison import ChangeKind
from index.wording import Wording

FIELD_NAMES: Final[dict[Field, Wording]] = {
    "title": Wording(vi="Tít", en="Headline"),
    "standfirst": Wording(vi="Sapô", en="Standfirst"),
    "body": Wording(vi="Nội dung", en="Text"),
}
ABOUT: Final[dict[About, Wording]] = {
    "outlet": Wording(vi="Báo", en="Outlet"),
    "author": Wording(vi="Tác giả", en="Author"),
    "published": Wording(vi="Ngày đăng", en="Published"),
    "event": Wording(vi="Ngày sự kiện", en="Event"),
    "source": Wording(vi="Nguồn tin", en="Source"),
    "person": Wording(vi="Nhân vật", en="Person"),
    "quote": Wording(vi="Lời trích dẫn", en="Quotation"),
}
VALUE_NAMES: Final[dict[ChangeKind, Wording]] = {
    "title": FIELD_NAMES["title"],
    "standfirst": FIELD_NAMES["standfirst"],
    "body": FIELD_NAMES["body"],
    "outlet": ABOUT["outlet"],
    "authors": Wording(vi="Tác giả", en="Authors"),
    "published": ABOUT["published"],
    "event": ABOUT["event"],
    "person-gained": Wording(vi="Thêm nhân vật", en="Person gained"),
    "person-lost": Wording(vi="Mất nhân vật", en="Person lost"),
    "source-gained": Wording(vi="Thêm nguồn tin", en="Source gained"),
    "source-lost": Wording(vi="Mất nguồn tin", en="Source lost"),
    "quote-gained": Wording(vi="Thêm lời trích dẫn", en="Quotation gained"),
    "quote-lost": Wording(vi="Mất lời trích dẫn", en="Quotation lost"),
    "speaker": Wording(vi="Đổi người nói", en="Speaker changed"),
    "captions": Wording(vi="Chú thích ảnh", en="Captions"),
    "key-terms": Wording(vi="Từ khóa", en="Key terms"),
    "details": Wording(vi="Chỉ vị trí hoặc căn cứ", en="Only places or evidence"),
}
