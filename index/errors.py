"""One tree of errors; each says what, where and what to do, in both languages.

    TimtinError
    ├── InputRejected          an input that cannot become an article
    ├── ArticleNotFound        no article has this id
    ├── BadCorrection          a correction that this article does not allow
    ├── RevisionNotFound       an article has no earlier text of this number
    ├── StoryNotFound          no article tells the story with this id
    ├── PersonNotFound         nobody of this name is in the archive
    ├── RulingRefused          what was decided about persons cannot be so
    ├── BadSetting             a setting whose value cannot be used
    ├── BadData                a data file that a newsroom edits is not as it must be
    ├── AlreadyWatching        another process watches for the same data folder
    ├── NotWatched             this address is not on the list
    ├── DeadlinePassed         the answer took too long, and the work on it was stopped
    ├── BackupError
    │   ├── BackupExists       there is a file of this name
    │   ├── BackupNowhere      its folder is not there
    │   ├── BackupFull         no room for it, or for what is in it
    │   ├── BackupUnwritable   the disk refused to write
    │   ├── BackupDamaged      it is not one, or not whole
    │   ├── BackupTooNew       a newer program made it
    │   ├── BackupUnsupported  a database server backs itself up
    │   ├── NothingToBackUp    there is no store
    │   └── RestoreRefused     there is an archive already
    ├── StoreError
    │   ├── StoreLocked        another process holds the database too long
    │   ├── StoreDamaged       the file is not a sound database
    │   ├── StoreFull          its disk has no room left
    │   ├── StoreUnwritable    no right to write beside it, which reading needs, too
    │   ├── StoreOutdated      an older program made it
    │   └── StoreTooNew        a newer program made it
    └── EngineError
        ├── IndexMissing       there is no index yet
        ├── IndexDamaged       its files cannot be read
        ├── IndexOutdated      an older program made it
        ├── IndexTooNew        a newer program made it
        ├── IndexLocked        another process is writing
        ├── IndexFull          its disk has no room left
        ├── IndexUnwritable    its disk refused to write
        └── QueryTooCostly     a limit of ours was passed inside the engine

Vendor exceptions (SQLAlchemy, Whoosh, the segmenters) are translated where the
vendor is used and never leave that folder.
"""

from __future__ import annotations

from typing import ClassVar, Final

from index.wording import Lang, Wording


class TimtinError(Exception):
    """Base of everything we raise on purpose. ``details`` fill the wording."""

    code: ClassVar[str] = "internal"
    wording: ClassVar[Wording] = Wording(
        vi="Tìm Tin gặp lỗi ngoài dự kiến: {reason}",
        en="Tìm Tin met an unexpected error: {reason}",
    )

    def __init__(self, **details: object) -> None:
        self.details = details
        super().__init__(self.message("en"))

    def message(self, lang: Lang) -> str:
        """What happened and what to do, as one or two sentences in ``lang``."""
        return self.wording.text(lang, **self.details)


class InputRejected(TimtinError):
    """``reason`` is a :class:`Wording` already chosen by the reader."""

    code = "input-rejected"

    def __init__(self, reason: Wording, **details: object) -> None:
        self.wording = reason  # type: ignore[misc]  # each rejection words itself
        super().__init__(**details)


SECTION_PAGE: Final = Wording(
    vi="Đây là trang chuyên mục hoặc danh sách tít, không phải một bài báo.",
    en="This is a section page or a list of headlines, not an article.",
)
"""Why a list of headlines is rejected: a page by its links, a text by its lines."""


class ArticleNotFound(TimtinError):
    code = "article-not-found"
    wording = Wording(
        vi="Không có bài nào mang mã “{id}”.", en="There is no article with the id “{id}”."
    )


class BadCorrection(TimtinError):
    """``reason`` is a :class:`Wording` of what is wrong and what there is instead."""

    code = "bad-correction"
    wording = Wording(vi="Không sửa được như thế.", en="It cannot be corrected so.")

    def __init__(self, reason: Wording, /, **details: object) -> None:
        self.wording = Wording(  # type: ignore[misc]  # each refusal words itself
            vi=f"Không sửa được: {reason.vi}.", en=f"It cannot be corrected: {reason.en}."
        )
        super().__init__(**details)


class RevisionNotFound(TimtinError):
    code = "revision-not-found"
    wording = Wording(
        vi="Bài “{id}” không có bản cũ số {number}; có {count} bản cũ, đánh số từ 1.",
        en="The article “{id}” has no earlier text {number}; it has {count}, numbered from 1.",
    )


