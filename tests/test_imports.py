"""The rooms import downwards only, and vendors stay in their folders."""

from __future__ import annotations

from importlinter.cli import lint_imports


def test_imports_run_web_to_search_to_index() -> None:
    assert lint_imports(no_cache=True) == 0
