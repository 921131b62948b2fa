"""``timtin fetch`` and ``timtin watch``."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.watching import alone
from tests.cli.running import TIMTIN, Done, environment, timtin
from tests.fetching.newspaper import PARAGRAPHS, entry, feed, newspaper, page
from tests.fetching.site import LOCAL, Reply, Site

IN_THE_BACKGROUND = ("sh", "-c", "trap '' INT; exec \"$@\"", "sh")
"""How a shell without job control starts what goes on behind it: with Ctrl-C ignored."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site().serving() as serving:
        newspaper(serving, "a", "b")
        # the command finds the server by its address, and so do the feed's links
        links = (entry(serving.url(f"/{name}", LOCAL), f"Tin {name}") for name in "ab")
        serving.replies["/rss"] = feed(*links)
        yield serving


def allowed(site: Site) -> dict[str, str]:
    """The settings that let the command ask our server."""
    return {
        "TIMTIN_FETCH_ALLOW": LOCAL,
        "TIMTIN_FETCH_PORTS": f"{site.port}",
        "TIMTIN_FETCH_DELAY": "0",
    }


def run(data: Path, site: Site, *arguments: str, **others: str) -> Done:
    """``timtin`` with our server allowed; a path among the arguments is the server's."""
    urls = [site.url(each, LOCAL) if each.startswith("/") else each for each in arguments]
    return timtin(data, *urls, **allowed(site), **others)


