"""The programme of a house in a page of somebody else, in a real browser."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Portal
from tests.browser.seen import LAPTOP, PATIENCE_MS, PHONE

HOUSE = "de-lantaarn"


@contextmanager
def their_site(body: str, policy: str) -> Iterator[str]:
    """A page on an origin of its own."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path == "/"
            self.send_response(200 if found else 204)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode() if found else b"")

        def log_message(self, *_words: object) -> None:
            """Not on the screen of who runs the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_house_shows_its_programme_on_its_own_site(browser: Browser, portal: Portal) -> None:
    """One line, in a page of another origin with a strict policy of its own; with and without script."""
    base = portal.settings.base_url
    line = (
        f'<script src="{base}/widget/{HOUSE}.js?accent=0a7cc4&amp;aantal=3" data-titel="Voor scholen" async></script>'
    )
    plain = f'<noscript><iframe src="{base}/insluiten/{HOUSE}" title="Voor scholen" height="500"></iframe></noscript>'
    body = f"<!doctype html><title>Ons huis</title><h1>Ons huis</h1>{line}{plain}"

    with their_site(body, f"default-src 'none'; script-src {base}; frame-src {base}") as address:
        for width, script in ((LAPTOP, True), (PHONE, True), (PHONE, False)):
            context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
            context.set_default_timeout(PATIENCE_MS)
            page, said = context.new_page(), []
            page.on("console", lambda message, said=said: said.append(message.text))

            page.goto(address)
            frame = page.frame_locator("iframe[title='Voor scholen']")

            expect(frame.get_by_role("heading", name="Voor scholen bij Cultuurhuis De Lantaarn")).to_be_visible()
            expect(frame.locator(".offer")).to_have_count(3 if script else 6)
            if script:
                inside, around = frame.locator("html"), page.locator("iframe")
                assert inside.evaluate("page => page.scrollWidth <= innerWidth")
                expect(around).to_have_js_property(
                    "clientHeight", inside.evaluate("page => Math.ceil(page.getBoundingClientRect().height)")
                )
            assert context.cookies() == []
            assert said == []
            context.close()
