"""The open book in a browser: pages and scroll, notes, pictures, the voice, no script, and a book that attacks."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from portal.clock import utc_now
from portal.db import make_engine, make_sessions, write_transaction
from portal.library.desk.intake import About, Terms, add_title
from portal.library.epub.read import read_book
from portal.settings import load_settings
from tests.browser.seen import PATIENCE_MS, barriers, too_wide
from tests.browser.test_journey import join
from tests.portal.library.library_house import a_set, furnish
from tests.portal.library.reading.class_room import served
from tests.portal.library.test_epub import a_picture, files_of, item, package, spine, xhtml, zipped
from tests.portal.tables import make_tables
from tests.thorough import share

SENTENCE = "Het licht ging aan en weer uit, en niemand zag het. "
LONG = "".join(f"<p>Stuk {n}. {SENTENCE * 6}</p>" for n in range(40))
RICH = (
    '<h1>Eén</h1><p>De lamp<a epub:type="noteref" href="#n1">1</a> brandt.</p>'
    '<img src="prent.png" alt="Een rode vuurtoren"/>'
    f'{LONG}<aside epub:type="footnote" id="n1"><p>Een lens van glas.</p></aside>'
)
EVIL = (
    '<h1>Twee</h1><p>leesbaar</p><script>top.document.title = "weg"; window.slecht = 1</script>'
    '<img src="x" onerror="window.slecht = 1" alt="x"/><svg onload="slecht = 1"><script>slecht = 1</script></svg>'
    '<img src="http://buiten.example/a.png" alt="x"/><iframe src="http://buiten.example/"></iframe>'
    '<a href="javascript:window.slecht=1">lok</a><form action="http://buiten.example/"><input name="pin"/></form>'
    "<style>@import url(http://buiten.example/b.css); body { display: none }</style>"
    '<meta http-equiv="refresh" content="0;http://buiten.example/"/><base href="http://buiten.example/"/>'
    '<p style="position:fixed;inset:0;background:url(http://buiten.example/c.png)">bedekt</p>'
    '<object data="http://buiten.example/d"></object><video src="http://buiten.example/e" autoplay=""></video>'
)
FIXED = '<meta property="rendition:layout">pre-paginated</meta><dc:title>Plaatjes</dc:title>'
VIEW = '<meta name="viewport" content="width=900, height=600"/>'
RTL = "".join(f"<p>{n} " + "שלום לכולם וברוכים הבאים לאור המגדלור " * 8 + "</p>" for n in range(30))


def _page(body: str, head: str = "") -> str:
    kept = xhtml(body).replace("<html ", '<html xmlns:epub="http://www.idpf.org/2007/ops" ')
    return kept.replace("</head>", f"{head}</head>")


def _book(pages: list[str], *, metadata: str = "<dc:title>Het licht</dc:title>", more: str = "") -> bytes:
    names = [f"p{number}" for number in range(len(pages))]
    items = "".join(item(name, f"{name}.xhtml") for name in names) + item("i", "prent.png", "image/png")
    files = files_of(opf=package(items, spine(*names, more=more), metadata=metadata), page=None)
    files |= {f"O/{name}.xhtml": text for name, text in zip(names, pages, strict=True)}
    return zipped(files | {"O/prent.png": a_picture(900, 600)})


BOOKS = {
    "rich": _book([_page(RICH), _page(EVIL), _page("<h1>Drie</h1><p>Het einde.</p>")]),
    "fixed": _book([_page(f"<p>Zee</p>{EVIL}", VIEW), _page("<p>Land</p>", VIEW)], metadata=FIXED),
    "rtl": _book([_page(RTL), _page("<p>סוף</p>")], more='page-progression-direction="rtl"'),
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A portal with these books, each lent to a class; its address and the codes."""
    settings = load_settings({}, data_dir=tmp_path_factory.mktemp("shelf"), base_url="http://127.0.0.1")
    engine = make_engine(settings.database_url)
    make_tables(engine)
    codes = {}
    with make_sessions(engine)() as session:
        place = furnish(session)
        for number, (name, data) in enumerate(BOOKS.items()):
            with write_transaction(session):
                book = read_book(data)
                terms = Terms(copies=30)
                title = add_title(session, book, library_id=None, about=About(), terms=terms, now=utc_now())
            codes[name] = a_set(session, replace(place, title=title.id), copies=9, last=9 + number).code
    engine.dispose()
    with served(settings) as port:
        yield f"http://127.0.0.1:{port}", codes


Opens = Callable[..., Page]


@pytest.fixture
def opens(browser: Browser, shelf: tuple[str, dict[str, str]]) -> Iterator[Opens]:
    """Gives an animal with a book of the shelf before it, on a device of its own."""
    address, codes = shelf
    contexts: list[BrowserContext] = []

    def open_book(
        name: str, animal: str, *, pages: bool = False, width: int = 1280, script: bool = True, without: str = ""
    ) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        if pages:
            context.add_cookies([{"name": "leeslook", "value": "bladeren=bladzijden", "url": address}])
        if without:
            context.route("**/*", lambda route: _without_header(route, without))
        page = context.new_page()
        join(page, codes[name], animal)
        page.goto(f"/klas/{codes[name]}/lees/1")
        return page

    yield open_book
    for context in contexts:
        context.close()