class TestFetch:
    def test_a_feed_brings_its_articles(self, data: Path, site: Site) -> None:
        done = run(data, site, "fetch", "/rss")
        assert done.code == 0, done.stderr
        first, second, total = done.stdout.splitlines()
        assert first.startswith("đã thêm\t")
        assert "\tTin a trong ngày\t" in first
        assert "\tTin b trong ngày\t" in second
        assert total == "Tổng 2: đã thêm 2, đã cập nhật 0, không đổi 0, bỏ qua 0, từ chối 0"
        again = run(data, site, "fetch", "/rss")
        assert again.code == 0
        assert "Không có gì mới kể từ" in again.stderr
        assert timtin(data, "check").code == 0

    def test_a_program_reads_one_document_per_outcome(self, data: Path, site: Site) -> None:
        done = run(data, site, "fetch", "--json", "/rss", "/nothing")
        assert done.code == 1
        assert [each["status"] for each in done.documents] == ["added", "added", "rejected"]
        assert done.documents[0]["origin"] == site.url("/a", LOCAL)
        assert done.documents[2]["origin"] == site.url("/nothing", LOCAL)
        assert set(done.documents[2]["reason"]) == {"vi", "en"}

    def test_options_say_what_the_page_does_not(self, data: Path, site: Site) -> None:
        text = ("Hôm 16/1, nước sông Gâm lên nhanh.", *PARAGRAPHS[1:])
        site.replies["/a"] = page("Lũ về sớm", text, published=None)
        options = ("--outlet", "VOV", "--as-of", "2024-06-01")
        (added,) = run(data, site, "fetch", "--json", *options, "/a").documents
        (shown,) = timtin(data, "show", "--json", added["id"]).documents
        assert shown["outlet"] == "VOV"
        assert shown["dates"]["event"]["value"] == "2024-01-16"
        assert shown["dates"]["published"] is None

    def test_a_server_here_is_refused_unless_it_is_allowed(self, data: Path, site: Site) -> None:
        done = timtin(
            data,
            "fetch",
            site.url("/rss", LOCAL),
            TIMTIN_FETCH_PORTS=str(site.port),
            TIMTIN_LANG="en",
        )
        assert done.code == 1
        assert "TIMTIN_FETCH_ALLOW" in done.stderr
        assert site.asked == []

    @pytest.mark.parametrize("arguments", [(), ("--as-of", "hôm qua", "/rss"), ("--nope", "/rss")])
    def test_wrong_usage_is_exit_code_2(
        self, data: Path, site: Site, arguments: tuple[str, ...]
    ) -> None:
        assert run(data, site, "fetch", *arguments).code == 2
        assert not data.exists()

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("TIMTIN_FETCH_ALLOW", "khắp nơi"),
            ("TIMTIN_FETCH_ALLOW", "10.0.0.1/8"),
            ("TIMTIN_FETCH_PORTS", "0"),
            ("TIMTIN_FETCH_PORTS", ","),
            ("TIMTIN_FETCH_TIMEOUT", "nan"),
            ("TIMTIN_FETCH_TIMEOUT", "0"),
            ("TIMTIN_FETCH_DELAY", "-1"),
            ("TIMTIN_FETCH_MB", "0"),
            ("TIMTIN_FETCH_CONTACT", "a\nb"),
            ("TIMTIN_FETCH_CONTACT", "tòa soạn"),
        ],
    )
    def test_a_setting_that_cannot_be_used_is_named(
        self, data: Path, name: str, value: str
    ) -> None:
        done = timtin(data, "fetch", "https://bao.test/", **{name: value})
        assert done.code == 1
        assert name in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_what_was_told_before_a_kill_is_kept_and_the_rest_comes_the_next_time(
    data: Path, site: Site
) -> None:
    """The 25th page hangs: by then the first twenty articles were told."""
    names = [f"x{number}" for number in range(30)]
    newspaper(site, *names)
    links = (entry(site.url(f"/{name}", LOCAL), f"Tin {name}") for name in names)
    site.replies["/rss"] = feed(*links)
    site.replies["/x25"] = lambda handler: handler.site.closing.wait()
    with subprocess.Popen(
        [*TIMTIN, "fetch", "--json", site.url("/rss", LOCAL)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env=environment(data, **allowed(site)),
        start_new_session=True,
    ) as process:
        assert process.stdout
        told = [json.loads(next(process.stdout))["id"] for _ in range(20)]
        process.kill()
    newspaper(site, *names)
    site.replies["/rss"] = feed(
        *(entry(site.url(f"/{name}", LOCAL), f"Tin {name}") for name in names)
    )
    site.asked.clear()
    outcomes = run(data, site, "fetch", "--json", "/rss").documents
    added = [each["id"] for each in outcomes if each["status"] == "added"]
    assert len(outcomes) == 30
    assert not set(told) & set(added)
    assert len(set(told) | set(added)) == 30
    assert timtin(data, "check").code == 0
    (counts,) = timtin(data, "stats", "--json").documents
    assert counts["articles"] == 30


class TestTheList:
    def test_an_address_is_tried_put_on_it_and_taken_off(self, data: Path, site: Site) -> None:
        done = run(data, site, "watch", "add", "--every", "2h", "--outlet", "VOV", "/rss")
        assert done.code == 0, done.stderr
        assert site.paths == ["/rss"]
        (listed,) = run(data, site, "watch", "list", "--json").documents
        assert (listed["status"], listed["every"], listed["outlet"]) == ("new", 7_200, "VOV")
        told = run(data, site, "watch", "list").stdout
        assert told.splitlines()[0] == f"mới\t2h\t{site.url('/rss', LOCAL)}\tVOV"
        assert run(data, site, "watch", "remove", "/rss").code == 0
        assert run(data, site, "watch", "list", "--json").documents == []
        gone = run(data, site, "watch", "remove", "/rss")
        assert gone.code == 1
        assert "timtin watch list" in gone.stderr

    def test_what_is_no_feed_and_no_article_is_not_put_on_it(self, data: Path, site: Site) -> None:
        head = '<link rel="alternate" type="application/rss+xml" href="/rss">'
        site.replies["/"] = Reply(f"<!doctype html><html><head>{head}</head><body></body></html>")
        done = run(data, site, "watch", "add", "/", "ftp://bao.test/")
        assert done.code == 1
        assert site.url("/rss", LOCAL) in done.stderr
        assert run(data, site, "watch", "list", "--json").documents == []

    def test_a_site_in_trouble_is_put_on_it_with_a_note(self, data: Path, site: Site) -> None:
        site.replies["/rss"] = Reply(status=503)
        done = run(data, site, "watch", "add", "/rss")
        assert done.code == 0
        assert "503" in done.stderr
        assert len(run(data, site, "watch", "list", "--json").documents) == 1

    @pytest.mark.parametrize("every", ["", "15", "0m", "5s", "31d", "1w", "1.5h", "-1h"])
    def test_a_gap_that_cannot_be_used_is_wrong_usage(
        self, data: Path, site: Site, every: str
    ) -> None:
        assert run(data, site, "watch", "add", "--every", every, "/rss").code == 2


class TestRun:
    def test_one_round(self, data: Path, site: Site) -> None:
        run(data, site, "watch", "add", "/rss")
        done = run(data, site, "watch", "run", "--once")
        assert done.code == 0, done.stderr
        assert [each.split("\t")[0] for each in done.stdout.splitlines()[:2]] == ["đã thêm"] * 2
        assert done.stdout.splitlines()[2].endswith("bỏ qua 0, từ chối 0")
        (listed,) = run(data, site, "watch", "list", "--json").documents
        assert listed["status"] == "working"
        assert run(data, site, "watch", "run", "--once").stdout == ""

    def test_a_feed_that_fails_stays_on_the_list_with_its_error(
        self, data: Path, site: Site
    ) -> None:
        run(data, site, "watch", "add", "/rss")
        site.replies["/rss"] = Reply(status=410)
        done = run(data, site, "watch", "run", "--once")
        assert done.code == 1
        assert "410" in done.stderr
        (listed,) = run(data, site, "watch", "list", "--json").documents
        assert (listed["status"], listed["failures"]) == ("failing", 1)
        assert "410" in listed["error"]["en"]
        assert "lỗi 1 lần liền" in run(data, site, "watch", "list").stdout

    def test_a_second_one_says_who_watches(self, data: Path, site: Site) -> None:
        with alone(data):
            done = run(data, site, "watch", "run", "--once")
        assert done.code == 1
        assert str(data) in done.stderr
        assert len(done.stderr.splitlines()) == 1

    @pytest.mark.parametrize(
        ("how", "before"),
        [(signal.SIGTERM, ()), (signal.SIGINT, ()), (signal.SIGTERM, IN_THE_BACKGROUND)],
    )
    def test_it_stops_when_told_and_keeps_what_it_told(
        self, data: Path, site: Site, how: signal.Signals, before: tuple[str, ...]
    ) -> None:
        run(data, site, "watch", "add", "/rss")
        with subprocess.Popen(
            [*before, *TIMTIN, "watch", "run", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment(data, **allowed(site)),
            start_new_session=True,
        ) as process:
            assert process.stdout
            told = [json.loads(next(process.stdout)) for _ in range(2)]
            process.send_signal(how)
            _, stderr = process.communicate(timeout=60)
        assert process.returncode == 0, stderr
        assert stderr == "Đã dừng; mọi bài đã báo đều được giữ.\n"
        for each in told:
            assert timtin(data, "show", each["id"]).code == 0
        assert timtin(data, "check").code == 0
        assert run(data, site, "watch", "run", "--once").code == 0
