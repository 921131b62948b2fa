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
LINKED: Final = Wording(
    vi="Liên kết; không đi theo liên kết nằm trong thư mục. Muốn đọc thì nêu chính tên nó.",
    en="A link; those inside a folder are not followed. To have it read, name it itself.",
)
HIDDEN: Final = Wording(vi="Tệp hoặc thư mục ẩn.", en="A hidden file or folder.")
UNSUPPORTED: Final = Wording(
    vi="Không đọc loại tệp này ({kind}).", en="This kind of file is not read ({kind})."
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
LONG_NUMBER: Final = Wording(
    vi="Dòng {line}: JSON hỏng (số dài hơn {limit} chữ số).",
    en="Line {line}: broken JSON (a number of more than {limit} digits).",
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
OVERSIZED: Final = Wording(
    vi="Quá lớn: một trang hoặc một tệp tin RSS tối đa {limit} MB.",
    en="Too large: a page or feed may have {limit} MB at most.",
)
ENTITIES: Final = Wording(
    vi="Tệp tự khai báo thực thể (<!ENTITY>): không đọc, vì đó là cách làm “bom XML”.",
    en="It declares entities of its own (<!ENTITY>): not read, for that makes an XML bomb.",
)
BROKEN_FEED: Final = Wording(
    vi="Không phải RSS, Atom hay JSON Feed đọc được ({problem}).",
    en="It is no readable RSS, Atom or JSON Feed ({problem}).",
)
EMPTY_FEED: Final = Wording(vi="Kênh tin không có mục nào.", en="The feed has no entries.")
NO_ENTRY: Final = Wording(
    vi="Mục tin không có tít lẫn tóm tắt.", en="The entry has neither a headline nor a summary."
)
NO_ARTICLE: Final = Wording(
    vi="Không tìm thấy bài báo trong trang HTML này.",
    en="No article was found in this HTML page.",
)
TOO_MANY_TAGS: Final = Wording(
    vi="Có hơn {limit} thẻ HTML hoặc XML: không phải nội dung báo bình thường.",
    en="It has more than {limit} HTML or XML tags: that is no ordinary news content.",
)
TOO_DEEP: Final = Wording(
    vi="XML lồng nhau quá {limit} lớp.", en="Its XML is nested more than {limit} deep."
)
GIVEN_UP: Final = Wording(
    vi="{limit} mục liền nhau không đọc được; bỏ phần còn lại của tệp.",
    en="{limit} records in a row could not be read; the rest of the file is given up.",
)
REST_GIVEN_UP: Final = Wording(
    vi="Không rõ bản ghi kế tiếp bắt đầu ở đâu; bỏ phần còn lại của tệp từ dòng {line}.",
    en="Where the next record begins cannot be told; the rest of the file is given up "
    "from line {line} on.",
)
EMPTY_ARCHIVE: Final = Wording(
    vi="Tệp nén không có tệp nào.", en="There are no files in the archive."
)
BOMB: Final = Wording(
    vi="“Bom nén”: giải nén ra hơn {ratio} lần kích thước tệp; không đọc tiếp.",
    en="A decompression bomb: it unpacks to more than {ratio} times its size; not read on.",
)
OUTSIDE: Final = Wording(
    vi="Tên trong tệp nén trỏ ra ngoài (../ hoặc đường dẫn tuyệt đối).",
    en="Its name leads out of the archive (../ or an absolute path).",
)
LINK: Final = Wording(
    vi="Liên kết trong tệp nén; không đi theo liên kết.",
    en="A link inside an archive; links are not followed.",
)
NESTED: Final = Wording(
    vi="Tệp nén nằm trong tệp nén; hãy giải nén trước.",
    en="An archive inside an archive; unpack it first.",
)
ENCRYPTED: Final = Wording(
    vi="Tệp nén có mật khẩu; hãy giải nén trước.",
    en="It is protected by a password; unpack it first.",
)
TOO_MANY_MEMBERS: Final = Wording(
    vi="Tệp nén có hơn {limit} tệp; hãy giải nén vào một thư mục.",
    en="The archive has more than {limit} files; unpack it into a folder.",
)
PIPED_ZIP: Final = Wording(
    vi="ZIP qua đầu vào chuẩn tối đa {limit} MB; hãy đưa thẳng tệp.",
    en="A ZIP through standard input may have {limit} MB at most; name the file instead.",
)
