"""pyvi's models are what pyvi itself loads, and reading them leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.analysis import models, tags
from tests.analysis.bare import ViPosTagger, ViTokenizer

LOADING = """
import sys
from index.analysis.words import segment, segment_surely, tag
tokens = "Ông Nguyễn Văn An nói về nhà máy thủy điện".split()
segment(tokens), segment_surely(tokens), tag(tokens)
print({"sklearn", "scipy"} & set(sys.modules), flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("name", "theirs"), [(models.WORDS, ViTokenizer.model), (models.KINDS, ViPosTagger.model)]
)
def test_a_model_is_the_one_that_pyvi_loads(name: str, theirs: object) -> None:
    file = Path(theirs.modelfile.name)  # type: ignore[attr-defined]  # no types
    assert models.content(name) == file.read_bytes()


def test_the_dictionary_and_the_marks_are_those_of_pyvi() -> None:
    assert models.dictionary() == (ViTokenizer.bi_grams, ViTokenizer.tri_grams)
    assert ViPosTagger.filtered_tags == tags.MARKS


def test_a_process_that_is_killed_leaves_no_file(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", LOADING],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        loaded = process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)
    assert loaded == "set()"  # nothing that only training needs
    assert list(tmp_path.iterdir()) == []
