"""A reporter's walk in a real Chromium, with JavaScript and without."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Locator,
    Page,
    Route,
    expect,
    sync_playwright,
)
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Response
from werkzeug.wsgi import responder

from tests.web.conftest import draft, fill
from tests.web.payloads import BATCHES, hostile_site

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

pytestmark = pytest.mark.browser

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE: Final = {"width": 1280, "height": 900}
NARROW: Final = {"width": 320, "height": 640}
WITH_SCRIPT = pytest.mark.parametrize("context", [True], indirect=True, ids=["script"])


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:
        """The walk's requests are of no interest."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address of a site on a free port."""

    @responder
    def whole(environ: WSGIEnvironment, _: StartResponse) -> Response:
        # the server does not close the file that a browser leaves in the middle
        return Response.from_app(app, environ, buffered=True)

    server = make_server("127.0.0.1", 0, whole, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """The site over the archive."""
    with served(app) as where:
        yield where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine: run tests/install-browser.sh")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport=WIDE, java_script_enabled=request.param)  # type: ignore[arg-type]
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def scripted(request: pytest.FixtureRequest) -> bool:
    return "no-script" not in request.node.name


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails the test when the browser reports an error or leaves the site."""
    made = context.new_page()
    trouble: list[str] = []
    made.on("pageerror", lambda error: trouble.append(str(error)))
    made.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    made.on(
        "request",
        lambda sent: None if sent.url.startswith("http://127.0.0.1:") else trouble.append(sent.url),
    )
    yield made
    assert trouble == []


def choose(page: Page, name: str, scripted: bool, on: bool = True) -> None:
    """Tick a box; without a script, press the button that applies it."""
    box = page.get_by_role("checkbox", name=name, exact=False)
    box.set_checked(on, no_wait_after=True) if not scripted else box.click()
    if not scripted:
        page.get_by_role("button", name="Áp dụng").click()


def hits(page: Page) -> list[str]:
    return page.locator("li.hit h2").all_inner_texts()


def test_the_walk(address: str, page: Page, browser: Browser, scripted: bool) -> None:
    page.goto(address)
    page.get_by_label("Tìm trong kho bài").fill("dam phan")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Tìm được 3 bài")
    assert page.locator("li.hit mark").first.inner_text().lower() == "đàm phán"

    choose(page, "VOV, 2 bài", scripted)
    expect(page.get_by_role("status")).to_have_text("Tìm được 2 bài")
    assert page.url == f"{address}/?q=dam+phan&outlet=VOV"
    expect(page.get_by_role("checkbox", name="VOV, 2 bài")).to_be_checked()
    if scripted:
        expect(page.get_by_role("checkbox", name="VOV, 2 bài")).to_be_focused()

    choose(page, "2023, 1 bài", scripted)
    expect(page.get_by_role("status")).to_have_text("Tìm được 1 bài")
    shared = page.url
    choose(page, "2023, 1 bài", scripted, on=False)
    expect(page.get_by_role("status")).to_have_text("Tìm được 2 bài")

    page.go_back()
    expect(page.get_by_role("status")).to_have_text("Tìm được 1 bài")
    expect(page.get_by_role("checkbox", name="2023, 1 bài")).to_be_checked()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text("Tìm được 2 bài")
    expect(page.get_by_role("checkbox", name="2023, 1 bài")).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_role("checkbox", name="2023, 1 bài")).to_be_checked()

    with browser.new_context() as colleague:
        theirs = colleague.new_page()
        theirs.goto(shared)
        expect(theirs.get_by_role("status")).to_have_text("Tìm được 1 bài")
        assert hits(theirs) == hits(page)

    page.locator("li.hit h2 a").click()
    expect(page.locator("article.story h1")).to_have_text("Điện Kremlin nói về đàm phán")
    assert page.locator("article.story mark").count() >= 2
    page.get_by_role("link", name="Đến chỗ đầu tiên trong bài").click()
    assert page.url.endswith("#p1")


def test_a_saved_search_is_shared_and_deleted(address: str, page: Page, browser: Browser) -> None:
    page.goto(f"{address}/?q=đàm+phán&outlet=VOV")
    page.get_by_role("button", name="Lưu tìm kiếm này").click()
    page.wait_for_url(f"{address}/s/*")
    with browser.new_context() as colleague:
        theirs = colleague.new_page()
        theirs.goto(page.url)
        expect(theirs.get_by_role("status")).to_have_text("Tìm được 2 bài")
        expect(theirs.get_by_role("checkbox", name="VOV, 2 bài")).to_be_checked()
        theirs.goto(f"{address}/saved")
        expect(theirs.locator("main")).to_contain_text("Chưa lưu gì cả")
    page.get_by_role("link", name="Đã lưu").click()
    expect(page.locator(".saved-list h2")).to_have_text("“đàm phán”, từ báo VOV")
    page.get_by_role("button", name="Xóa").click()
    expect(page.locator("main")).to_contain_text("Chưa lưu gì cả")


@WITH_SCRIPT
def test_the_slash_key_goes_to_the_box(address: str, page: Page) -> None:
    page.goto(f"{address}/help")
    page.keyboard.press("/")
    expect(page.get_by_label("Tìm trong kho bài")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_label("Tìm trong kho bài")).to_have_value("a/b")


def test_the_ways_to_match_are_picked_and_put_back(
    address: str, page: Page, scripted: bool
) -> None:
    page.goto(f"{address}/?q=sông+đàm+phán")
    status = page.get_by_role("status")
    expect(status).to_have_text("1 bài có đủ các từ; thêm 2 bài gần đúng")
    choose(page, "Thiếu từ, 2 bài", scripted)
    expect(status).to_have_text("Tìm được 2 bài")
    assert page.url.endswith("&how=lacking")
    assert page.locator(".match").all_inner_texts() == ["thiếu: sông"] * 2
    if scripted:
        expect(page.get_by_role("checkbox", name="Thiếu từ, 2 bài")).to_be_focused()
    choose(page, "Thiếu từ, 2 bài", scripted, on=False)
    expect(status).to_have_text("1 bài có đủ các từ; thêm 2 bài gần đúng")


def open_list(page: Page, typed: str) -> Locator:
    """The completions of what is typed, when they are there."""
    page.get_by_label("Tìm trong kho bài").press_sequentially(typed)
    options = page.get_by_role("listbox", name="Gợi ý").get_by_role("option")
    expect(options.first).to_be_visible()
    return options


@WITH_SCRIPT
def test_a_completion_is_chosen_and_taken_with_the_keyboard(address: str, page: Page) -> None:
    page.goto(address)
    box = page.get_by_role("combobox", name="Tìm trong kho bài")
    expect(box).to_have_attribute("aria-expanded", "false")
    options = open_list(page, "vladi")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_have_text("Vladimir Putin nhân vật 2 bài")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    expect(box).to_be_focused()
    expect(box).to_have_value("vladi")
    box.press("Enter")
    page.wait_for_url(f"{address}/?q=Vladimir+Putin")
    expect(page.get_by_role("status")).to_have_text("Tìm được 2 bài")


@WITH_SCRIPT
def test_the_arrows_walk_through_the_list_and_the_box_and_escape_leaves_it(
    address: str, page: Page
) -> None:
    page.goto(address)
    box = page.get_by_role("combobox", name="Tìm trong kho bài")
    options = open_list(page, "dam ph")
    count = options.count()
    last = options.nth(count - 1)
    box.press("ArrowUp")
    expect(last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("dam ph")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("Enter")
    page.wait_for_url(f"{address}/?q=dam+ph")


@WITH_SCRIPT
def test_a_completion_is_taken_with_the_pointer_and_keeps_the_filters(
    address: str, page: Page
) -> None:
    page.goto(f"{address}/?outlet=VOV")
    open_list(page, "vladi").first.click()
    page.wait_for_url(f"{address}/?q=Vladimir+Putin&outlet=VOV")


@WITH_SCRIPT
def test_a_late_answer_is_stopped_and_leaving_the_box_closes_the_list(
    address: str, page: Page
) -> None:
    page.goto(address)
    box = page.get_by_role("combobox", name="Tìm trong kho bài")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/suggest?q=vl&*", hold)
    with page.expect_request("**/suggest?q=vl&*"):
        box.press_sequentially("vl")
    with page.expect_event("requestfailed") as stopped:
        open_list(page, "adi")
    assert "?q=vl&" in stopped.value.url
    assert held
    expect(page.get_by_role("option")).to_have_count(1)
    box.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)


@WITH_SCRIPT
def test_how_many_completions_there_are_is_said(address: str, page: Page) -> None:
    page.goto(f"{address}/?lang=en")
    box = page.get_by_role("combobox", name="Search the articles")
    box.press_sequentially("vladi")
    expect(page.locator("form.search [aria-live=polite]")).to_have_text("1 completion")
    expect(page.get_by_role("option")).to_have_text("Vladimir Putin person 2 articles")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_has_contrast_and_targets_to_hit(
    address: str, browser: Browser, scheme: str
) -> None:
    with browser.new_context(viewport=NARROW, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        open_list(page, "vladi")
        page.keyboard.press("ArrowDown")
        assert page.evaluate(CONTRAST) == []
        assert page.evaluate(SMALL_TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


@pytest.mark.parametrize("context", [False], indirect=True, ids=["no-script"])
def test_without_a_script_the_box_is_a_plain_field(address: str, page: Page) -> None:
    page.goto(address)
    box = page.get_by_role("searchbox", name="Tìm trong kho bài")
    expect(box).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)


@WITH_SCRIPT
def test_script_leaves_no_empty_fields_in_the_address(address: str, page: Page) -> None:
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url))
    page.goto(address)
    page.get_by_label("Từ ngày").fill("1/3/2022")
    page.get_by_label("Từ ngày").press("Enter")
    page.wait_for_url(f"{address}/?from=2022-03-01")
    assert not any("to=" in url or "q=" in url for url in sent)


@pytest.mark.parametrize(
    "path", ["/", "/?q=đàm+phán&outlet=VOV&-outlet=TPO", "/?date=2022-03", "/article/bai-1?q=cầu",
             "/help", "/?q=zzzz&outlet=VOV", "/nowhere", "/saved", "/?q=sông+đàm+phán&alt=off",
             "/explain?q=cầu+treo+đàm&id=bai-1", "/?q=ddafm+phasn",
             "/persons", "/person/Vladimir Putin"],
)  # fmt: skip
def test_a_phone_shows_everything_without_scrolling_sideways(
    address: str, browser: Browser, path: str
) -> None:
    with browser.new_context(viewport=NARROW) as phone:  # type: ignore[arg-type]
        page = phone.new_page()
        page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= NARROW["width"]
        small = page.evaluate(SMALL_TARGETS)
        assert small == []


SMALL_TARGETS: Final = """
[...document.querySelectorAll(`button, summary, .chip, .pager a, .exclude, .row label, .sorts a,
  .places a, .names a, .letters a, .bar, .more > summary, .foot-links a, .why, .along a, .read a,
  .others summary, [role=option]`)]
  .filter(e => e.checkVisibility() && e.getClientRects().length)
  .map(e => [e.className || e.tagName, e.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)
"""


@pytest.mark.parametrize("context", [False], indirect=True, ids=["no-script"])
def test_on_a_phone_the_filters_unfold_without_a_script(
    address: str, context: BrowserContext, page: Page
) -> None:
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.goto(f"{address}/?q=đàm+phán")
    box = page.get_by_role("checkbox", name="VOV, 2 bài")
    expect(box).not_to_be_visible()
    page.locator("details.filters > summary").click()
    expect(box).to_be_visible()
    choose(page, "VOV, 2 bài", scripted=False)
    expect(page.get_by_role("status")).to_have_text("Tìm được 2 bài")


CONTRAST: Final = """
(() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const color = rgb(getComputedStyle(e).backgroundColor);
      if (color[3] === 255) return color;
    }
    return [255, 255, 255, 255];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push(`${e.tagName}.${e.className} ${ratio.toFixed(2)}`);
  }
  return [...new Set(poor)];
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/?q=dam+phan&outlet=VOV&-person=X", "/article/bai-1?q=cầu",
                                  "/help", "/?q=(((", "/?q=sông+đàm+phán",
                                  "/explain?q=cầu+treo+đàm&id=bai-1",
                                  "/?q=ddafm+phasn",
                                  "/persons", "/person/Trần Bá Lộc"])  # fmt: skip
