"""By which rules a value may have been read: stable codes, each with its sentence.

``Evidence.rule`` is one of these codes. A code is never given another meaning: it
stands in stored articles, in what programs read, and in a newsroom's exports.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Self

from index.wording import Wording


class Rule(StrEnum):
    """A rule of understanding; ``wording`` says in a sentence what it went by."""

    wording: Wording

    def __new__(cls, code: str, vi: str, en: str) -> Self:
        rule = str.__new__(cls, code)
        rule._value_ = code
        rule.wording = Wording(vi, en)
        return rule

    CORRECTED = (
        "corrected",
        "Tòa soạn đã sửa bằng tay.",
        "A correction by the newsroom.",
    )

    OUTLET_GIVEN = (
        "outlet-given",
        "Người thêm bài cho biết báo nào đăng.",
        "Whoever added the article said who published it.",
    )
    OUTLET_METADATA = (
        "outlet-metadata",
        "Dữ liệu kèm bài ghi tên báo.",
        "The data that came with the article names the outlet.",
    )
    OUTLET_DOMAIN = (
        "outlet-domain",
        "Địa chỉ bài thuộc trang của báo này.",
        "The address belongs to this outlet's site.",
    )
    OUTLET_BYLINE = (
        "outlet-byline",
        "Bài mở đầu bằng ký hiệu của báo này.",
        "The story opens with this outlet's mark.",
    )
    OUTLET_CLOSING = (
        "outlet-closing",
        "Dòng cuối bài nêu tên báo này.",
        "The line that closes the story names this outlet.",
    )

    AUTHOR_METADATA = (
        "author-metadata",
        "Dữ liệu kèm bài ghi tên tác giả.",
        "The data that came with the article names the author.",
    )
    AUTHOR_DATELINE = (
        "author-dateline",
        "Tên đứng cạnh ngày giờ đăng bài.",
        "The name stands beside the day of publication.",
    )
    AUTHOR_CLOSING = (
        "author-closing",
        "Tên ký ở dòng cuối bài.",
        "The name signs the line that closes the story.",
    )

    PUBLISHED_GIVEN = (
        "published-given",
        "Người thêm bài cho biết ngày đăng.",
        "Whoever added the article said when it was published.",
    )
    PUBLISHED_METADATA = (
        "published-metadata",
        "Dữ liệu kèm bài ghi ngày đăng.",
        "The data that came with the article states the date.",
    )
    PUBLISHED_DATELINE = (
        "published-dateline",
        "Trang có dòng ghi ngày đăng.",
        "A line of the page states the date.",
    )
    PUBLISHED_BYLINE = (
        "published-byline",
        "Ký hiệu mở đầu bài ghi cả ngày, tháng, năm.",
        "The mark that opens the story states day, month and year.",
    )
    PUBLISHED_URL = (
        "published-url",
        "Địa chỉ bài chứa ngày tạo trang, có thể lệch ngày đăng.",
        "The address holds the day the page was made, which may not be the day of publication.",
    )

    EVENT_DAY = (
        "event-day",
        "Ngày đầu tiên mà bài nêu, ghi đủ năm.",
        "The first day that the story names, its year included.",
    )
    EVENT_DAY_YEAR_SUPPLIED = (
        "event-day-year-supplied",
        "Ngày đầu tiên mà bài nêu; năm lấy theo mốc thời gian khác.",
        "The first day that the story names; its year was taken from another date.",
    )
    EVENT_DAY_NO_YEAR = (
        "event-day-no-year",
        "Ngày đầu tiên mà bài nêu; không có gì cho biết năm.",
        "The first day that the story names; nothing tells the year.",
    )
    EVENT_MONTH = (
        "event-month",
        "Đầu bài nêu tháng và năm, không nêu ngày.",
        "The opening names a month with its year, no day.",
    )
    EVENT_MONTH_YEAR_SUPPLIED = (
        "event-month-year-supplied",
        "Đầu bài nêu tháng; năm tính theo mốc thời gian khác.",
        "The opening names a month; its year was reckoned from another date.",
    )

    SOURCE_CLOSING = (
        "source-closing",
        "Dòng cuối bài ghi dẫn theo hãng này.",
        "The line that closes the story says whom it follows.",
    )
    SOURCE_OPENING = (
        "source-opening",
        "Hãng duy nhất được dẫn, và được dẫn ngay đầu bài.",
        "The only agency that the story follows, named where it opens.",
    )
    SOURCE_THEO = (
        "source-theo",
        "Trong bài viết “theo” hãng này.",
        "The text says “theo” (according to) before its name.",
    )
    SOURCE_TOLD = (
        "source-told",
        "Thông tin được nói với hãng này hoặc dẫn từ hãng này.",
        "It was told to this medium, or quoted from it.",
    )
    SOURCE_REPORTS = (
        "source-reports",
        "Sau tên hãng là động từ đưa tin.",
        "A verb of reporting follows its name.",
    )
    SOURCE_CAPTION = (
        "source-caption",
        "Chú thích ảnh ghi tên hãng này.",
        "The caption of a picture names it.",
    )
    SOURCE_CREDIT = (
        "source-credit",
        "Tên đứng sau “Ảnh”, “Nguồn” hoặc “Video”.",
        "Its name stands behind a credit for a picture.",
    )
    SOURCE_NAMED = (
        "source-named",
        "Bài chỉ nhắc tên, không dẫn tin từ hãng này.",
        "The text only names it and reports nothing from it.",
    )

    SOURCE_RECOGNISER = (
        "source-recogniser",
        "Bộ nhận dạng tên riêng của tòa soạn coi đây là một hãng tin hoặc tờ báo.",
        "The newsroom's own recogniser takes it for an agency or a paper.",
    )

    PERSON_HONORIFIC = (
        "person-honorific",
        "Trước tên là tiếng xưng hô như ông, bà, anh, chị.",
        "A form of address such as ông or bà stands before the name.",
    )
    PERSON_TITLE = (
        "person-title",
        "Trước tên là chức danh hoặc nghề nghiệp.",
        "An office or a profession stands before the name.",
    )
    PERSON_SURNAME = (
        "person-surname",
        "Một họ quen dùng và tên đi liền sau.",
        "A surname and the given name that follows it.",
    )
    PERSON_FOREIGN = (
        "person-foreign",
        "Chữ viết hoa có dạng tên người nước ngoài.",
        "Capitalised words in the shape of a foreign name.",
    )
    PERSON_CONTEXT = (
        "person-context",
        "Các từ đứng quanh cho thấy đây có lẽ là tên người.",
        "The words around it make it likely that this is a person.",
    )
    PERSON_REPEATED = (
        "person-repeated",
        "Có dạng tên người và được nhắc nhiều lần.",
        "In the shape of a name, and named several times.",
    )
    PERSON_ADDRESSED = (
        "person-addressed",
        "Chỗ khác trong bài gọi bằng tên ngắn, có tiếng xưng hô hoặc chức danh.",
        "Elsewhere the article uses the short form with a title or form of address.",
    )
    PERSON_LISTED = (
        "person-listed",
        "Đứng trong một danh sách cùng tên người khác.",
        "It stands in a list with the names of other persons.",
    )
    PERSON_TAGGER = (
        "person-tagger",
        "Bộ gán từ loại coi đây là tên riêng chỉ người.",
        "The part-of-speech tagger takes it for a proper name.",
    )
    PERSON_RECOGNISER = (
        "person-recogniser",
        "Bộ nhận dạng tên riêng của tòa soạn coi đây là tên người.",
        "The newsroom's own recogniser takes it for a person.",
    )
    PERSON_SHORT_FORM = (
        "person-short-form",
        "Tên gọi tắt của người đã nêu đủ tên trong bài.",
        "A shorter form of a name that the article gives in full.",
    )
    PERSON_ALIAS = (
        "person-alias",
        "Bảng tên gọi khác ghi đây là cùng một người.",
        "The table of other names lists it as the same person.",
    )

    QUOTE_VERB_BEHIND = (
        "quote-verb-behind",
        "Ngay sau lời trích dẫn có người nói và động từ nói.",
        "Right behind the quotation stand its speaker and a verb of saying.",
    )
    QUOTE_VERB_BEFORE = (
        "quote-verb-before",
        "Ngay trước lời trích dẫn có người nói và động từ nói.",
        "Right before the quotation stand its speaker and a verb of saying.",
    )
    QUOTE_NAME_BEFORE_COLON = (
        "quote-name-before-colon",
        "Trước dấu hai chấm chỉ có tên người nói.",
        "Only the speaker's name stands before the colon.",
    )
    QUOTE_BEFORE_COLON = (
        "quote-before-colon",
        "Câu dẫn tới dấu hai chấm mở đầu bằng người này, không có động từ nói quen thuộc.",
        "The sentence that leads to the colon begins with this person, without a known verb.",
    )
    QUOTE_NAME_BEHIND = (
        "quote-name-behind",
        "Ngay sau lời trích dẫn là tên người nói.",
        "Right behind the quotation stands its speaker's name.",
    )
    QUOTE_AROUND = (
        "quote-around",
        "Câu chứa lời trích dẫn cho biết ai nói.",
        "The sentence around the quotation says who speaks.",
    )
    QUOTE_ACCORDING_TO = (
        "quote-according-to",
        "Câu ghi “theo” người này.",
        "The sentence says “according to”.",
    )
    QUOTE_SAID_BY = (
        "quote-said-by",
        "Câu dẫn lời người này.",
        "The sentence quotes the words of this speaker.",
    )
    QUOTE_GOES_ON = (
        "quote-goes-on",
        "Lời trích dẫn liền kề có cùng người nói.",
        "The quotation beside it has the same speaker.",
    )
    QUOTE_AFTER_STATEMENT = (
        "quote-after-statement",
        "Câu trước cho biết ai đang nói.",
        "The sentence before says who is speaking.",
    )
    QUOTE_IN_STORY = (
        "quote-in-story",
        "Thân bài dẫn lời của người này.",
        "The story below quotes this speaker.",
    )
    QUOTE_INTERVIEW = (
        "quote-interview",
        "Câu hỏi hoặc câu trả lời trong bài phỏng vấn.",
        "A question or an answer of an interview.",
    )
    QUOTE_ALONE = (
        "quote-alone",
        "Lời trích dẫn đứng riêng, bài không cho biết ai nói.",
        "It stands alone; the text does not say who speaks.",
    )


_BY_CODE: Final = {rule.value: rule for rule in Rule}
_OF_ANOTHER_VERSION: Final = Wording(
    vi="Quy tắc “{code}” của một phiên bản khác.", en="The rule “{code}” of another version."
)


def rule_sentence(code: str) -> Wording:
    """What the rule with this code went by, also for a code that another version gave."""
    if code in _BY_CODE:
        return _BY_CODE[code].wording
    escaped = code.replace("{", "{{").replace("}", "}}")
    return Wording(
        _OF_ANOTHER_VERSION.vi.format(code=escaped), _OF_ANOTHER_VERSION.en.format(code=escaped)
    )
