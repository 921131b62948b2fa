from index.analysis import memo
from index.analysis.memo import ENTRIES, LONGEST, Memo


def test_a_surface_is_worked_out_once() -> None:
    seen: list[str] = []

    def work(surface: str) -> int:
        seen.append(surface)
        return len(surface)

    table = Memo(work)
    assert [table["hoà"], table["hoà"], table["bình"]] == [3, 3, 4]
    assert seen == ["hoà", "bình"]


def test_the_table_stays_bounded() -> None:
    table = Memo(len)
    for number in range(ENTRIES + 10):
        assert table[str(number)] == len(str(number))
    assert 0 < len(table) <= memo.ENTRIES


def test_very_long_surfaces_are_not_kept() -> None:
    table = Memo(len)
    assert table["x" * (LONGEST + 1)] == LONGEST + 1
    assert len(table) == 0