class StoryNotFound(TimtinError):
    code = "story-not-found"
    wording = Wording(
        vi="Không có bài nào thuộc tin số {id}.", en="No article tells the story {id}."
    )


class PersonNotFound(TimtinError):
    """``others`` are names of the archive that may have been meant, as one text."""

    code = "person-not-found"
    wording = Wording(
        vi="Trong kho không có nhân vật “{name}”.{others}",
        en="Nobody in the archive is called “{name}”.{others}",
    )


class RulingRefused(TimtinError):
    """``reason`` is a :class:`Wording` that says why, and what to do."""

    code = "ruling-refused"

    def __init__(self, reason: Wording, **details: object) -> None:
        self.wording = reason  # type: ignore[misc]  # each refusal words itself
        super().__init__(**details)


class BadSetting(TimtinError):
    code = "bad-setting"
    wording = Wording(
        vi="Thiết lập {name}={value} không dùng được: {reason}.",
        en="The setting {name}={value} cannot be used: {reason}.",
    )


class BadData(TimtinError):
    """``reason`` is a :class:`Wording` of what is wrong in ``file`` and how to mend it.

    ``line`` is where the entry at fault begins, None when it is the whole file.
    """

    code = "bad-data"
    wording = Wording(
        vi="Không dùng được tệp dữ liệu {file}.", en="The data file {file} cannot be used."
    )

    def __init__(
        self, reason: Wording, /, *, file: object, line: int | None = None, **details: object
    ) -> None:
        self.wording = Wording(  # type: ignore[misc]  # each fault words itself
            vi="Tệp dữ liệu {file}" + (", dòng {line}: " if line else ": ") + reason.vi,
            en="Data file {file}" + (", line {line}: " if line else ": ") + reason.en,
        )
        super().__init__(file=file, line=line, **details)


class AlreadyWatching(TimtinError):
    code = "already-watching"
    wording = Wording(
        vi="Một tiến trình khác (số {holder}) đang theo dõi kênh tin cho {where}. "
        "Mỗi thư mục dữ liệu chỉ cần một.",
        en="Another process ({holder}) is watching feeds for {where}. One per data folder "
        "is enough.",
    )


class NotWatched(TimtinError):
    code = "not-watched"
    wording = Wording(
        vi="Địa chỉ {url} không có trong danh sách; xem `timtin watch list`.",
        en="The address {url} is not on the list; see `timtin watch list`.",
    )


class DeadlinePassed(TimtinError):
    code = "deadline-passed"
    wording = Wording(
        vi="Câu trả lời chưa xong trong thời gian cho phép nên đã dừng lại. Hãy tìm hẹp hơn "
        "(ít từ, ít dấu * và ~ hơn), hoặc thử lại sau giây lát vì có thể máy chủ đang bận.",
        en="The answer was not ready in the time allowed, so the work on it was stopped. Make the "
        "search narrower (fewer words, fewer * and ~), or try again in a moment: the server "
        "may be busy.",
    )


class BackupError(TimtinError):
    code = "backup-error"


class BackupExists(BackupError):
    code = "backup-exists"
    wording = Wording(
        vi="Đã có {where}; Tìm Tin không ghi đè bản sao lưu. Hãy chọn tên khác hoặc một thư mục.",
        en="There is {where} already; a backup is never overwritten. Name another file, or a "
        "folder.",
    )


class BackupNowhere(BackupError):
    code = "backup-nowhere"
    wording = Wording(
        vi="Không có thư mục {folder} để đặt bản sao lưu; Tìm Tin không tự tạo, vì có thể ổ đĩa "
        "sao lưu chưa được gắn. Hãy gắn ổ đĩa, hoặc tạo thư mục ấy, rồi chạy lại.",
        en="There is no folder {folder} for the backup, and none is made: the disk of the backups "
        "may not be mounted. Mount it, or make the folder, then run this again.",
    )


class BackupFull(BackupError):
    code = "backup-full"
    wording = Wording(
        vi="Không đủ chỗ trên đĩa cho {where}; chưa có gì được ghi dưới tên này. "
        "Hãy giải phóng chỗ trống rồi chạy lại.",
        en="There is no room on the disk for {where}; nothing was left under this name. "
        "Free some space, then run this again.",
    )


class BackupUnwritable(BackupError):
    code = "backup-unwritable"
    wording = Wording(
        vi="Không ghi được {where}: {reason}; chưa có gì được ghi dưới tên này. "
        "Hãy kiểm tra đĩa và quyền ghi rồi chạy lại.",
        en="{where} cannot be written: {reason}; nothing was left under this name. "
        "Check the disk and its permissions, then run this again.",
    )


