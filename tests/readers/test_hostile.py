"""No input hurts: each is refused with a reason, within 100 MB, and the rest goes on."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from index.article import Draft
from index.readers import Refusal, read
from index.readers.limits import MAX_REFUSALS

HUGE = 200_000_000
STORY = b"<p>" + "Người dân hai bờ sông đi lại dễ dàng hơn từ sáng nay.".encode() + b"</p>"
GOOD = '\n{"title": "Cầu mới", "body": "Xe chạy."}\n'.encode()
ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "lol">{ENTITIES}]>'
RSS = '<rss version="2.0"><channel><item><title>&l9;</title></item></channel></rss>'
XXE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


def _zip(name: str, data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return made.getvalue()


def _many_names() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number}.txt", b"")
    return made.getvalue()


def _long_header() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=tarfile.PAX_FORMAT) as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.pax_headers = {"comment": "x" * 150_000_000}
        archive.addfile(entry)
    return made.getvalue()


# how a file begins, with its whole size; or its content; or a function that makes it
Content = tuple[bytes, int] | bytes | Callable[[], bytes]
# each with a part of what is said of it
CASES: dict[str, tuple[Content, str]] = {
    "laughs.xml": ((LAUGHS + RSS).encode(), "ENTITY"),
    "laughs-utf16.xml": ((LAUGHS + RSS).encode("utf-16"), "ENTITY"),
    "laughs.html": ((LAUGHS + "<html><p>&l9;</p></html>").encode(), "ENTITY"),
    "xxe.rss": ((XXE + RSS).encode(), "ENTITY"),
    "zip-bomb.zip": (lambda: _zip("a.jsonl", b"\n" * HUGE), "bomb"),
    "text-bomb.zip": (lambda: _zip("a.txt", bytes(HUGE)), "Too large"),
    "bomb.json.gz": (lambda: gzip.compress(b" " * HUGE), "bomb"),
    "bomb.txt.bz2": (lambda: bz2.compress(bytes(HUGE)), "Too large"),
    "zeros.tar.gz": (lambda: gzip.compress(bytes(HUGE)), "no files"),
    "huge.txt": ((b"Tin", HUGE), "Too large"),
    "huge.html": ((b"<html>", HUGE), "Too large"),
    "huge.xml": ((b"<rss>", HUGE), "Too large"),
    "huge.json": ((b'{"title": "', HUGE), "broken JSON"),
    "huge.jsonl": ((b'{"title": "', HUGE), "Too large"),
    "huge.zip": ((b"PK", HUGE), "damaged"),
    "huge.tar": ((b"tin.txt", HUGE), "damaged"),
    "many-names.zip": (_many_names, "50000 files"),
    "long-header.tar": (_long_header, "damaged"),
    "line.txt": ("ấ".encode() * 10_000_000, "Too large"),
    "line.jsonl": (lambda: b'{"title": "' + b"a" * 10_000_000 + b'"}' + GOOD, "Too large"),
    "nul.html": (lambda: b"<html>" + STORY * 5 + b"\0", "binary"),
    "nul.txt": (lambda: b"Tin\0", "binary"),
    "surrogate.jsonl": (lambda: b'{"title": "\\ud800", "body": "x"}' + GOOD, "surrogate"),
    "encoding.txt": (lambda: "Đàm phán ở đây ".encode() * 9 + b"\xff\xfe\xfa", "encoding"),
    "deep.html": (lambda: b"<html>" + b"<div>" * 900_000, "tags"),
    "deep-within-limits.html": (lambda: b"<html>" + b"<b><div>" * 14_000, "No article"),
    "links.html": (lambda: b"<html>" + b"<a href=x>" * 29_000, "No article"),
    "classes.html": (lambda: b"<html><p class='" + b"re-la " * 800_000 + b"'>x", "No article"),
    "comment.html": (lambda: b"<html><!--" + b"-" * 4_900_000, "No article"),
    "deep-ld.html": (
        lambda: b"<html><script type='application/ld+json'>" + b"[" * 4_000_000,
        "No article",
    ),
    "deep.json": (lambda: b'{"a":' * 3_000_000, "broken JSON"),
    "deep.jsonl": (lambda: b"[" * 3_000_000 + GOOD, "broken JSON"),
    "deep-body.jsonl": (
        lambda: json.dumps({"title": "T", "body": "<div>" * 900_000}).encode() + GOOD,
        "tags",
    ),
    "deep.xml": (lambda: b"<rss version='2.0'><channel>" + b"<item>" * 40_000, "nested"),
    "ampersands.xml": (lambda: b"<rss version='2.0'><channel>" + b"&" * 4_000_000, "tags"),
    "commas.json": (lambda: b"[" + b"," * 50_000_000, "broken JSON"),
    "objects.json": (lambda: b"{} " * 300_000, f"{MAX_REFUSALS} records in a row"),
}  # fmt: skip

FOLLOWED = ("line.jsonl", "surrogate.jsonl", "deep.jsonl", "deep-body.jsonl")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What was answered for every case, each read in a process with a limit on its memory."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, (content, _) in CASES.items():
        with (folder / name).open("wb") as file:
            if isinstance(content, tuple):
                file.write(content[0])
                file.truncate(content[1])
            else:
                file.write(content if isinstance(content, bytes) else content())
    paths = [str(folder / name) for name in CASES]
    command = [sys.executable, "-m", "tests.readers.hostile_reading", *paths]
    done = subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    return {Path(path).name: found for path, found in json.loads(done.stdout).items()}


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused_with_a_reason_within_a_hundred_megabytes(
    answers: dict[str, object], name: str
) -> None:
    found = answers[name]
    assert isinstance(found, list), found
    reasons = [said for kind, said in found if kind == "Refusal"]
    assert any(CASES[name][1] in reason for reason in reasons), found


@pytest.mark.parametrize(
    "name", [name for name in CASES if name.endswith(".jsonl") and name != "huge.jsonl"]
)
def test_the_record_behind_a_hostile_one_is_read(answers: dict[str, object], name: str) -> None:
    found = answers[name]
    assert isinstance(found, list)
    assert found[-1] == ["Draft", "Cầu mới"]


def test_the_files_beside_a_hostile_one_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(LAUGHS + RSS, encoding="utf-8")
    (tmp_path / "b.jsonl").write_bytes(GOOD)
    refusal, draft = read([tmp_path])
    assert isinstance(refusal, Refusal)
    assert isinstance(draft, Draft)


def test_an_external_document_type_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.dtd"
    secret.write_text("<!ENTITY l9 'bí mật'>", encoding="utf-8")
    page = f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">{RSS}'
    (tmp_path / "a.rss").write_text(page, encoding="utf-8")
    (found,) = read([tmp_path / "a.rss"])
    assert isinstance(found, Draft)
    assert found.title is not None
    assert "bí mật" not in found.title


def test_characters_that_no_database_takes_never_come_out_of_a_page(tmp_path: Path) -> None:
    page = b"<html><h1>Tin &#xD800;&#0;&#99999999; trong ng&agrave;y</h1>" + STORY * 5
    (tmp_path / "a.html").write_bytes(page)
    (draft,) = read([tmp_path])
    assert isinstance(draft, Draft)
    for text in (draft.title or "", draft.text):
        assert "\0" not in text
        text.encode()


BRACKET = "http://[abc"


def test_a_link_that_is_no_address_ends_nothing(tmp_path: Path) -> None:
    head = f'<link rel="canonical" href="{BRACKET}"><meta property="og:url" content="{BRACKET}">'
    page = f"<html><head>{head}<title>Cầu mới</title></head><body><h1>Cầu mới</h1>"
    (tmp_path / "a.html").write_bytes(page.encode() + STORY * 9 + b"</body></html>")
    record = {"title": "Cầu", "body": "Xe chạy.", "outlet": BRACKET, "url": BRACKET}
    (tmp_path / "b.jsonl").write_text(json.dumps(record) + GOOD.decode(), "utf-8")
    found = list(read([tmp_path]))
    assert [each.title for each in found if isinstance(each, Draft)] == [
        "Cầu mới",
        "Cầu",
        "Cầu mới",
    ]


def test_records_under_the_name_of_a_text_are_refused_when_too_large_not_cut(
    tmp_path: Path,
) -> None:
    row = json.dumps({"title": "Cầu", "body": "x" * 2000}) + "\n"
    (tmp_path / "a.txt").write_text(row * 3_500, "utf-8")
    [refused] = read([tmp_path])
    assert isinstance(refused, Refusal)
    assert "Too large" in refused.message("en")
