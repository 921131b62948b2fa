"""What a query may have been meant to be, on every engine."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.engines.memory import MemoryEngine
from search.language.parser import parse
from search.language.printer import print_query
from search.limits import RESPELLED_LENGTH, SUGGESTIONS
from search.suggest import Suggester, Suggestion
from tests.search.archive import Archive, MakeEngine, article, whoosh

TALKS = [
    "Nga và Ukraine đàm phán hòa bình tại Istanbul.",
    "Hai bên đàm phán về lệnh ngừng bắn, Nga bảo đảm an toàn cho đoàn xe.",
    "Vòng đàm phán hòa bình thứ ba kết thúc, ông Sergei Lavrov nói.",
    "Ngoại trưởng Sergei Lavrov gặp đoàn đàm phán ở Moskva.",
    "Đoàn đàm phán của Ukraine trở về Kyiv.",
    "Đàm phán kéo dài, quân đội Nga rút khỏi thủ đô.",
    "Quân đội Ukraine bảo đảm đường tiếp tế.",
    "Bộ Quốc phòng nói quân đội không rút.",
    "Tòa án phán quyết: công ty phải bảo đảm tiền lương.",
    "Thẩm phán bảo đảm phiên tòa công khai.",
    "Đám cháy lan rộng ở ngoại ô thủ đô.",
    "See you, been there: tên một bài hát.",
]


@pytest.fixture(scope="module")
def talks(make_engine: MakeEngine, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("talks")
    return Archive(make_engine(folder), [article(str(n), text) for n, text in enumerate(TALKS)])


def total(archive: Archive) -> Callable[[str], int]:
    return lambda q: archive.page(q, match="all").total


def suggested(archive: Archive, q: str) -> tuple[Suggestion, ...]:
    return Suggester(archive.engine).corrections(q, total(archive))


def queries(archive: Archive, q: str) -> list[str]:
    return [each.q for each in suggested(archive, q)]


def test_case_41_keystrokes_are_decoded_and_words_that_occur_are_not(talks: Archive) -> None:
    assert suggested(talks, "ddafm phasn") == (Suggestion("đàm phán", "telex", 6),)
    assert suggested(talks, "d9am2 phan1") == (Suggestion("đàm phán", "telex", 6),)
    assert queries(talks, "see") == []
    assert queries(talks, "been") == []
    assert queries(talks, "see you") == []


def test_of_a_paragraph_nothing_is_suggested(talks: Archive) -> None:
    words = ["đàm", "phám", *["đàm"] * (RESPELLED_LENGTH - 2)]
    assert queries(talks, " ".join(words))
    assert queries(talks, " ".join([*words, "phán"])) == []


@pytest.mark.parametrize(
    ("q", "meant", "kind"),
    [
        ("đàm phám", "đàm phán", "spelling"),
        ("đamf phán", "đàm phán", "telex"),
        ("đàm phná", "đàm phán", "spelling"),
        ("đàm pán", "đàm phán", "spelling"),
        ("đàmphán hòa bình", "đàm phán hòa bình", "spelling"),
        ("hòa bìng", "hòa bình", "spelling"),
        ("quân dội", "quân đội", "marks"),
        ("đảm phán", "đàm phán", "marks"),
        ("Lavorv", "Lavrov", "spelling"),
        ("sergey lavrof", "sergei lavrov", "spelling"),
        ("QUÂN ĐỘII", "QUÂN ĐỘI", "spelling"),
        ("dam phna", "đàm phán", "spelling"),
    ],
)
def test_a_slip_is_undone(talks: Archive, q: str, meant: str, kind: str) -> None:
    first = suggested(talks, q)[0]
    assert (first.q, first.kind) == (meant, kind)
    assert first.total == total(talks)(meant) > 0


@pytest.mark.parametrize(
    ("q", "meant"),
    [
        ('"đàm phám" -Moskva', '"đàm phán" -Moskva'),
        ("-Mosvka đàm phám", "-Mosvka đàm phán"),
        ("đàm phám OR quân đôij", "đàm phán OR quân đội"),
        ("person:lavorv ukraine", "person:lavrov ukraine"),
        ("(đàm phám) date:2022..2023", "đàm phán date:2022..2023"),
        ("đàm phám outlet:VOB", "đàm phán outlet:VOB"),
        ("-nga (-đàmphán OR đàm phám)", "-nga (-đàmphán OR đàm phán)"),
    ],
)
def test_operators_quotes_and_other_words_stay(talks: Archive, q: str, meant: str) -> None:
    asked = Suggester(talks.engine).corrections(q, lambda _: 1, 0)
    assert asked[0].q == meant
    assert print_query(parse(meant)[0]) == meant


@pytest.mark.parametrize(
    "q",
    [
        *("đàm phán", "đàm phán hòa bình", "Nga", "bảo đảm", "phán quyết", "quân đội Nga"),
        *("", "   ", "-", '""', "2022", "26/8", "nga 2022", "outlet:VOV", "date:2022", "đàm*"),
        *("xyzzyq", "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", "123abc456"),
    ],
)
def test_nothing_is_suggested_without_need_or_without_a_better_word(talks: Archive, q: str) -> None:
    assert queries(talks, q) == []


def test_a_suggestion_finds_something_or_is_none(talks: Archive) -> None:
    assert Suggester(talks.engine).corrections("đàm phám", lambda _: 0, 0) == ()


def test_a_rare_marking_is_no_choice_beside_a_frequent_word(talks: Archive) -> None:
    suggester = Suggester(talks.engine)
    assert suggester.corrections("dam phan", lambda _: 5, 50) != ()
    assert suggester.corrections("dam phan", lambda _: 5, 51) == ()


def test_what_replaces_an_unknown_word_finds_more_than_was_found(talks: Archive) -> None:
    suggester = Suggester(talks.engine)
    assert suggester.corrections("lavorv", lambda _: 5, 4) != ()
    assert suggester.corrections("lavorv", lambda _: 5, 5) == ()
    # of words that occur and hardly stand side by side the scattered ones do not speak
    assert suggester.corrections("đảm phán", lambda _: 5, 50) != ()


def test_slips_of_the_archive_itself_are_no_suggestion(
    make_engine: MakeEngine, tmp_path: Path
) -> None:
    texts = ["Ông Lavrov phát biểu."] * 30 + ["Ông Lavorf phát biểu."]
    archive = Archive(make_engine(tmp_path), [article(str(n), t) for n, t in enumerate(texts)])
    assert queries(archive, "lavorv") == ["lavrov"]


def test_words_without_marks_are_given_their_readings(talks: Archive) -> None:
    found = suggested(talks, "dam")
    assert {each.q for each in found} == {"đàm", "đảm", "đám"}
    assert {each.kind for each in found} == {"marks"}
    assert found[0].q == "đàm"
    assert [each.total for each in found] == [total(talks)(each.q) for each in found]


def test_one_reading_that_finds_the_same_is_no_suggestion(talks: Archive) -> None:
    assert total(talks)("dam phan hoa binh") == total(talks)("đàm phán hòa bình") == 2
    assert queries(talks, "dam phan hoa binh") == []


def test_the_searches_own_total_is_asked_for_only_when_it_is_needed(talks: Archive) -> None:
    asked: list[str] = []

    def total(q: str) -> int:
        asked.append(q)
        return 1

    Suggester(talks.engine).corrections("đàm phám", total, 0)
    assert asked == ["đàm phán"]
    Suggester(talks.engine).corrections("đàm phám", total)
    assert asked == ["đàm phán", "đàm phán", "đàm phám"]


def test_decomposed_text_is_the_same_query(talks: Archive) -> None:
    decomposed = unicodedata.normalize("NFD", "đàm phám")
    assert queries(talks, decomposed)[0].split()[-1] == "phán"


def test_new_words_are_never_taken_for_slips(make_engine: MakeEngine, tmp_path: Path) -> None:
    archive = Archive(make_engine(tmp_path), [article("1", TALKS[0]), article("2", TALKS[1])])
    suggester = Suggester(archive.engine, start=lambda _: None)
    assert suggester.corrections("đàm phám", lambda _: 1, 0) != ()
    Archive(archive.engine, [article(str(n), "Ông Đàm Phám nhậm chức.") for n in range(3, 9)])
    assert suggester.corrections("đàm phám", lambda _: 1, 0) == ()


def test_without_an_index_there_is_nothing_to_suggest(tmp_path: Path) -> None:
    for engine in (whoosh(tmp_path), MemoryEngine()):
        suggester = Suggester(engine)
        suggester.warm()
        assert suggester.corrections("ddafm phasn", lambda _: 1, 0) == ()
        assert suggester.completions("d") == ()


HOSTILE = [
    "\ud800",
    "\ud83d\ude00 🇻🇳👩‍👩‍👧",
    "a" * 1_000,
    "đ " * 500,
    "w" * 14,
    "aw" * 400,
    '"' * 40,
    "-" * 40 + "(" * 40,
    "ddafm " * 200,
    "phasn\u0301\u0301\u0301 \u0000\u200b",
    "ß ﬁ ǅ İ ŉ",
    "กข คง",
    "нга",
]


@pytest.mark.parametrize("q", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_answered(talks: Archive, q: str) -> None:
    suggester = Suggester(talks.engine)
    assert len(suggester.corrections(q, lambda _: 1, 0)) <= SUGGESTIONS
    assert len(suggester.completions(q)) <= 10


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=40) | st.text(alphabet='đàm phnaswfx"()-:*~ OR', max_size=30))
def test_no_query_fails(talks: Archive, q: str) -> None:
    for each in Suggester(talks.engine).corrections(q, lambda _: 1, 0):
        assert each.q != q
        assert print_query(parse(each.q)[0]) == each.q


def test_sixteen_threads_on_a_cold_suggester_say_the_same(talks: Archive) -> None:
    suggester = Suggester(talks.engine)
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(
            lambda _: suggester.corrections("ddafm phasn", lambda _: 1, 0), range(16)
        )
        found = set(answers)
    assert found == {(Suggestion("đàm phán", "telex", 1),)}
