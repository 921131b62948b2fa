"""HTML pages: the article in them as plain text, and where each value was said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.article import Draft
from index.errors import BadData
from index.readers import Refusal, read
from index.readers.document import read_document
from index.readers.page.rules import RuleBook, names
from index.readers.page.tree import parse

STORY = (
    "<p>Sáng nay cây cầu <b>Bến</b>Ngự thông xe, dòng người <a href='/x'>qua sông</a> "
    "nườm nượp từ tờ mờ đất.</p>"
    "<h2>Mười năm chờ đợi</h2>"
    "<p>Bà con hai bờ góp công làm đường dẫn, ai nấy đều mừng vì không còn phải lụy đò.</p>"
    "<p>Chính quyền dự kiến lắp đèn trước tháng mười để việc đi lại ban đêm được an toàn.</p>"
)


def _page(head: str = "", body: str = STORY, title: str = "Cầu Bến Ngự thông xe") -> bytes:
    return (
        f"<!DOCTYPE html><html lang='vi'><head><meta charset='utf-8'><title>{title}</title>{head}"
        f"</head><body><h1>{title}</h1>{body}</body></html>"
    ).encode()


def _article(page: bytes, url: str | None = None, media_type: str | None = None) -> Draft:
    (found,) = read_document(page, "trang.html", url, media_type)
    assert isinstance(found, Draft), found.message("en")
    return found


def _ld(**fields: object) -> str:
    document = json.dumps({"@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{document}</script>'


def test_the_text_has_a_line_per_block_and_no_space_where_a_tag_stood() -> None:
    draft = _article(_page())
    assert draft.structured
    assert draft.title == "Cầu Bến Ngự thông xe"
    first, subhead, *rest = draft.text.split("\n")
    assert first.startswith("Sáng nay cây cầu BếnNgự thông xe, dòng người qua sông nườm nượp")
    assert subhead == "Mười năm chờ đợi"
    assert len(rest) == 2
    assert "<" not in draft.text


def test_every_value_says_which_field_it_stood_in() -> None:
    head = (
        '<meta property="og:description" content="Cây cầu dài hai cây số.">'
        '<meta name="pubdate" content="2025-03-01T08:00:00+07:00">'
        '<meta property="article:tag" content="cầu, sông">'
        '<meta property="og:site_name" content="Báo Bến Ngự">'
    )
    draft = _article(_page(head + _ld(author={"@type": "Person", "name": "Lê Hạnh"})))
    assert draft.published == "2025-03-01T08:00:00+07:00"
    assert draft.authors == ("Lê Hạnh",)
    assert draft.tags == ("cầu", "sông")
    assert draft.keys == {
        "title": "h1",
        "standfirst": "meta og:description",
        "outlet": "meta og:site_name",
        "published": "meta pubdate",
        "authors": "jsonld.author",
        "tags": "meta article:tag",
    }


@pytest.mark.parametrize(
    "broken",
    [
        '{"@type": "NewsArticle", "author": {"name": "Lê Hạnh"},}',
        '{"@type": "NewsArticle", "headline": "dòng\nmới", "author": "Lê Hạnh"}',
        '[{"@type": "WebSite"}, {"@graph": [{"@type": ["Article"], "author": ["Lê Hạnh"]}]}]',
        '<!-- {"@type": "https://schema.org/BlogPosting", "author": [{"name": "Lê Hạnh"}]}; -->',
    ],
)
def test_json_ld_is_read_as_pages_really_write_it(broken: str) -> None:
    head = f'<script type="application/ld+json">{broken}</script>'
    assert _article(_page(head)).authors == ("Lê Hạnh",)


def test_json_ld_that_breaks_off_is_passed_over() -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "author": </script>'
    assert _article(_page(head + '<meta name="author" content="Lê Hạnh">')).authors == ("Lê Hạnh",)


def test_entities_in_a_name_are_resolved_however_often_they_were_escaped() -> None:
    assert _article(_page(_ld(author="NH&amp;#7852;T XUÂN"))).authors == ("NHẬT XUÂN",)


@pytest.mark.parametrize(
    "own",
    [
        '<meta name="author" content="Báo Bến Ngự">'
        '<meta property="og:site_name" content="Báo Bến Ngự">',
        '<meta name="author" content="BenNgu.vn">',
        '<meta property="article:author" content="https://www.facebook.com/benngu">',
        '<meta name="its_author" content="1194089846"><meta name="author" content="1194089846">',
        _ld(author="Báo Bến Ngự", publisher={"name": "Báo Bến Ngự"}),
    ],
)
def test_a_site_is_no_author(own: str) -> None:
    assert _article(_page(own)).authors == ()


def test_the_printed_byline_stands_in_for_the_metadata() -> None:
    body = (
        '<div class="meta"><a>Giàng Súa</a><span>Thứ hai, 03/03/2025 | 09:15</span></div>' + STORY
    )
    draft = _article(_page(body=f"<div class='bai'>{body}</div>").replace(b"<h1>", b"<div><h1>"))
    assert draft.authors == ("Giàng Súa",)
    assert draft.keys["authors"] == "printed byline"
    assert draft.text.split("\n")[0] == "Thứ hai, 03/03/2025"


def test_a_page_without_boxes_has_its_date_behind_the_headline() -> None:
    draft = _article(_page(body="<p>Thứ hai, 03/03/2025 09:15</p>" + STORY))
    assert draft.text.split("\n")[0] == "Thứ hai, 03/03/2025 09:15"


def test_todays_date_in_the_header_of_a_site_is_no_date_of_the_article() -> None:
    page = _page(body=f"<main>{STORY}</main>").replace(
        b"<h1>", "<header>Thứ ba, 04/03/2025</header><main><h1>".encode()
    )
    draft = _article(page)
    assert draft.published is None
    assert "04/03/2025" not in draft.text


def test_captions_stand_apart() -> None:
    body = STORY.replace(
        "<h2>",
        "<figure><img src='a.jpg'><figcaption>Cầu nhìn từ bờ nam</figcaption></figure>"
        "<table><tr><td><img src='b.jpg'></td></tr><tr><td>Đoàn xe hoa</td></tr></table>"
        "<p><img src='c.jpg'></p><p style='text-align:center'>Pháo hoa đêm khai mạc</p><h2>",
    )
    draft = _article(_page(body=body))
    assert draft.captions == ("Cầu nhìn từ bờ nam", "Đoàn xe hoa", "Pháo hoa đêm khai mạc")
    assert not any(caption in draft.text for caption in draft.captions)


def test_a_table_of_figures_is_text() -> None:
    table = (
        "<table><tr><th>Hạng mục</th><th>Giá</th></tr>"
        "<tr><td>Trụ cầu</td><td>9 tỷ</td></tr></table>"
    )
    assert "Trụ cầu 9 tỷ" in _article(_page(body=STORY.replace("<h2>", table + "<h2>"))).text


def test_the_canonical_address_goes_before_the_fetched_one() -> None:
    canonical = _page('<link rel="canonical" href="/cau-ben-ngu.html">')
    fetched = "https://benngu.example/cau-ben-ngu.html?utm_source=x"
    assert _article(canonical, fetched).url == "https://benngu.example/cau-ben-ngu.html"
    assert _article(_page(), fetched).url == fetched
    assert _article(_page('<link rel="canonical" href="javascript:alert(1)">')).url is None


def test_a_home_page_is_no_canonical_address_of_an_article() -> None:
    page = _page('<link rel="canonical" href="https://benngu.example/">')
    fetched = "https://benngu.example/cau-ben-ngu.html"
    assert _article(page, fetched).url == fetched


@pytest.mark.parametrize(
    ("charset", "header"),
    [("utf-8", None), ("utf-16", None), ("windows-1258", None), ("windows-1258", "windows-1258")],
)
def test_a_page_is_read_in_the_charset_that_it_or_its_server_declares(
    charset: str, header: str | None
) -> None:
    text = _page(title="Cau Bến Tre").decode().replace("'utf-8'", f"'{charset}'")
    for letter, written in (("ế", "ê\u0301"), ("ẫ", "â\u0303"), ("ả", "a\u0309")):
        text = text.replace(letter, written)
    raw = text.encode(charset, "ignore")
    media_type = f"text/html; charset={header}" if header else "text/html"
    assert "đ" in _article(raw, media_type=media_type).text


def test_a_page_under_the_name_of_a_text_is_still_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(_page())
    (draft,) = read([tmp_path])
    assert isinstance(draft, Draft)
    assert draft.structured


def test_a_list_of_headlines_is_refused_with_its_reason() -> None:
    cards = "".join(
        f"<article><h3><a href='/{number}'>Tin thứ {number} trong ngày ở bến sông</a></h3>"
        "<p>Bà con hai bờ góp công làm đường dẫn, ai nấy đều mừng vui.</p></article>"
        for number in range(12)
    )
    (refusal,) = read_document(_page(body=cards, title="Thời sự"), "muc.html")
    assert isinstance(refusal, Refusal)
    assert "section page" in refusal.message("en")
    assert "trang chuyên mục" in refusal.message("vi")


def test_a_page_without_an_article_is_rejected() -> None:
    (refusal,) = read_document(_page(body="<p>Đang bảo trì</p>"), "a.html")
    assert isinstance(refusal, Refusal)
    assert "No article" in refusal.message("en")


def test_an_anchor_that_is_never_closed_makes_no_link_of_the_story() -> None:
    page = f"<html><body><a name='top'><h1>Cầu Bến Ngự thông xe</h1>{STORY}</body></html>"
    assert "nườm nượp từ tờ mờ đất" in _article(page.encode()).text


def test_what_leads_to_other_stories_is_no_text() -> None:
    boxes = (
        "<p><strong>Xem thêm: </strong><a href='/1'>Mùa cá linh về sớm trên sông Hậu</a></p>"
        "<p><a href='/2'>Chợ nổi vắng khách, ghe hàng chuyển lên bờ</a></p>"
        "<div><a href='/3'><img></a><div><a href='/3'>Lũ nhỏ, đồng ruộng thiếu phù sa</a></div>"
        "<p>Nông dân lo vụ tới phải bón thêm phân vì nước về ít hơn mọi năm.</p></div>"
        "<ul><li><a href='/4'>Trường mới mở cửa đón học sinh</a></li>"
        "<li><a href='/5'>Ghe đua vào mùa tập luyện mới</a></li></ul>"
    )
    draft = _article(_page(body=STORY.replace("<h2>", boxes + "<h2>")))
    assert draft.text == _article(_page()).text


def test_names_of_elements_are_cut_into_their_parts() -> None:
    tree = parse(b"<div class='boxTinLienQuan mt-30' id='news_relation_top'>x</div>")
    assert names(next(tree.iter("div"))) == "box tin lien quan | mt 30 | news relation top"


def test_a_newsroom_can_give_a_site_rules_of_its_own() -> None:
    book = RuleBook(
        '[general]\nfurniture = ["relat*"]\n'
        '[[site]]\ndomains = ["benngu.example"]\nfurniture = ["hop quiz"]\n'
    )
    tree = parse(b"<p class='hop-quiz'>a</p><p class='related'>b</p>")
    quiz, related = tree.iter("p")
    assert book.rules("https://m.benngu.example/a").furniture.name(quiz)
    assert not book.rules("https://khac.example/a").furniture.name(quiz)
    assert book.rules(None).furniture.name(related)


@pytest.mark.parametrize("text", ["[general", "", "[general]\n[[site]]\nfurniture = []\n"])
def test_a_faulty_file_of_rules_says_so(text: str) -> None:
    with pytest.raises(BadData, match=r"pages\.toml"):
        RuleBook(text)
