import pytest

from index.analysis.gaps import (
    AMPERSAND,
    APOSTROPHE,
    CODES,
    DOT,
    FULL_STOP,
    HYPHEN,
    NOTHING,
    ONE_LINE_BREAK,
    PARAGRAPH,
    QUIET,
)


@pytest.mark.parametrize(
    ("gap", "code"),
    [
        (" ", QUIET),
        (", ", QUIET),
        (" - ", QUIET),
        (": ", QUIET),
        (".", DOT),  # VOV.VN, U.S.
        ("&", AMPERSAND),
        (" & ", AMPERSAND),
        ("’", APOSTROPHE),
        (" ’", QUIET),
        (" – ", QUIET),
        ("–", HYPHEN),
        ("—", QUIET),  # it parts clauses, with spaces or without
        ("-", HYPHEN),
        ("\u2011", HYPHEN),
        ("", NOTHING),
        (". ", FULL_STOP),
        ("?” ", FULL_STOP),
        ("… ", FULL_STOP),
        ("\n", ONE_LINE_BREAK),
        ("\r\n", ONE_LINE_BREAK),
        (", \n  ", ONE_LINE_BREAK),
        (".\n", PARAGRAPH),
        ("\n\n", PARAGRAPH),
        ("\r\n\r\n", PARAGRAPH),
        ("\n- ", PARAGRAPH),
        ("\u2029\u2028", PARAGRAPH),
    ],
)
def test_a_gap_tells_what_it_is(gap: str, code: int) -> None:
    assert CODES[gap] == code