def test_text_has_enough_contrast_in_light_and_dark(
    address: str, browser: Browser, scheme: str, path: str
) -> None:
    with browser.new_context(viewport=WIDE, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address + path)
        assert page.evaluate(CONTRAST) == []


OPEN: Final = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_grounds_and_changes_can_be_read_in_light_and_dark_on_any_screen(
    browser: Browser, site: Callable[..., Flask], scheme: str
) -> None:
    first = draft(1, "Cầu treo", "Ông Trần Bá Lộc nói cầu dài 86 m, theo TASS.", published="2022")
    made = site(first)
    changed = draft(1, "Cầu treo mới", "Bà Đỗ Thị Nga nói cầu dài 90 m, theo TASS.", outlet="VOV")
    fill(made.config["TIMTIN_SETTINGS"].data, (changed,))
    with served(made) as where:
        for path in ("/article/bai-1", "/article/bai-1/revisions"):
            for size in (WIDE, NARROW):
                with browser.new_context(viewport=size, color_scheme=scheme) as context:  # type: ignore[arg-type]
                    page = context.new_page()
                    page.goto(where + path)
                    page.evaluate(OPEN)
                    assert page.evaluate(CONTRAST) == []
                    assert page.evaluate(SMALL_TARGETS) == []
                    wide = page.evaluate("document.documentElement.scrollWidth")
                    assert wide <= size["width"]


