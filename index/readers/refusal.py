"""What a reader answers when an input cannot become a Draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from index.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class Refusal:
    """One input that was not read, and why.

    ``skipped``: it is no article and nobody is to blame (an unsupported or hidden
    file); else it was rejected. ``details`` fill the places of ``reason``.
    """

    origin: str
    reason: Wording
    details: Mapping[str, object] = field(default_factory=dict)
    skipped: bool = False

    def message(self, lang: Lang) -> str:
        """Why, as a sentence in ``lang``."""
        return self.reason.text(lang, **self.details)


MISSING: Final = Wording(vi="Không có tệp hoặc thư mục này.", en="There is no such file or folder.")
NO_MATCH: Final = Wording(vi="Không tệp nào khớp mẫu này.", en="No file matches this pattern.")
UNREADABLE: Final = Wording(vi="Không đọc được: {problem}.", en="It cannot be read: {problem}.")
NOT_A_FILE: Final = Wording(
    vi="Không phải tệp thường (ống dẫn hoặc thiết bị).",
    en="It is not a regular file (a pipe or device).",
)
HIDDEN: Final = Wording(vi="Tệp hoặc thư mục ẩn.", en="A hidden file or folder.")
UNSUPPORTED: Final = Wording(
    vi="Không đọc loại tệp này ({kind}).", en="This kind of file is not read ({kind})."
)
NOT_YET: Final = Wording(
    vi="Chưa đọc được {kind}; phiên bản này đọc tệp văn bản, JSON và JSONL.",
    en="{kind} is not read yet; this version reads text files, JSON and JSONL.",
)
DAMAGED: Final = Wording(
    vi="Tệp nén bị hỏng hoặc thiếu phần cuối ({problem}).",
    en="The compressed file is damaged or cut off ({problem}).",
)
TOO_LARGE: Final = Wording(
    vi="Quá lớn: mỗi bài tối đa {limit} MB.",
    en="Too large: an article may have {limit} MB at most.",
)
BINARY: Final = Wording(
    vi="Đây là dữ liệu nhị phân, không phải văn bản.", en="These are binary data, not text."
)
ENCODING: Final = Wording(
    vi="Không rõ bảng mã: sai UTF-8 ở byte {position}, "
    "cũng không phải UTF-16 (có BOM), windows-1258, TCVN3 hay VNI.",
    en="Unknown encoding: broken UTF-8 at byte {position}, "
    "nor is it UTF-16 (with BOM), windows-1258, TCVN3 or VNI.",
)
SURROGATE: Final = Wording(
    vi="Có ký tự Unicode hỏng (nửa cặp thay thế) trong “{name}”.",
    en="A broken Unicode character (lone surrogate) stands in “{name}”.",
)
NUL: Final = Wording(vi="Có ký tự NUL trong “{name}”.", en="A NUL character stands in “{name}”.")
BROKEN_JSON: Final = Wording(
    vi="Dòng {line}: JSON hỏng ({problem}).", en="Line {line}: broken JSON ({problem})."
)
NOT_A_RECORD: Final = Wording(
    vi="Bản ghi {line} không phải một đối tượng JSON.", en="Record {line} is not a JSON object."
)
NO_TEXT: Final = Wording(
    vi="Bản ghi không có tít lẫn nội dung.", en="The record has neither a headline nor a text."
)
BAD_ID: Final = Wording(
    vi="Mã của bản ghi (“id”) phải là một dòng chữ hoặc số dài 1 đến 200 ký tự.",
    en="The record's “id” must be a number or one line of 1 to 200 characters.",
)
