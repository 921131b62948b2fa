"""What the values and fields of an article are called, on the page and the command line."""

from __future__ import annotations

from typing import Final

from index.article import Field
from index.comparison import ChangeKind
from index.wording import Wording

FIELD_NAMES: Final[dict[Field, Wording]] = {
    "title": Wording(vi="Tít", en="Headline"),
    "standfirst": Wording(vi="Sapô", en="Standfirst"),
    "body": Wording(vi="Nội dung", en="Text"),
}
VALUE_NAMES: Final[dict[ChangeKind, Wording]] = {
    "title": FIELD_NAMES["title"],
    "standfirst": FIELD_NAMES["standfirst"],
    "body": FIELD_NAMES["body"],
    "outlet": Wording(vi="Báo", en="Outlet"),
    "authors": Wording(vi="Tác giả", en="Authors"),
    "published": Wording(vi="Ngày đăng", en="Published"),
    "event": Wording(vi="Ngày sự kiện", en="Event"),
    "person-gained": Wording(vi="Thêm nhân vật", en="Person gained"),
    "person-lost": Wording(vi="Mất nhân vật", en="Person lost"),
    "source-gained": Wording(vi="Thêm nguồn tin", en="Source gained"),
    "source-lost": Wording(vi="Mất nguồn tin", en="Source lost"),
    "quote-gained": Wording(vi="Thêm lời trích", en="Quotation gained"),
    "quote-lost": Wording(vi="Mất lời trích", en="Quotation lost"),
    "speaker": Wording(vi="Đổi người nói", en="Speaker changed"),
    "captions": Wording(vi="Chú thích ảnh", en="Captions"),
    "key-terms": Wording(vi="Từ khóa", en="Key terms"),
    "details": Wording(vi="Chỉ vị trí hoặc căn cứ", en="Only places or evidence"),
}