def _without_header(route: Route, name: str) -> None:
    if "buiten.example" in route.request.url:
        return route.abort()
    if route.request.resource_type != "document":
        return route.continue_()
    response = route.fetch(max_redirects=0)
    return route.fulfill(response=response, headers={k: v for k, v in response.headers.items() if k != name})


def until(page: Page, true: str) -> None:
    """Wait for it. Playwright's own waiting evaluates a string in the page, which our policy forbids."""
    for _ in range(PATIENCE_MS // 50):
        if page.evaluate(true):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {true}")


def at(page: Page) -> str:
    return page.locator(".leafbar__where").inner_text()


def test_pages_turn_with_keys_buttons_and_a_finger_and_the_place_outlives_every_size(opens: Opens) -> None:
    page = opens("rich", "vos", pages=True)
    expect(page.locator(".leafbar__where")).to_have_text(re.compile("^bladzijde 1 van"))

    page.keyboard.press("ArrowRight")
    page.keyboard.press("PageDown")
    page.get_by_role("button", name="Volgende bladzijde").click()
    page.mouse.click(60, 400)
    assert at(page).startswith("bladzijde 3 van")
    page.evaluate("document.addEventListener('foyer:place', (event) => { window.seen = event.detail })")
    page.keyboard.press("ArrowRight")
    until(page, "window.seen?.piece > 0")
    piece = page.evaluate("window.seen.piece")

    # Larger letters, then a scroll: the same words are at the top, and another device opens there.
    shown = f"document.querySelector('[data-n=\"{piece}\"]').getBoundingClientRect()"
    page.get_by_text("Letters").click()
    page.locator("[name=grootte][value=reuze]").check(force=True)
    box = page.evaluate(f"(({{left, right}}) => [left, right])({shown})")
    assert box[0] >= 0
    assert box[1] <= 1280
    page.locator("[name=bladeren][value=rollen]").check(force=True)
    assert page.evaluate(f"{shown}.bottom") > 50
    assert page.evaluate(f"{shown}.top") < 400
    with page.expect_response(lambda answer: answer.url.endswith("/plaats")):
        page.keyboard.press("Escape")
        page.mouse.wheel(0, 40)
    phone = opens("rich", "vos", pages=True, width=390)
    # It was kept for the fox, whichever device it holds.
    expect(phone.locator("body")).to_have_attribute("data-piece", re.compile("[1-9]"))

    page.goto(page.url.replace("/lees/1", "/lees/3"))
    page.get_by_role("button", name="Vorig hoofdstuk").click()
    expect(page).to_have_url(re.compile("/lees/2#einde$"))


def test_a_book_from_right_to_left_turns_the_other_way(opens: Opens) -> None:
    page = opens("rtl", "vos", pages=True)
    expect(page.locator(".leafbar__where")).to_have_text(re.compile("^bladzijde 1 van"))

    page.keyboard.press("ArrowLeft")
    assert at(page).startswith("bladzijde 2 van")
    page.mouse.click(1200, 400)
    assert at(page).startswith("bladzijde 1 van")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("/lees/2"))
    expect(page.locator(".book-text")).to_have_text("סוף")


def test_a_note_and_a_picture_open_over_the_page_and_give_the_focus_back(opens: Opens) -> None:
    page = opens("rich", "uil")
    reference = page.locator("a[role=doc-noteref]")

    reference.focus()
    page.keyboard.press("Enter")
    note = page.get_by_role("dialog")
    expect(note).to_contain_text("Een lens van glas.")
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(reference).to_be_focused()

    page.get_by_role("button", name="Vergroot: Een rode vuurtoren").click()
    expect(page.get_by_role("dialog").get_by_role("img", name="Een rode vuurtoren")).to_be_visible()
    page.get_by_role("button", name="Sluiten").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_book_is_whole_without_scripts(opens: Opens) -> None:
    page = opens("rich", "beer", script=False)
    text = page.locator(".book-text")

    page.locator("a[role=doc-noteref]").click()
    expect(page).to_have_url(re.compile("#b-n1$"))
    page.get_by_role("link", name="Terug naar de tekst").click()
    page.get_by_text("Letters").click()
    page.locator("[name=kleur][value=nacht]").check(force=True)
    page.get_by_role("button", name="Zo lezen").click()
    expect(page.locator("body")).to_have_class(re.compile("theme-nacht"))
    page.locator(".bar__search summary").click()
    page.get_by_label("Zoek een woord in je boek").fill("STUK 17")
    page.get_by_role("button", name="Zoeken").click()
    page.locator(".hits a").click()
    expect(page.locator(":target")).to_contain_text("Stuk 17.")
    expect(page.locator(":target")).to_be_in_viewport()
    page.get_by_role("link", name="Volgend hoofdstuk").click()
    expect(text).to_contain_text("leesbaar")


