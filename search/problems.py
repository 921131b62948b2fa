"""What was wrong with a request or a query, without refusing it.

Every problem that the package can report has its code and wording in
:data:`WORDINGS`, so that documentation and tests derive from one table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from index.wording import Lang, Wording


@dataclass(frozen=True, slots=True)
class Problem:
    """``position`` counts code points of ``q``; ``parameter`` names a URL parameter."""

    code: str
    wording: Wording
    details: Mapping[str, object] = field(default_factory=dict)
    position: int | None = None
    parameter: str | None = None

    def message(self, lang: Lang) -> str:
        """What is wrong and what was done about it."""
        return self.wording.text(lang, **self.details)


WORDINGS: Final[Mapping[str, Wording]] = {
    # the URL's parameters
    "unknown-parameter": Wording(
        vi="Không có tham số “{name}”; phần này bị bỏ qua.",
        en="There is no parameter “{name}”; it is ignored.",
    ),
    "bad-value": Wording(
        vi="Tham số {name} không nhận giá trị “{value}”; phần này bị bỏ qua.",
        en="The parameter {name} does not take the value “{value}”; it is ignored.",
    ),
    "repeated-parameter": Wording(
        vi="Tham số {name} chỉ được ghi một lần; chỉ dùng giá trị đầu tiên.",
        en="The parameter {name} may stand only once; its first value is used.",
    ),
    "out-of-range": Wording(
        vi="Tham số {name} phải từ {low} đến {high}; đang dùng {used}.",
        en="The parameter {name} must be between {low} and {high}; {used} is used.",
    ),
    "page-too-far": Wording(
        vi="Chỉ xem được {most} kết quả đầu tiên theo trang; hãy thu hẹp câu tìm "
        "hoặc sắp xếp theo ngày.",
        en="Only the first {most} results can be paged through; narrow the search "
        "or sort it by date.",
    ),
    "page-and-cursor": Wording(
        vi="Không dùng page và cursor cùng lúc; cursor bị bỏ qua.",
        en="page and cursor cannot be used together; cursor is ignored.",
    ),
    "cursor-needs-date-sort": Wording(
        vi="cursor chỉ dùng được khi sắp xếp theo ngày (sort=newest hoặc oldest); "
        "ở đây nó bị bỏ qua.",
        en="cursor works only under a date sort (sort=newest or oldest); it is ignored here.",
    ),
    "bad-cursor": Wording(
        vi="cursor không hợp lệ hoặc thuộc về một cách sắp xếp khác; danh sách bắt đầu lại từ đầu.",
        en="This cursor is not valid or belongs to another sort; the list starts over.",
    ),
    "too-many-values": Wording(
        vi="Tham số {name} nhận nhiều nhất {most} giá trị; phần còn lại bị bỏ qua.",
        en="The parameter {name} takes at most {most} values; the rest is ignored.",
    ),
    "value-too-long": Wording(
        vi="Giá trị của tham số {name} dài quá {most} ký tự nên đã bị cắt bớt.",
        en="A value of the parameter {name} is longer than {most} characters and was cut.",
    ),
    # a filter that no longer means all it meant
    "told-apart": Wording(
        vi="Những người tên “{name}” đã được tách; ở đây không có bài của: {others}.",
        en="People called “{name}” were told apart; the articles about these are not here: "
        "{others}.",
    ),
    # what there was no time for
    "near-left-out": Wording(
        vi="Không kịp tìm những bài gần đúng (thiếu từ hoặc khác dấu) vì câu tìm nặng hoặc máy "
        "chủ đang bận.",
        en="There was no time to look for articles that come near (lacking a word, other "
        "diacritics): the search is heavy or the server busy.",
    ),
    "suggestions-left-out": Wording(
        vi="Không kịp tìm cách viết khác để gợi ý vì câu tìm nặng hoặc máy chủ đang bận.",
        en="There was no time to look for other spellings: the search is heavy or the server busy.",
    ),
    "keywords-left-out": Wording(
        vi="Không kịp tính các từ hay đi cùng vì câu tìm nặng hoặc máy chủ đang bận.",
        en="There was no time for what often stands together with it: the search is heavy or the "
        "server busy.",
    ),
    # limits of a query
    "query-too-long": Wording(
        vi="Câu tìm dài quá {most} ký tự nên đã bị cắt bớt.",
        en="The query is longer than {most} characters and was cut.",
    ),
    "too-many-terms": Wording(
        vi="Câu tìm có quá {most} từ; chỉ tìm {most} từ hiếm nhất.",
        en="The query has more than {most} words; only the {most} rarest are searched.",
    ),
    "too-deep": Wording(
        vi="Ngoặc lồng quá {most} tầng; các ngoặc sâu hơn bị bỏ qua.",
        en="Parentheses are nested deeper than {most} levels; the deeper ones are ignored.",
    ),
    "phrase-too-long": Wording(
        vi="Cụm từ trong ngoặc kép dài quá {most} từ; chỉ tìm {most} từ đầu.",
        en="A quoted phrase is longer than {most} words; its first {most} are searched.",
    ),
    "wildcard-too-short": Wording(
        vi="Dấu * cần ít nhất {least} chữ đứng trước; ở “{text}” nó bị bỏ qua.",
        en="A * needs at least {least} letters before it; in “{text}” it is ignored.",
    ),
    "wildcard-misplaced": Wording(
        vi="Dấu * chỉ có tác dụng ở cuối từ; ở “{text}” nó bị bỏ qua.",
        en="A * works only at the end of a word; in “{text}” it is ignored.",
    ),
    "too-many-expansions": Wording(
        vi="Có quá nhiều từ bắt đầu bằng “{text}”; chỉ tìm {most} từ thường gặp nhất.",
        en="Too many words begin with “{text}”; only the {most} most frequent are searched.",
    ),
    # what is a character, and what means nothing
    "recovered": Wording(
        vi="Câu tìm viết bằng phông chữ cũ hoặc sai bảng mã; đang tìm “{text}”.",
        en="The query is in an old font or was wrongly decoded; searching for “{text}”.",
    ),
    "stray": Wording(
        vi="Dấu {character} không khớp với dấu nào nên được coi là ký tự thường.",
        en="The {character} has no counterpart and is taken as a plain character.",
    ),
    "stray-or": Wording(
        vi="{word} cần từ ở cả hai bên; ở đây nó bị bỏ qua.",
        en="{word} needs words on both sides; it is ignored here.",
    ),
    "field-without-value": Wording(
        vi="Sau “{name}” chưa có gì để tìm; nó được coi là một từ thường.",
        en="Nothing stands behind “{name}”; it is taken as a plain word.",
    ),
    "unknown-field": Wording(
        vi="Không có trường “{name}:”; dấu hai chấm được coi là ký tự thường.",
        en="There is no field “{name}:”; the colon is taken as a plain character.",
    ),
    "bad-date": Wording(
        vi="“{text}” không phải là ngày hợp lệ (ví dụ: date:2022, date:2022-03, "
        "date:2022-01..2022-03); phần này bị bỏ qua.",
        en="“{text}” is not a date (examples: date:2022, date:2022-03, "
        "date:2022-01..2022-03); this part is ignored.",
    ),
    "no-words": Wording(
        vi="“{text}” không có chữ hay số nào để tìm.",
        en="“{text}” has no letter or digit to search for.",
    ),
    "said-by-nobody": Wording(
        vi="Sau said: không có tên ai; đang tìm trong mọi lời trích dẫn.",
        en="There is no name behind said:; every quotation is searched.",
    ),
    "said-name-cut": Wording(
        vi="said: chỉ lấy từ “{used}” làm tên người nói; nếu muốn tìm lời của {name}, "
        'hãy viết said:"{name}".',
        en="said: takes only “{used}” as the speaker’s name; for what {name} said, "
        'write said:"{name}".',
    ),
    "fuzzy-misplaced": Wording(
        vi="Dấu ~ chỉ có tác dụng sau một từ; ở “{text}” nó bị bỏ qua.",
        en="A ~ works only after a single word; in “{text}” it is ignored.",
    ),
    "fuzzy-too-far": Wording(
        vi="Dấu ~ chỉ cho phép khác nhiều nhất {most} chữ; với “{text}” đang dùng {most}.",
        en="A ~ allows at most {most} letters to differ; {most} is used for “{text}”.",
    ),
    "too-many-nearby": Wording(
        vi="Có quá nhiều từ viết gần giống “{text}”; chỉ tìm {most} từ thường gặp nhất.",
        en="Too many words are spelled about like “{text}”; only the {most} most frequent "
        "are searched.",
    ),
    "slop-too-wide": Wording(
        vi="Các từ của “{text}” chỉ được cách nhau nhiều nhất {most} từ.",
        en="The words of “{text}” may have at most {most} others between them.",
    ),
}

REFUSALS: Final[Mapping[str, Wording]] = {
    "unknown-parameter": Wording(
        vi="Không có tham số “{name}”.",
        en="There is no parameter “{name}”.",
    ),
    "bad-value": Wording(
        vi="Tham số {name} không nhận giá trị “{value}”.",
        en="The parameter {name} does not take the value “{value}”.",
    ),
    "repeated-parameter": Wording(
        vi="Tham số {name} chỉ được ghi một lần.",
        en="The parameter {name} may stand only once.",
    ),
    "out-of-range": Wording(
        vi="Tham số {name} phải từ {low} đến {high}.",
        en="The parameter {name} must be between {low} and {high}.",
    ),
    "page-and-cursor": Wording(
        vi="Không dùng page và cursor cùng lúc.",
        en="page and cursor cannot be used together.",
    ),
    "cursor-needs-date-sort": Wording(
        vi="cursor chỉ dùng được khi sắp xếp theo ngày (sort=newest hoặc oldest).",
        en="cursor works only under a date sort (sort=newest or oldest).",
    ),
    "bad-cursor": Wording(
        vi="cursor không hợp lệ hoặc thuộc về một cách sắp xếp khác.",
        en="This cursor is not valid or belongs to another sort.",
    ),
    "too-many-values": Wording(
        vi="Tham số {name} nhận nhiều nhất {most} giá trị.",
        en="The parameter {name} takes at most {most} values.",
    ),
    "value-too-long": Wording(
        vi="Giá trị của tham số {name} dài quá {most} ký tự.",
        en="A value of the parameter {name} is longer than {most} characters.",
    ),
}
"""Of a request that is refused for it nothing is used, cut or ignored."""


def noted(
    code: str,
    details: Mapping[str, object],
    *,
    position: int | None = None,
    parameter: str | None = None,
) -> Problem:
    """The problem ``code`` of :data:`WORDINGS` with ``details`` in its places."""
    return Problem(code, WORDINGS[code], details, position, parameter)


def problem(
    code: str, *, position: int | None = None, parameter: str | None = None, **details: object
) -> Problem:
    """:func:`noted` with the details by name."""
    return noted(code, details, position=position, parameter=parameter)
