"""What is kept stays within its budget, and the least recently used goes first."""

from __future__ import annotations

from index.engines.whoosh.hot import MOST, Hot


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    hot = Hot(100_000)
    for number in range(8):
        hot.put(number, f"value {number}", 10_000)
    assert hot.get(0) == "value 0"
    for number in range(8, 12):
        hot.put(number, f"value {number}", 10_000)
        assert hot.size <= 100_000
    assert hot.get(0) == "value 0"
    assert hot.get(1) is None
    assert hot.get(11) == "value 11"


def test_what_would_drive_out_all_else_is_not_kept() -> None:
    hot = Hot(10_000)
    hot.put("small", 1, 100)
    hot.put("large", 2, 9_000)
    assert hot.get("large") is None
    assert hot.get("small") == 1


def test_a_key_is_counted_once() -> None:
    hot = Hot(10_000)
    hot.put("a", 1, 100)
    size = hot.size
    hot.put("a", 2, 100)
    assert (hot.get("a"), hot.size) == (1, size)


def test_small_values_are_bounded_by_their_number() -> None:
    hot = Hot(1_000_000_000)
    for number in range(MOST + 1):
        hot.put(number, number, 8)
    assert hot.get(0) is None
    assert hot.get(MOST) == MOST
