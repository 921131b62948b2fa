"""The table of rules: every code that the code gives has its sentences, and the reverse."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import index
from index.rules import Rule, rule_sentence

CODE = re.compile(r"(?:outlet|author|published|event|source|person|quote)(?:-[a-z]+)+")
INDEX = Path(index.__file__).parent


def given() -> set[str]:
    """The rules that some file of the index gives, by name."""
    return {
        node.attr
        for file in INDEX.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Rule"
    }


def evidence_made_without_a_rule() -> list[str]:
    """Where Evidence is made with a code that stands in no table: a literal."""
    return [
        f"{file.name}:{node.lineno}"
        for file in INDEX.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Evidence"
        and len(node.args) > 2
        and isinstance(node.args[2], ast.Constant)
    ]


def spelt_out() -> set[str]:
    """Strings of the understanding that look like the code of a rule."""
    return {
        node.value
        for file in (INDEX / "enrich").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CODE.fullmatch(node.value)
    }


def test_every_rule_of_the_table_can_be_given_and_the_reverse() -> None:
    named = {rule.name for rule in Rule if rule.value in spelt_out()}
    assert given() | named == {rule.name for rule in Rule}
    assert spelt_out() <= {rule.value for rule in Rule}
    assert evidence_made_without_a_rule() == []


@pytest.mark.parametrize("rule", list(Rule))
def test_every_code_is_plain_and_worded_in_both_languages(rule: Rule) -> None:
    assert rule.value == rule.name.lower().replace("_", "-")
    assert rule.wording.vi.endswith(".")
    assert rule.wording.en.endswith(".")
    assert rule.wording.vi != rule.wording.en
    assert rule_sentence(rule.value) is rule.wording


def test_a_code_of_another_version_is_still_told() -> None:
    assert "{x}" in rule_sentence("{x}").text("vi")
    assert "person-star" in rule_sentence("person-star").text("en")
