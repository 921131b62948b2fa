"""The file of a segment: what is written comes back, and nothing else is taken for it."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as drawn
from numpy.typing import NDArray

from index.engines.whoosh import sections as module
from index.engines.whoosh.fields import ROW
from index.engines.whoosh.sections import Sections, SectionWriter, narrow, smallest

kinds = st.sampled_from([np.dtype(kind) for kind in ("<u1", "<u2", "<u4", "<u8", "<i8", "?", ROW)])
arrays = kinds.flatmap(lambda kind: drawn.arrays(kind, st.integers(0, 9)))


@given(held=st.dictionaries(st.text(max_size=5), arrays))
def test_arrays_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, held: dict[str, NDArray[np.generic]]
) -> None:
    path = tmp_path_factory.mktemp("sections") / "file"
    with SectionWriter(path) as writer:
        for name, values in held.items():
            writer.put(name, values)
    read = Sections(path)
    read.verify()
    path.unlink()
    assert list(read) == list(held)
    for name, values in held.items():
        assert read[name].dtype == values.dtype
        assert read[name].tobytes() == values.tobytes()
        assert read[name].ctypes.data % 64 == 0 or not len(values)
        assert not read[name].flags.writeable


numbers = st.lists(st.integers(0, 2**32 - 1) | st.integers(0, 300), max_size=9)


@given(pieces=st.lists(st.tuples(numbers, numbers)))
def test_sections_are_filled_side_by_side(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[list[int], list[int]]]
) -> None:
    path = tmp_path_factory.mktemp("sections") / "file"
    total = sum(len(one) for one, _ in pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BLOCK", 16)
        with SectionWriter(path) as writer:
            grown = writer.growing("grown")
            known = writer.section("known", "<u4", total)
            for one, other in pieces:
                known.add(np.array(one, np.int64))
                grown.add(np.array(other, np.int64))
            writer.put("behind", np.arange(3))
    read = Sections(path)
    read.verify()
    assert read["known"].tolist() == [each for one, _ in pieces for each in one]
    every = [each for _, other in pieces for each in other]
    assert read["grown"].tolist() == every
    assert read["grown"].dtype == smallest(max(every, default=0))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with SectionWriter(tmp_path / "file") as writer:
        writer.put("first", np.arange(100, dtype=np.uint16))
        writer.put("second", np.arange(100))
    return tmp_path / "file"


def test_every_flipped_bit_is_found(path: Path) -> None:
    """In a section, between two, in the table and in the header."""
    whole = path.read_bytes()
    Sections(path).verify()
    assert len(whole) > 64 + sum(each.nbytes for each in Sections(path).values()) + 64
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        with pytest.raises(ValueError, match="file"):
            Sections(path).verify()


@pytest.mark.parametrize("size", [0, 1, 63, 64, 300, -1])
def test_a_file_cut_short_is_not_opened(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(ValueError, match=r".+"):
        Sections(path)


def test_a_file_of_another_layout_is_not_opened(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8] + struct.pack("<I", module.VERSION + 1) + whole[12:])
    with pytest.raises(ValueError, match="version 2 ≠ 1"):
        Sections(path)


def test_what_was_not_finished_leaves_no_file(tmp_path: Path) -> None:
    def fill(count: int) -> None:
        with SectionWriter(tmp_path / "file") as writer:
            writer.growing("grown").add(np.arange(3))
            writer.section("known", "<u1", count).add(np.arange(2))
            if count == 2:
                raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        fill(2)
    with pytest.raises(ValueError, match="2 values for 3"):
        fill(3)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [-1, 256])
def test_a_number_that_does_not_fit_is_refused_and_not_cut(tmp_path: Path, value: int) -> None:
    with (
        pytest.raises(ValueError, match="not all of it is uint8"),
        SectionWriter(tmp_path / "file") as writer,
    ):
        writer.section("narrow", "<u1", 1).add(np.array([value]))


@given(numbers.map(lambda held: np.array(held, np.int64)))
def test_numbers_are_kept_as_narrow_as_they_can_be(held: NDArray[np.int64]) -> None:
    kept = narrow(held)
    np.testing.assert_array_equal(kept, held)
    top = int(held.max(initial=0))
    assert kept.dtype.itemsize == 1 or top > np.iinfo(f"u{kept.dtype.itemsize // 2}").max


def test_no_number_below_0_is_kept() -> None:
    with pytest.raises(ValueError, match="-1 < 0"):
        narrow(np.array([3, -1]))