class BackupDamaged(BackupError):
    code = "backup-damaged"
    wording = Wording(
        vi="{where} không phải một bản sao lưu nguyên vẹn của Tìm Tin ({reason}). "
        "Chưa có gì được thay đổi; hãy dùng bản sao lưu khác.",
        en="{where} is not a whole backup of Tìm Tin ({reason}). Nothing was changed; "
        "use another backup.",
    )


class BackupTooNew(BackupError):
    code = "backup-too-new"
    wording = Wording(
        vi="Bản sao lưu {where} do một phiên bản mới hơn tạo ra ({found}; chương trình này đọc "
        "được đến {wanted}). Hãy cập nhật Tìm Tin rồi chạy lại.",
        en="A newer version made the backup {where} ({found}; this program reads up to "
        "{wanted}). Update Tìm Tin, then run this again.",
    )


class BackupUnsupported(BackupError):
    code = "backup-unsupported"
    wording = Wording(
        vi="Kho bài nằm ở {where}, không phải trong một tệp: hãy sao lưu bằng công cụ của máy chủ "
        "cơ sở dữ liệu (PostgreSQL: pg_dump).",
        en="The store is at {where}, not in a file: back it up with the database server's own "
        "tool (PostgreSQL: pg_dump).",
    )


class NothingToBackUp(BackupError):
    code = "nothing-to-back-up"
    wording = Wording(
        vi="Không có kho bài nào ở {where} để sao lưu. Hãy chỉ thư mục dữ liệu bằng "
        "`timtin --data THƯ_MỤC backup ...` hoặc TIMTIN_DATA.",
        en="There is no store at {where} to back up. Name the data folder with "
        "`timtin --data FOLDER backup ...` or TIMTIN_DATA.",
    )


class RestoreRefused(BackupError):
    code = "restore-refused"
    wording = Wording(
        vi="Đã có một kho bài ở {where}; Tìm Tin không khôi phục đè lên. Hãy khôi phục vào một "
        "thư mục khác (`timtin --data THƯ_MỤC restore ...`), hoặc dời tệp này đi nơi khác trước.",
        en="There is a store at {where} already, and nothing is restored over it. Restore into "
        "another folder (`timtin --data FOLDER restore ...`), or move this file away first.",
    )


class StoreError(TimtinError):
    code = "store-error"
    wording = Wording(
        vi="Không dùng được cơ sở dữ liệu {where}: {reason}.",
        en="The database {where} cannot be used: {reason}.",
    )


class StoreLocked(StoreError):
    code = "store-locked"
    wording = Wording(
        vi="Cơ sở dữ liệu {where} đang bận vì một tiến trình khác đang ghi{holder}. "
        "Hãy thử lại sau ít phút.",
        en="The database {where} is busy: another process is writing{holder}. "
        "Try again in a few minutes.",
    )


class StoreDamaged(StoreError):
    code = "store-damaged"
    wording = Wording(
        vi="Cơ sở dữ liệu {where} bị hỏng: {reason}. Tìm Tin không tự tạo lại; "
        "hãy dời tệp này đi nơi khác rồi khôi phục bằng `timtin restore BẢN_SAO_LƯU`.",
        en="The database {where} is damaged: {reason}. Tìm Tin never recreates it by itself; "
        "move the file aside and put it back with `timtin restore BACKUP`.",
    )


class StoreFull(StoreError):
    code = "store-full"
    wording = Wording(
        vi="Đĩa chứa cơ sở dữ liệu {where} đã hết chỗ. Mọi bài đã báo là lưu vẫn còn nguyên. "
        "Hãy giải phóng chỗ trống rồi chạy lại.",
        en="The disk of the database {where} is full. Every article that was reported as kept is "
        "there. Free some space, then run this again.",
    )


class StoreUnwritable(StoreError):
    code = "store-unwritable"
    wording = Wording(
        vi="Không có quyền ghi cơ sở dữ liệu {where} ({reason}). Kể cả khi chỉ tìm, SQLite cũng "
        "phải ghi tệp bên cạnh nó: hãy cho người dùng chạy Tìm Tin quyền đọc và ghi cả thư mục "
        "{folder} cùng các tệp trong đó.",
        en="There is no right to write the database {where} ({reason}). Even a search has SQLite "
        "write files beside it: let the user who runs Tìm Tin read and write the folder {folder} "
        "and the files in it.",
    )


