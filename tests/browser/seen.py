"""Open a page as somebody does, bring it into a state, and write down all that a test may ask about it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from portal.demo.prepare import DEMO_PASSWORD
from tests.browser.people import Cast
from tests.thorough import ALL

PHONE, LAPTOP = 390, 1280
WIDTHS = (320, PHONE, LAPTOP, 1920)
HEIGHT = 800
PATIENCE_MS = 15_000
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
AXE = Axe()

Act = Callable[[Page], None]
"""What somebody does on the page before it is looked at."""


@dataclass(frozen=True)
class State:
    """One row of the table: who sees what, where, after doing what."""

    name: str
    who: str
    address: str
    act: Act | None = None
    status: int = 200
    """Of the page that is looked at: after an act that sends a form, the answer to it."""


@dataclass
class Seen:
    """What a state looked like."""

    barriers: list[str] = field(default_factory=list)
    """What axe has against it, by width."""
    too_wide: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    """What the browser said on its console: broken content security policy, missing files, errors of scripts."""
    strangers: list[str] = field(default_factory=list)
    """Requests that left the portal's host."""
    status: int = 0
    path: str = ""
    title: str = ""
    language: str = ""
    headings: int = 0
    html: bytes = b""
    """As the server sent it."""


class Audience:
    """The people at their browsers. Everybody signs in once and stays; a pupil and a visitor never do."""

    def __init__(self, browser: Browser, cast: Cast, base_url: str) -> None:
        self._browser, self._cast, self._base_url = browser, cast, base_url
        self._contexts: dict[str, BrowserContext] = {}
        self._axe_at = PHONE
        """The width at which axe takes its next look: they take turns, for it is half of all the time here, and what
        only a phone or only a laptop shows is on many pages. With FOYER_ALL it looks at both."""

    def address(self, pattern: str) -> str:
        return pattern.format_map(self._cast.facts)

    def look(self, state: State) -> Seen:
        page = self._context(state.who).new_page()
        try:
            return self._look(page, state)
        finally:
            page.close()

    def close(self) -> None:
        for context in self._contexts.values():
            context.close()

    def _context(self, who: str) -> BrowserContext:
        if who not in self._contexts:
            # A curtain that still moves when axe measures its colours would make a test of chance.
            context = self._browser.new_context(
                base_url=self._base_url,
                viewport={"width": PHONE, "height": HEIGHT},
                reduced_motion="reduce",
                locale="nl-BE",
            )
            context.set_default_timeout(PATIENCE_MS)
            if who in self._cast.emails:
                sign_in(context, self._cast.emails[who])
            self._contexts[who] = context
        return self._contexts[who]

    def _look(self, page: Page, state: State) -> Seen:
        seen = Seen()
        documents: list[Response] = []
        messages: list[ConsoleMessage] = []
        page.on("console", lambda message: messages.append(message))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", lambda request: self._note_stranger(seen, request))
        page.on("response", lambda response: _note_document(documents, page, response))
        page.goto(self.address(state.address))
        if state.act is not None:
            state.act(page)
        page.evaluate("document.fonts.ready")
        self._write_down(page, seen, documents[-1])
        seen.complaints += _complaints(messages, documents)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            seen.too_wide += too_wide(page, width)
            if width == self._axe_at or (ALL and width in (PHONE, LAPTOP)):
                seen.barriers += barriers(page, width)
        self._axe_at = LAPTOP if self._axe_at == PHONE else PHONE
        return seen

    def _note_stranger(self, seen: Seen, request: Request) -> None:
        if not request.url.startswith((self._base_url, "data:")):
            seen.strangers.append(request.url)

    def _write_down(self, page: Page, seen: Seen, document: Response) -> None:
        seen.status, seen.html = document.status, document.body()
        seen.path, seen.title = urlsplit(page.url).path, page.title()
        seen.language = page.locator("html").get_attribute("lang") or ""
        seen.headings = page.locator("h1").count()


def sign_in(context: BrowserContext, email: str) -> None:
    page = context.new_page()
    page.goto("/aanmelden")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(DEMO_PASSWORD)
    page.locator("main").get_by_role("button", name="Aanmelden").click()
    page.wait_for_url(lambda address: "/aanmelden" not in address)
    page.close()


def _note_document(documents: list[Response], page: Page, response: Response) -> None:
    is_page = response.request.is_navigation_request() and response.frame == page.main_frame
    if is_page and not 300 <= response.status < 400:
        documents.append(response)


def _complaints(messages: list[ConsoleMessage], documents: list[Response]) -> list[str]:
    pages = {document.url for document in documents}
    return [
        message.text
        for message in messages
        if message.type == "error"
        # A page that says "not found" is told by the browser to be not found.
        and not ("Failed to load resource" in message.text and message.location["url"] in pages)
    ]


def barriers(page: Page, width: int) -> list[str]:
    """What axe finds, a line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    # To preload is to ask for every style sheet once more; no rule of ours reads them.
    options: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": list(RULES), "preload": False}
    found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return [
        f"{width} px, {rule['id']} ({rule['help']}): {node['html'][:200]} {json.dumps(node['any'][:1])[:300]}"
        for rule in found
        for node in rule["nodes"]
    ]


def too_wide(page: Page, width: int) -> list[str]:
    """The first elements that stick out of a page that scrolls sideways; nothing when it does not."""
    culprits = page.evaluate(
        """() => {
          const room = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= room) return null;
          return [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > room + 1)
            .slice(0, 3)
            .map((element) => `${element.tagName}.${element.className} to ${element.getBoundingClientRect().right}`);
        }"""
    )
    return [] if culprits is None else [f"{width} px: {', '.join(culprits) or 'something unseen'}"]
