"""Files leave from their own folders only, and an uploaded picture can do nothing."""

import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import Route, sync_playwright

from portal.web.home import PICTURE_POLICY
from tests.portal.security.town import Town

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

OUTSIDE = (
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "../../../../etc/passwd",
    "..%5c..%5cwindows%5cwin.ini",
    "%2e%2e/%2e%2e/app.py",
    "....//....//app.py",
    "%2fetc%2fpasswd",
    "//etc/passwd",
    "C:%5cboot.ini",
    "..%00.svg",
    "%c0%ae%c0%ae%2fapp.py",
    "~root",
    ".",
    "..",
    "",
    "CON.svg",
)


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize(
    "start",
    ["/static/", "/static/fonts/", "/uploads/", "/boeken/{title}/beeld/", "/klas/{set_code}/lees/beeld/"],
)
def test_no_address_leads_out_of_a_folder(town: Town, start: str, name: str) -> None:
    (town.app.extensions["foyer_settings"].data_dir / "secret").write_text("heel geheim")

    answer = town.client().get(start.format(**town.near) + name)

    assert answer.status_code in {301, 308, 404, 405}
    assert b"root:" not in answer.data
    assert b"create_app" not in answer.data


@pytest.mark.parametrize("name", ["../secret", "..%2fsecret", "%2e%2e%2fsecret", "x/../../secret", ".foyer.sqlite"])
def test_the_data_folder_stays_shut(town: Town, name: str) -> None:
    (town.app.extensions["foyer_settings"].data_dir / "secret").write_text("heel geheim")

    answer = town.client().get(f"/uploads/{name}")

    assert answer.status_code in {308, 404}
    assert b"heel geheim" not in answer.data


def test_a_link_in_the_uploads_is_not_a_way_out(town: Town) -> None:
    """Only names that we make are served, and we make no links; a name of another shape is not there."""
    folder = town.app.extensions["foyer_settings"].uploads_dir
    for name in ("pagina.html", "script.js", "Foto.PNG", ".verborgen.svg", "a.svg.exe"):
        (folder / name).write_text("x")
        assert town.client().get(f"/uploads/{name}").status_code == 404


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">
<rect width="40" height="40" fill="#c81e33"/><circle cx="20" cy="20" r="8" fill="#ffffff"/>
<script>document.documentElement.setAttribute("data-ran", "yes")</script>
<image href="https://evil.example/x.png" width="1" height="1" onload="alert(1)"/>
<style>rect { fill: #0000ff }</style></svg>"""


@pytest.fixture
def drawing(town: Town) -> str:
    (town.app.extensions["foyer_settings"].uploads_dir / "affiche.svg").write_text(DRAWING)
    return "/uploads/affiche.svg"


def test_an_uploaded_picture_comes_in_a_sandbox_and_as_what_it_is(town: Town, drawing: str) -> None:
    answer = town.client().get(drawing)

    assert answer.mimetype == "image/svg+xml"
    assert answer.headers["Content-Security-Policy"] == PICTURE_POLICY
    assert "sandbox" in PICTURE_POLICY
    assert "unsafe" not in PICTURE_POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@dataclass(frozen=True)
class Seen:
    """What a browser made of a page: two of its colours, whether its script ran, and what it asked for."""

    corner: tuple[int, ...]
    middle: tuple[int, ...]
    ran: str | None
    asked: list[str]


def look_at(url: str, body: bytes, headers: dict[str, str]) -> Seen:
    """Open an answer in Chromium as a page of its own."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, headers=headers, body=body)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 100, "height": 100})
        page.route("**/*", answer)
        page.goto(url)
        ran = page.locator("svg").get_attribute("data-ran")
        shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        browser.close()
    return Seen(shot.getpixel((2, 2)), shot.getpixel((20, 20)), ran, asked)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_a_browser_draws_the_picture_and_runs_nothing_of_it(town: Town, drawing: str) -> None:
    """As a page of its own, where an SVG could do most: in its own colours, no script, no style sheet, no request."""
    answer = town.client().get(drawing)
    url = f"http://foyer.example{drawing}"

    # In a thread of its own: Playwright leaves an event loop behind in the thread it ran in.
    with ThreadPoolExecutor(1) as pool:
        guarded = pool.submit(look_at, url, answer.data, dict(answer.headers)).result()
        control = pool.submit(look_at, url, answer.data, {"Content-Type": "image/svg+xml"}).result()

    assert (guarded.corner, guarded.middle) == ((200, 30, 51), (255, 255, 255))
    assert guarded.ran is None
    assert guarded.asked == [url]
    # Without the policy the same picture does all of it.
    assert (control.corner, control.ran, len(control.asked)) == ((0, 0, 255), "yes", 2)
