"""What is drawn from titles and texts."""

from index.analysis import analyze, is_marked, is_syllable
from quality.spans import clauses, sampled, title_spans

TITLES = (
    "Đội cứu hộ tìm thấy hai người mất tích ở Suối Voi",
    "Giá cà phê tăng, nông dân vẫn lo",
    "Quang Nam 2025",
)


def test_spans_are_two_to_four_syllables_side_by_side_with_a_mark() -> None:
    spans = title_spans(TITLES, 200)
    assert spans == title_spans(TITLES, 200)
    for span in spans:
        forms = analyze(span).exact
        assert 2 <= len(forms) <= 4
        assert all(map(is_syllable, forms))
        assert any(map(is_marked, forms))
        assert any(span in title for title in TITLES)
    assert {len(analyze(span).exact) for span in spans} == {2, 3, 4}


def test_clauses_end_at_punctuation_and_hold_only_vietnamese_words() -> None:
    text = "Sáng nay trời mưa to, nước lên. NATO và EU họp bàn; chợ vẫn đông người mua (rất đông)."
    assert list(clauses(text)) == ["Sáng nay trời mưa to", "chợ vẫn đông người mua"]


def test_one_clause_is_drawn_of_each_text() -> None:
    texts = ["Sáng nay trời mưa to, chợ vẫn đông người.", "NATO.", "Bão đã vào bờ rồi."]
    assert len(sampled(texts, 5)) == 2
    assert sampled(texts, 1)[0] in ("Sáng nay trời mưa to", "chợ vẫn đông người")
