"""Draft → Article as a whole: records, texts, what is refused."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, ArticleDate, Draft, Options
from index.enrich import VERSION
from index.enrich.steps import understand
from index.errors import InputRejected

SCRAPE = """Skip to main content

Điện Kremlin nói về cầu mới qua eo biển

0:00 / 0:00
TPO - Người phát ngôn Dmitry Peskov cho biết cây cầu sẽ được mở lại.

Trả lời hãng tin CNN hôm 16/1, ông Peskov nói cầu đã an toàn.

Điện Kremlin nói về cầu mới qua eo biển ảnh 1

Cây cầu nhìn từ bờ. Đồ hoạ: BBC

Các kỹ sư kiểm tra từng nhịp cầu trong ba tuần.

Theo RT
MỚI - NÓNG
Bão số 4 đổi hướng
"""


def _record(**fields: object) -> Draft:
    return Draft("x:1", **{"text": "", "structured": True, **fields})  # type: ignore[arg-type]


def test_a_scrape_comes_out_whole() -> None:
    article = understand(Draft("a.txt", SCRAPE), Options())
    assert article.title == "Điện Kremlin nói về cầu mới qua eo biển"
    assert not article.title_derived
    assert article.outlet == "TPO"
    assert (article.standfirst or "").startswith("TPO - ")
    assert article.body == (
        "Trả lời hãng tin CNN hôm 16/1, ông Peskov nói cầu đã an toàn.\n"
        "Các kỹ sư kiểm tra từng nhịp cầu trong ba tuần."
    )
    assert {(source.name, source.kind) for source in article.sources} == {
        ("RT", "relay"), ("CNN", "cite"), ("BBC", "photo"),
    }  # fmt: skip
    assert [person.name for person in article.persons] == ["Dmitry Peskov"]
    assert article.event == ArticleDate("XXXX-01-16", "day-no-year", "text")
    assert article.published is None


def test_understanding_leaves_nothing_to_the_collector_of_garbage() -> None:
    said = "Ông Peskov nói: “Cây cầu đã an toàn và sẽ được mở lại.” “Chúng tôi đã chờ ba tuần.”"
    draft = Draft("a.txt", SCRAPE.replace("Các kỹ sư", f"{said}\nCác kỹ sư"))
    assert len(understand(draft, Options()).quotes) == 2  # what is made once may stay
    gc.collect()
    gc.disable()
    try:
        understand(draft, Options())
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_options_override_what_the_input_says() -> None:
    options = Options(outlet="Tuổi Trẻ", date="2022-01-20", as_of="2030-01-01")
    article = understand(Draft("a.txt", SCRAPE), options)
    assert article.outlet == "TTO"
    assert article.published == ArticleDate("2022-01-20", "day", "given")
    assert article.event == ArticleDate("2022-01-16", "day", "text", "published")


def test_as_of_gives_the_year_of_a_partial_date() -> None:
    article = understand(Draft("a.txt", SCRAPE), Options(as_of="2023-06-01"))
    assert article.event == ArticleDate("2023-01-16", "day", "text", "as-of")


def test_a_record_keeps_what_it_says() -> None:
    article = understand(
        _record(
            own_id="7", title="Cầu mới", standfirst="Cầu đã xong.", text="Xe chạy từ sáng 3/4.",
            url="https://vov.vn/tin-1.vov?utm_source=x", outlet="Báo Mới",
            published="2025-04-05T08:00:00+07:00",
            authors=("Lan Anhtổng hợp",), tags=("cầu",), section="Xã hội",
        ),
        Options(),
    )  # fmt: skip
    assert article.id == "7"
    assert article.url == "https://vov.vn/tin-1.vov"
    assert article.outlet == "VOV"
    assert article.authors == ("Lan Anh",)
    assert (article.tags, article.section, article.language) == (("cầu",), "Xã hội", "vi")
    assert article.date == ArticleDate("2025-04-05T08:00", "minute", "metadata")
    assert article.event == ArticleDate("2025-04-03", "day", "text", "published")


def test_a_fetch_time_gives_only_a_year() -> None:
    draft = _record(
        title="Cầu mới", text="Xe chạy từ tối 3/4.", crawled="2025-04-05T08:00:00+07:00"
    )
    article = understand(draft, Options())
    assert article.published is None
    assert article.event == ArticleDate("2025-04-03", "day", "text", "crawl")


def test_a_headline_with_a_standfirst_is_an_article() -> None:
    article = understand(_record(title="Cầu mới", standfirst="Cầu đã xong."), Options())
    assert (article.body, article.standfirst) == ("", "Cầu đã xong.")


def test_a_record_without_a_headline_gets_its_first_sentence() -> None:
    article = understand(_record(text="VOV.VN - Cầu đã xong. Xe chạy."), Options())
    assert (article.title, article.title_derived) == ("Cầu đã xong.", True)


def test_a_text_that_repeats_its_headline_says_it_once() -> None:
    text = "Cầu mới khánh thành\nXe chạy từ sáng nay."
    assert understand(_record(title="Cầu mới khánh thành", text=text), Options()).body == (
        "Xe chạy từ sáng nay."
    )


LISTING = "\n".join(f"Tin nóng số {n} về cây cầu mới ở xã" for n in range(20))


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (Draft("x", ""), "no text"),
        (Draft("x", "Skip to main content\n0:00 / 0:00\n"), "no text"),
        (Draft("x", "Cầu treo xóm Soi khánh thành"), "only a headline"),
        (Draft("x", LISTING), "section page"),
        (_record(text=" \n "), "no text"),
    ],
)
def test_what_is_no_article_is_refused_in_words(draft: Draft, said: str) -> None:
    with pytest.raises(InputRejected) as refused:
        understand(draft, Options())
    assert said in refused.value.message("en")
    assert refused.value.message("vi") != refused.value.message("en")


def test_a_record_may_be_a_headline_alone() -> None:
    """Feeds give such items, and a headline can be found."""
    article = understand(_record(title="Cầu mới"), Options())
    assert (article.title, article.standfirst, article.body) == ("Cầu mới", None, "")


def test_the_version_is_named() -> None:
    assert VERSION


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60), st.booleans())
def test_no_text_raises_anything_else(text: str, title: str, structured: bool) -> None:
    draft = Draft("x", text, structured=structured, title=title if structured else None)
    try:
        article = understand(draft, Options())
    except InputRejected:
        return
    assert isinstance(article, Article)
    assert article.title
    assert article.id


def test_what_a_page_prints_above_its_story_is_no_part_of_it() -> None:
    draft = Draft(
        "a.html",
        "Cầu mới thông xe\nBáo Bến Lở\nTư Lành\n2023-10-02\nXe tải chưa được qua.\nCầu dài 90 mét.",
        structured=True,
        title="Cầu mới thông xe",
        standfirst="Xe tải chưa được qua.",
        outlet="Báo Bến Lở",
        published="2023-10-02",
        authors=("Tư Lành",),
    )
    assert understand(draft, Options()).body == "Cầu dài 90 mét."
