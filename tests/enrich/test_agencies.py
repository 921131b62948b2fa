"""Agencies and their kind, in sentences of the press."""

import pytest

from index.article import Source
from index.enrich.agencies.sourcing import find_sources
from index.enrich.agencies.tables import media


def kinds(body: str, **parts: object) -> dict[str, str]:
    found = find_sources("Tin trong ngày", None, body, **parts)  # type: ignore[arg-type]
    return {source.name: source.kind for source in found}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Hai bên ký kết. Ông đồng ý.\nTheo RT", {"RT": "relay"}),
        ("Hai bên ký kết. Ông đồng ý. (Theo Reuters)", {"Reuters": "relay"}),
        ("Hai bên ký kết. Ông đồng ý. H.N.(theo BGR)", {"BGR": "relay"}),
        ("Kyodo đưa tin, hai bên ký kết. Ông đồng ý.", {"Kyodo": "relay"}),
        (
            "Theo hãng thông tấn TASS, hai bên ký. Sau đó theo đài RT (Nga), họ hoãn.",
            {"TASS": "cite", "RT": "cite"},
        ),
        ("Hãng tin AP nhận xét cuộc họp quá dài. Ông đồng ý.", {"AP": "relay"}),
        ("Hãng tin AP lưu ý số còn thấp. Ông đồng ý.", {"AP": "relay"}),
        ("Đài RT (Nga) tuần trước đưa tin ấy. Ông đồng ý.", {"RT": "relay"}),
        ("Ông trả lời phỏng vấn CNN sau khi Reuters đưa tin.", {"CNN": "cite", "Reuters": "cite"}),
        ("Hội nghị khai mạc. (Ảnh: AFP/TTXVN) Mọi người vỗ tay.",
         {"AFP": "photo", "TTXVN": "photo"}),
        ("Ngoại trưởng phát biểu (Ảnh: Tass). Ông nói thêm.", {"TASS": "photo"}),
        ("Bản đồ. Đồ hoạ: BBC\nHai bên ký kết.", {"BBC": "photo"}),
        ("Ông nhiều lần chê hãng Fox News là thiên vị.", {"Fox News": "mention"}),
        ("Ảnh: GETTY IMAGES\nHai bên ký kết.", {"Getty Images": "photo"}),
        ("Hai bên ký kết.\nTheo reuters", {"Reuters": "relay"}),
        ("Ông Hải từng làm ở Bộ Công Thương và Sở Công Thương.", {}),
        ("Công an TP.HCM đã bắt ông Hải.", {}),
        ("Không có hãng nào ở đây.", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_the_words_around_an_agency_say_its_kind(body: str, expected: dict[str, str]) -> None:
    assert kinds(body) == expected


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Ký kết đã xong. Sau đó hãng tin Brenda dẫn lời ông cho hay.", "Brenda"),
        ("Ký kết đã xong. Tờ Brantford Post viết rằng họ hoãn.", "Brantford Post"),
        ("Ký kết đã xong. Brantford Times cho biết họ hoãn.", "Brantford Times"),
        ("Ký kết đã xong. Đài Tự do phương Bắc (NBF) cho hay họ hoãn.", "NBF"),
        ("Ký kết đã xong. Trang web vesko.ru đăng tải tuyên bố.", "vesko.ru"),
    ],
)
def test_media_that_no_table_lists_are_found_by_what_the_text_calls_them(
    body: str, name: str
) -> None:
    for lists in (media(), media().without_agencies()):
        found = find_sources("Tin", None, body, lists=lists)
        assert name in {source.name for source in found if source.kind in ("cite", "relay")}


def test_news_on_a_medium_names_it() -> None:
    for news in ("Tin", "Tin tức", "Thông tin"):
        assert kinds(f"{news} trên Velkara Jorimo cho biết bão đã tan.") == {
            "Velkara Jorimo": "relay"
        }


def test_a_speaker_a_body_or_a_platform_is_no_medium() -> None:
    text = "Theo Velkanov, ông Velkanov đã đến. Theo WHO, dịch đã qua. Trang Twitter cho biết."
    assert kinds(text) == {}


def test_a_company_that_the_story_is_about_is_no_medium() -> None:
    text = "Theo Dojira, giá vàng giảm. Dojira bán ra 36 triệu đồng. Người mua chờ đợi."
    assert kinds(text) == {}


def test_captions_and_closing_lines_taken_out_of_the_body_count() -> None:
    found = find_sources(
        "Tin", None, "Hai bên ký kết.", ("Quang cảnh. Ảnh: THX/TTXVN",), ("Theo RT",)
    )
    assert found == (Source("RT", "relay"), Source("THX", "photo"), Source("TTXVN", "photo"))


def test_the_outlet_is_no_agency_of_its_own_article() -> None:
    text = "Theo VnExpress, hai bên ký kết. Reuters đưa tin thêm. Kết thúc. NHƯ TÂM (VnExpress)"
    assert kinds(text, outlet="VnExpress") == {"Reuters": "relay"}


def test_a_vietnamese_paper_in_the_closing_line_is_who_published() -> None:
    assert kinds("Hai bên đã ký kết xong. Mọi người ra về. (Theo Dân trí)") == {}
    assert kinds("Hai bên đã ký kết xong. Mọi người ra về. TTXVN/Tin Tức") == {}


def test_a_word_that_is_also_a_medium_needs_to_be_called_one() -> None:
    assert kinds("The Sun is a song. Ông Time đi vắng.") == {}
    assert kinds("Mọi việc xong. Theo tờ The Sun, họ hoãn.") == {"The Sun": "relay"}


def test_a_paper_quoted_in_the_story_is_cited() -> None:
    text = "Việc đã rõ. Trao đổi với báo Tuổi Trẻ, ông nói như vậy. Sau đó ông về."
    assert list(kinds(text).values()) in (["cite"], ["relay"])


@pytest.mark.parametrize(
    "sentence",
    [
        "Hãng tin AP nhận xét rằng thị trường sẽ ổn.",
        "Hãng tin AP lưu ý rằng thị trường sẽ ổn.",
        "Hãng tin AP (Mỹ) tuần trước đưa tin về việc này.",
        "AP hôm thứ Hai dẫn lời một quan chức.",
        "Hãng tin AP cuối tháng trước xác nhận việc này.",
    ],
)
def test_a_medium_that_reports_after_a_time_or_by_a_rarer_verb_is_cited(sentence: str) -> None:
    text = f"Theo Reuters, hai bên đã ký. Mọi việc đã xong. {sentence} Sau đó họ ra về."
    assert kinds(text)["AP"] == "cite"


def test_a_medium_with_an_arabic_article_is_named_whole() -> None:
    text = "Theo Reuters, hai bên đã ký. Tờ al - Mashriq cho hay hai bên họp. Sau đó họ ra về."
    assert kinds(text)["al-Mashriq"] == "cite"