def test_the_words_a_value_was_read_from_are_a_click_away(address: str, page: Page) -> None:
    page.goto(f"{address}/article/bai-2")
    grounds = page.locator("details.grounds", has=page.get_by_text("Vladimir Putin", exact=True))
    grounds.locator("summary").click()
    words = grounds.get_by_role("link", name="“Tổng thống Nga Vladimir Putin”")
    words.click()
    expect(page.locator(".ground:target")).to_have_text("Tổng thống Nga Vladimir Putin")


@WITH_SCRIPT
def test_nothing_runs_that_an_article_or_an_address_says(page: Page, tmp_path: Path) -> None:
    """500 payloads; what the content policy has to stop would be an error on the console."""
    app = hostile_site(tmp_path / "data")
    dialogs: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismissed)
    asked = [urlencode({"q": " ".join(batch), "outlet": batch[0][:60]}) for batch in BATCHES[::5]]
    articles = [f"/article/{number}?q=alert" for number in range(0, len(BATCHES), 5)]
    with served(app) as where:
        for path in ("/?q=Hà+Nội&limit=50", *articles, *(f"/?{query}" for query in asked)):
            page.goto(where + path)
            scripts = page.locator("script").evaluate_all("all => all.map(one => one.src)")
            assert all(script.startswith(f"{where}/static/") for script in scripts)
    assert dialogs == []
    app.extensions["timtin"].close()