VOICE = """
Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), {
  said: [], paused: false,
  getVoices: () => [{ lang: "en-GB", localService: true }, { lang: "nl-NL" }, { lang: "nl-BE", name: "Ellen" }],
  speak(words) { this.said.push(words); },
  cancel() {}, pause() { this.paused = true; }, resume() { this.paused = false; },
}) });
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
"""


def test_the_voice_of_the_browser_reads_sentence_by_sentence_where_there_is_one(opens: Opens) -> None:
    page = opens("rich", "kat")
    expect(page.locator(".bar__aloud")).to_be_hidden()  # This browser has no voices.

    page.add_init_script(VOICE)
    page.reload()
    page.get_by_role("button", name="Lees voor").click()
    until(page, "speechSynthesis.said.length === 1")
    first = page.evaluate("(({text, rate, voice}) => [text, rate, voice.name])(speechSynthesis.said[0])")
    assert first == ["Eén", 1, "Ellen"]
    page.evaluate("speechSynthesis.said[0].dispatchEvent(new Event('end'))")
    until(page, "speechSynthesis.said.length === 2")
    assert page.evaluate("speechSynthesis.said[1].text").startswith("De lamp")
    lit = page.evaluate("[...CSS.highlights.get('aloud')].map(String).join()")
    assert lit.startswith("De lamp")
    page.get_by_role("button", name="Tempo: gewoon").click()
    assert page.evaluate("speechSynthesis.said.at(-1).rate") == 1.25
    page.get_by_role("button", name="Pauze").click()
    assert page.evaluate("speechSynthesis.paused")
    page.get_by_role("button", name="Stop", exact=True).click()
    assert page.evaluate("CSS.highlights.has('aloud')") is False


@pytest.mark.parametrize("name", ["rich", "fixed"])
def test_a_hostile_book_does_nothing_although_the_header_is_missing(opens: Opens, name: str) -> None:
    page = opens(name, "das", without="content-security-policy")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    answer = page.goto(page.url.replace("/lees/1", "/lees/2" if name == "rich" else "/lees/1"))
    page.wait_for_load_state("networkidle")

    assert answer is not None
    assert "content-security-policy" not in answer.headers
    whole = page if name == "rich" else page.frame_locator("iframe")
    expect(whole.get_by_text("leesbaar")).to_have_count(1)
    assert not [url for url in asked if "buiten.example" in url]
    assert page.title() != "weg"
    assert page.evaluate("window.slecht ?? 'nothing'") == "nothing"
    for frame in page.frames:
        inside = frame.content()
        assert "slecht" not in inside
        assert "buiten.example" not in inside
    scripts = page.evaluate("[...document.scripts].map((script) => script.src)")
    assert all("/static/" in source for source in scripts)
    # Nothing of it lies over the reader's own bar.
    page.locator(".bar__contents summary").click()
    expect(page.get_by_role("navigation", name="Inhoud")).to_be_visible()


def _clicks(selector: str) -> Callable[[Page], None]:
    return lambda page: page.locator(selector).first.click()


STATES: tuple[tuple[str, str, Callable[[Page], None] | None], ...] = (
    ("rich", "/lees/1", None),
    ("rich", "/lees/1", _clicks(".bar__contents summary")),
    ("rich", "/lees/inhoud", None),
    ("rich", "/lees/1", _clicks(".bar__search summary")),
    ("rich", "/lees/zoek?q=licht", None),
    ("rich", "/lees/1", _clicks(".bar__looks summary")),
    ("rich", "/lees/zoek?q=draak", None),
    ("rich", "/lees/1", _clicks(".bar__me summary")),
    ("rich", "/lees/1", _clicks("a[role=doc-noteref]")),
    ("rich", "/lees/1", _clicks(".enlarge")),
    ("rich", "/lees/3", None),
    ("fixed", "/lees/1", None),
    ("fixed", "/lees/1?tekst=1", None),
    ("rich", "/lees/2?stuk=2", None),
    ("rtl", "/lees/1", None),
)
"""In two turns: at night on a phone the even ones, in white pages on a laptop the odd ones. Pages that know no leaves
of their own (the contents, what was found) are even."""


@pytest.mark.parametrize(
    ("turn", "look", "width"), [(0, "kleur=nacht", 390), (1, "kleur=wit&bladeren=bladzijden", 1280)]
)
def test_no_state_of_an_open_book_shuts_anybody_out(opens: Opens, turn: int, look: str, width: int) -> None:
    found: list[str] = []
    complaints: list[str] = []
    states = share(STATES, turn, 2)
    for name in dict.fromkeys(book for book, *_ in states):
        page = opens(name, "egel", width=width)
        page.context.add_cookies([{"name": "leeslook", "value": look, "url": page.url}])
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        here = page.url.partition("/lees/")[0]
        for book, path, act in states:
            if book != name or ("bladzijden" in look and re.search("inhoud|zoek|tekst", path)):
                continue  # Another book, or a page that looks the same in both.
            page.goto(here + path)
            if act is not None:
                act(page)
            wrong = barriers(page, width) + too_wide(page, width)
            found += [f"{name} {path} {look}: {one}" for one in wrong]

    assert found == []
    assert complaints == []
