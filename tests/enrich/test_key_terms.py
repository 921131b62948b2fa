"""The few terms that say what an article is about."""

from index.enrich.key_terms import MOST, key_terms

BODY = (
    "Nhà máy thủy điện lớn nhất miền Bắc xả lũ từ sáng nay. Thủy điện này có tám tổ máy. "
    "Người dân hạ lưu được báo trước. Nhà máy thủy điện cho biết mực nước đang giảm."
)


def test_underthesea_finds_the_words_that_are_terms() -> None:
    found = key_terms("Thủy điện xả lũ, nhà máy báo trước", "Mực nước ở hạ lưu tăng nhanh.", BODY)
    assert "thủy điện" in found
    assert "nhà máy" in found
    assert not {"thủy", "điện", "máy thủy", "nhà"} & set(found)


def test_syllables_of_two_words_are_no_term() -> None:
    found = key_terms("Quân đội nhân dân diễn tập", None, "Quân đội nhân dân diễn tập.")
    lowered = {term.lower() for term in found}
    assert lowered & {"quân đội", "quân đội nhân dân"}
    assert not lowered & {"đội nhân", "dân diễn", "đội nhân dân"}


def test_what_every_article_says_is_no_term() -> None:
    assert "cho biết" not in key_terms("Ông cho biết như vậy", None, "Ông cho biết. " * 9)


def test_there_are_few_terms_and_none_twice() -> None:
    found = key_terms(BODY, BODY, BODY)
    assert 0 < len(found) <= MOST
    assert len({term.lower() for term in found}) == len(found)


def test_an_empty_article_has_none() -> None:
    assert key_terms("", None, "") == ()
