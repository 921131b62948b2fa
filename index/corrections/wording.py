"""A correction as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from index.corrections.model import Correction, Kind
from index.wording import Lang, Wording

_SENTENCES: Final[Mapping[Kind, Wording]] = {
    "title": Wording(vi="tít là “{value}”", en="the headline is “{value}”"),
    "outlet": Wording(vi="báo là {value}", en="the outlet is {value}"),
    "date": Wording(vi="ngày đăng là {value}", en="published on {value}"),
    "event-date": Wording(vi="ngày sự kiện là {value}", en="the event was on {value}"),
    "person-add": Wording(vi="thêm nhân vật {value}", en="{value} is a person of it"),
    "person-remove": Wording(vi="bỏ nhân vật {value}", en="{value} is no person of it"),
    "person-rename": Wording(vi="{target} là {value}", en="{target} is {value}"),
    "source-add": Wording(vi="thêm nguồn tin {value}", en="{value} is a source of it"),
    "source-remove": Wording(vi="bỏ nguồn tin {value}", en="{value} is no source of it"),
    "quote-speaker": Wording(
        vi="người nói “{target}” là {value}", en="“{target}” was said by {value}"
    ),
}
_UNKNOWN: Final = Wording(vi="không rõ", en="unknown")
_SHOWN: Final = 60
"""Code points of a quotation that name it."""


def sentence(correction: Correction, lang: Lang) -> str:
    """What the correction says."""
    target = correction.target or ""
    shown = target if len(target) <= _SHOWN else target[:_SHOWN].rstrip() + "…"
    value = correction.value or _UNKNOWN.text(lang)
    return _SENTENCES[correction.kind].text(lang, value=value, target=shown)