class StoreOutdated(StoreError):
    code = "store-outdated"
    wording = Wording(
        vi="Cơ sở dữ liệu {where} có lược đồ {found}, chương trình cần {wanted}. "
        "Hãy chạy `timtin migrate`.",
        en="The database {where} has schema {found}, this program needs {wanted}. "
        "Run `timtin migrate`.",
    )


class StoreTooNew(StoreError):
    code = "store-too-new"
    wording = Wording(
        vi="Cơ sở dữ liệu {where} do một phiên bản mới hơn của Tìm Tin làm ra (lược đồ {found}, "
        "chương trình này dùng đến {wanted}). Chưa có gì được thay đổi. Hãy cập nhật Tìm Tin; muốn "
        "ở lại phiên bản này thì khôi phục bản sao lưu nó đã lập (`timtin restore`).",
        en="A newer version of Tìm Tin made the database {where} (schema {found}, this program "
        "uses up to {wanted}). Nothing was changed. Update Tìm Tin; to stay with this version, "
        "restore a backup that it made (`timtin restore`).",
    )


class EngineError(TimtinError):
    code = "engine-error"
    wording = Wording(
        vi="Không dùng được chỉ mục {where}: {reason}.",
        en="The index {where} cannot be used: {reason}.",
    )


class IndexMissing(EngineError):
    code = "index-missing"
    wording = Wording(
        vi="Chưa có chỉ mục ở {where}. Hãy chạy `timtin rebuild` để dựng lại từ kho bài.",
        en="There is no index at {where} yet. Run `timtin rebuild` to make it from the store.",
    )


class IndexDamaged(EngineError):
    code = "index-damaged"
    wording = Wording(
        vi="Chỉ mục {where} bị hỏng ({reason}). Kho bài vẫn nguyên; hãy chạy `timtin rebuild`.",
        en="The index {where} is damaged ({reason}). The store is untouched; run `timtin rebuild`.",
    )


class IndexOutdated(EngineError):
    code = "index-outdated"
    wording = Wording(
        vi="Chỉ mục {where} có khuôn dạng {found}, chương trình này đọc khuôn dạng {wanted}. "
        "Kho bài vẫn nguyên; hãy chạy `timtin rebuild`.",
        en="The index {where} has format {found}, this program reads format {wanted}. "
        "The store is untouched; run `timtin rebuild`.",
    )


class IndexTooNew(EngineError):
    code = "index-too-new"
    wording = Wording(
        vi="Chỉ mục {where} do một phiên bản mới hơn của Tìm Tin làm ra (khuôn dạng {found}, "
        "chương trình này đọc khuôn dạng {wanted}). Hãy dùng phiên bản đó; muốn ở lại phiên bản "
        "này thì chạy `timtin rebuild`, kho bài vẫn nguyên.",
        en="A newer version of Tìm Tin made the index {where} (format {found}, this program reads "
        "format {wanted}). Use that version; to stay with this one run `timtin rebuild`, the store "
        "is untouched.",
    )


class IndexLocked(EngineError):
    code = "index-locked"
    wording = Wording(
        vi="Một tiến trình khác đang ghi vào chỉ mục: số {pid} (`{command}`), từ {since}; "
        "đã đợi {waited} giây. Hãy đợi nó xong rồi chạy lại.",
        en="Another process is writing to the index: {pid} (`{command}`), since {since}; "
        "waited {waited} seconds. Wait for it to end, then run this again.",
    )


class IndexFull(EngineError):
    code = "index-full"
    wording = Wording(
        vi="Đĩa chứa chỉ mục {where} đã hết chỗ. Kho bài và chỉ mục cũ vẫn nguyên, việc tìm vẫn "
        "chạy. Hãy giải phóng chỗ trống rồi chạy lại: phần còn thiếu sẽ được ghi tiếp.",
        en="The disk of the index {where} is full. Store and index are as they were, searches go "
        "on. Free some space, then run this again: what is missing will be indexed.",
    )


class IndexUnwritable(EngineError):
    code = "index-unwritable"
    wording = Wording(
        vi="Đĩa không chịu ghi chỉ mục {where}: {reason}. Kho bài và chỉ mục cũ vẫn nguyên, việc "
        "tìm vẫn chạy. Hãy kiểm tra đĩa và quyền ghi rồi chạy lại.",
        en="The disk refused to write the index {where}: {reason}. Store and index are as they "
        "were, searches go on. Check the disk and its permissions, then run this again.",
    )


class QueryTooCostly(EngineError):
    code = "query-too-costly"
    wording = Wording(
        vi="Câu tìm này quá nặng: {reason}. Hãy viết hẹp lại.",
        en="This query is too costly: {reason}. Make it narrower.",
    )
