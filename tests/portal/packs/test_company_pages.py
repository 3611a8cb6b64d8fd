"""`/gezelschap`: where a company plays, and the pack that its classes play."""

import io
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from content.archive import ARCHIVE_MAX, write_archive
from content.files import PACK_JSON
from content.load import PackError, load_pack
from portal.accounts.models import Company, Role
from portal.bookings.service import book_seats, cancel_booking
from portal.clock import utc_now
from portal.db import write_transaction
from portal.extensions import db
from portal.offers.models import Offer, OfferState, Performance, PerformanceState, Production
from portal.packs.models import StoredPack
from portal.packs.queries import CORE, shipped_pack
from portal.packs.service import store_pack
from portal.visits.service import keep_run
from tests.portal.booking_world import (
    MONDAY,
    a_group,
    a_request,
    add_centre,
    add_offer,
    add_performance,
    add_user,
    make_world,
)
from tests.portal.desks import browser_of, statements
from tests.portal.packs.test_packs import a_pack
from tests.portal.visits.test_runs import a_report, probe
from tests.portal.words import typed

TITLE = "De vuurtoren die niet wou slapen"


@pytest.fixture
def world(app):
    return make_world(db.session)


@pytest.fixture
def production(world):
    """The world's production, of Kartonnen Maan; the shipped pack is what it names."""
    with write_transaction(db.session) as session:
        company = Company(slug="kartonnen-maan", name="Kartonnen Maan")
        session.add(company)
        session.flush()
        production = session.get(Production, session.get(Offer, world.offer_id).production_id)
        production.company_id = company.id
    return production


@pytest.fixture
def author(app, production):
    with write_transaction(db.session) as session:
        somebody = add_user(session, "Mira Claes", Role.AUTHOR, company_id=production.company_id)
    return browser_of(app, somebody)


@pytest.fixture
def stranger(app, production):
    """An author of another company."""
    with write_transaction(db.session) as session:
        company = Company(slug="knikkebeen", name="Knikkebeen")
        session.add(company)
        session.flush()
        somebody = add_user(session, "Wim Aerts", Role.AUTHOR, company_id=company.id)
    return browser_of(app, somebody)


def book(world, *groups, key=None):
    with write_transaction(db.session) as session:
        return book_seats(session, a_request(world, *groups, key=key), now=MONDAY).booking


def upload(browser, production, data, name="show.foyer"):
    return browser.post(f"/gezelschap/{production.slug}", data={"pack": (io.BytesIO(data), name)})


def stored_packs():
    return db.session.scalar(select(func.count()).select_from(StoredPack))


def test_a_company_sees_where_it_plays_and_for_how_many(author, production, world):
    book(world, a_group("4A", 24, 2), a_group("4B", 22, 1))

    overview = author.get("/gezelschap").text
    page = typed(author.get(f"/gezelschap/{production.slug}").text)

    assert "Kartonnen Maan" in overview
    assert "1 voorstelling op komst in 1 huis." in overview
    assert "Cultuurhuis De Lantaarn" in page
    assert "do 14 januari 2027, 10.30 uur" in page
    assert "<strong>2 klassen</strong>, 46 leerlingen" in page


def test_a_company_never_sees_which_school_comes(author, production, world):
    booking = book(world, a_group("4A van juf An", 24, 2))

    page = author.get(f"/gezelschap/{production.slug}").text

    for secret in ("De Zilverberk", "juf An", world.teacher.name, booking.reference, booking.visit_code):
        assert secret not in page, secret


def test_what_was_cancelled_counts_no_more(author, production, world):
    booking = book(world, a_group("4A", 24))
    with write_transaction(db.session) as session:
        cancel_booking(session, booking.reference, actor=world.teacher, now=MONDAY)

    assert "nog niemand" in author.get(f"/gezelschap/{production.slug}").text


def test_a_date_that_was_called_off_is_told_and_not_summed(author, production, world):
    book(world, a_group("4A", 24))
    with write_transaction(db.session) as session:
        session.execute(update(Performance).values(state=PerformanceState.CANCELLED))

    page = author.get(f"/gezelschap/{production.slug}").text

    assert "gaat niet door" in page
    assert "0 klassen, 0 leerlingen" in page


def test_what_a_house_is_still_writing_stays_with_that_house(author, production):
    with write_transaction(db.session) as session:
        centre, _ = add_centre(session, "Stille Zaal")
        offer = add_offer(session, centre.id, production_id=production.id, state=OfferState.DRAFT)
        add_performance(session, offer, capacity=50)

    assert "Stille Zaal" not in author.get(f"/gezelschap/{production.slug}").text


def test_what_was_played_is_summed_on_one_line(author, production, world):
    book(world, a_group("4A", 24))
    past = utc_now() - timedelta(days=3)
    with write_transaction(db.session) as session:
        session.execute(update(Performance).values(starts_at=past, ends_at=past + timedelta(hours=1)))

    page = author.get(f"/gezelschap/{production.slug}").text

    assert "Al gespeeld: 1 voorstelling, 1 klas, 24 leerlingen." in page
    assert "geen voorstellingen op komst" in page


def test_a_new_pack_reaches_the_board_of_a_class_that_has_booked(author, client, production, world):
    code = book(world).visit_code
    before = client.get(f"/api/v1/visits/{code}/pack")
    data = a_pack("1.1.0")

    answer = upload(author, production, data)

    assert (answer.status_code, answer.location) == (303, f"/gezelschap/{production.slug}#spel")
    after = client.get(f"/api/v1/visits/{code}/pack")
    assert after.data == data
    assert after.headers["X-Pack-Digest"] == load_pack(data).digest != before.headers["X-Pack-Digest"]
    page = author.get(f"/gezelschap/{production.slug}").text
    assert "De kleine show 1.1.0 staat klaar." in page
    assert "versie 1.1.0" in page


def test_all_that_is_wrong_with_a_pack_is_told_and_nothing_is_stored(author, client, production, world):
    code = book(world).visit_code
    before = client.get(f"/api/v1/visits/{code}/pack").data
    bad = write_archive(
        {
            PACK_JSON: json.dumps({"format": 1, "id": "show", "version": "een", "title": "Show", "x": 1}).encode(),
            "images/klasfoto.svg": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
        }
    )

    answer = upload(author, production, bad, name="mijn show.foyer")

    assert answer.status_code == 422
    assert "mijn show.foyer" in answer.text
    assert "Er is niets bewaard" in answer.text
    for problem in problems_of(bad):
        for fact in (problem.rule, problem.file, problem.path):
            assert f"<code>{fact}</code>" in answer.text or not fact, fact
    assert answer.text.count('class="problem"') == len(problems_of(bad)) >= 3
    assert stored_packs() == 0
    assert client.get(f"/api/v1/visits/{code}/pack").data == before


def problems_of(data):
    with pytest.raises(PackError) as refused:
        load_pack(data)
    return refused.value.problems


def test_words_of_a_refused_pack_are_shown_and_never_run(author, production):
    facts = {"format": 1, "id": "show", "version": "1.0.0", "title": "Show", "<script>alert(1)</script>": 1}

    answer = upload(author, production, write_archive({PACK_JSON: json.dumps(facts).encode()}))

    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("facts", [{"version": f"1.{'0' * 20}.0"}, {"title": "Show\0"}, {"id": "x" * 61}])
def test_what_no_database_could_keep_is_a_problem_of_the_pack(author, production, facts):
    answer = upload(author, production, a_pack(**facts))

    assert answer.status_code == 422
    assert "Zo los je het op" in answer.text


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 half"])
def test_what_is_no_pack_is_refused_with_what_to_do(author, production, data):
    answer = upload(author, production, data)

    assert answer.status_code == 422
    assert "Zo los je het op" in answer.text
    assert stored_packs() == 0


def test_no_file_at_all_is_told_beside_the_field(author, production):
    answer = author.post(f"/gezelschap/{production.slug}", data={})

    assert answer.status_code == 422
    assert "Kies een .foyer-bestand" in answer.text


def test_a_file_that_is_too_large_is_refused(author, production):
    answer = upload(author, production, b"PK\x03\x04" + bytes(ARCHIVE_MAX))

    assert answer.status_code == 422
    assert "archive.too-large" in answer.text
    assert stored_packs() == 0


def test_a_request_that_is_larger_than_the_portal_takes_is_refused_before_it_is_read(app, author, production):
    app.config["MAX_CONTENT_LENGTH"] = 10_000

    answer = upload(author, production, b"PK\x03\x04" + bytes(20_000))

    assert answer.status_code == 413
    assert "Het bestand is te groot." in answer.text
    assert stored_packs() == 0


def test_the_same_pack_again_changes_nothing(author, production):
    upload(author, production, a_pack())

    answer = upload(author, production, a_pack())

    assert answer.status_code == 303
    assert "Er is niets veranderd." in author.get(f"/gezelschap/{production.slug}").text
    assert stored_packs() == 1


def test_a_changed_pack_with_the_old_number_is_taken_with_a_word_of_advice(author, production):
    upload(author, production, a_pack())

    upload(author, production, a_pack(title="De kleine show, herzien"))

    assert "Het versienummer bleef 1.0.0." in author.get(f"/gezelschap/{production.slug}").text
    assert stored_packs() == 2


def test_a_pack_of_another_name_is_taken_with_a_question(author, production):
    upload(author, production, a_pack())

    upload(author, production, a_pack(id="andere-show"))

    assert "Is dit het juiste bestand?" in author.get(f"/gezelschap/{production.slug}").text


def test_the_pack_that_plays_can_be_downloaded(author, production):
    named = author.get(f"/gezelschap/{production.slug}/pakket")
    assert named.data == shipped_pack("vuurtoren").data

    upload(author, production, a_pack("2.0.0"))
    own = author.get(f"/gezelschap/{production.slug}/pakket")

    assert own.data == a_pack("2.0.0")
    assert own.headers["Content-Disposition"] == 'attachment; filename="kleine-show-2.0.0.foyer"'


def test_a_production_without_a_game_says_so_and_tells_how_to_make_one(author, production):
    with write_transaction(db.session):
        production.pack_id = None

    page = author.get(f"/gezelschap/{production.slug}").text

    assert "nog geen eigen spel" in page
    assert "foyer pack new mijn-show" in page
    assert f"&#34;base&#34;: &#34;{CORE}&#34;" in page or f'"base": "{CORE}"' in page


@pytest.mark.parametrize("path", ["", "/pakket"])
def test_a_production_of_another_company_is_not_there(stranger, production, path):
    assert stranger.get(f"/gezelschap/{production.slug}{path}").status_code == 404
    assert TITLE not in stranger.get("/gezelschap").text


def test_nobody_uploads_for_another_company(stranger, production):
    assert upload(stranger, production, a_pack()).status_code == 404
    assert stored_packs() == 0


def test_the_desk_of_a_company_is_closed_to_schools_and_centres(app, client, production, world):
    assert client.get(f"/gezelschap/{production.slug}/pakket").status_code == 303
    for somebody in (world.teacher, world.staff):
        browser = browser_of(app, somebody)
        for path in ("/gezelschap", f"/gezelschap/{production.slug}", f"/gezelschap/{production.slug}/pakket"):
            assert browser.get(path).status_code == 403
        assert upload(browser, production, a_pack()).status_code == 403


def test_an_upload_from_elsewhere_is_refused(app, author, production):
    app.config["WTF_CSRF_ENABLED"] = True

    assert upload(author, production, a_pack()).status_code == 400
    assert stored_packs() == 0


PROBES = [
    probe("stilte", "before", 10, 20),
    probe("stilte", "after", 15, 20),
    probe("orkestbak", "before", 5, 20, control=True),
    probe("orkestbak", "after", 6, 20, control=True),
]


def play(world, visits, *, runs_each=1):
    """So many visits at the production, each of which played the game so often."""
    for visit in range(visits):
        booking = book(world, a_group("4A", 10), key=f"visit-{world.performance_id}-{visit}")
        with write_transaction(db.session) as session:
            for run in range(runs_each):
                report = a_report(f"run-{visit:04}-{run:04}", probes=PROBES)
                keep_run(session, booking.id, report, now=utc_now())


def test_results_are_shown_from_five_visits_on(author, production, world):
    play(world, 4, runs_each=3)
    assert "Sommen zie je zodra" in author.get(f"/gezelschap/{production.slug}").text

    play(world, 5)

    page = author.get(f"/gezelschap/{production.slug}").text
    assert "Sommen van <strong>5 bezoeken</strong>" in page
    assert "25 op 100 keer meteen gekend" in page


def test_the_overview_costs_the_same_for_one_production_and_for_many(author, production, world, queries):
    with queries() as one:
        author.get("/gezelschap")
    with write_transaction(db.session) as session:
        for _ in range(4):
            offer = add_offer(session, world.centre_id)
            session.get(Production, offer.production_id).company_id = production.company_id
            add_performance(session, offer, capacity=50)
            store_pack(session, offer.production_id, a_pack(), now=MONDAY)

    with queries() as many:
        author.get("/gezelschap")

    # The person, the company's name, productions, packs, dates.
    assert len(statements(one)) == len(statements(many)) == 5


def test_a_production_costs_few_statements(author, production, world, queries):
    upload(author, production, a_pack())
    play(world, 5)

    with queries() as sent:
        author.get(f"/gezelschap/{production.slug}")

    # The person, the production, its pack, its dates, earlier packs, runs, their measure, and the pack's words.
    assert len(statements(sent)) <= 8


def test_the_bytes_of_a_pack_stay_in_the_database_for_a_page(author, production, queries):
    upload(author, production, a_pack())

    with queries() as sent:
        author.get(f"/gezelschap/{production.slug}")

    assert not any("stored_pack.data" in one for one in sent)


def shares(page):
    return re.findall(r"<strong>(\d+) %</strong>", typed(page))


def test_what_classes_learned_is_told_from_five_visits_on_alike_to_company_and_house(app, author, production, world):
    staff = browser_of(app, world.staff)
    play(world, 4, runs_each=3)
    assert shares(author.get(f"/gezelschap/{production.slug}").text) == []
    too_few = staff.get("/centrum/spel").text
    assert shares(too_few) == []
    assert "nog geen 5 klassen van één niveau" in too_few
    assert "reken op" not in too_few

    play(world, 5)

    company, house = author.get(f"/gezelschap/{production.slug}").text, staff.get("/centrum/spel").text
    assert shares(house) == shares(company) == ["50", "75", "50", "75", "25", "30"]
    assert "260 antwoorden per vraag: reken op minstens 6 punten meer of minder." in typed(house)


@pytest.mark.parametrize("query", ["moment={moment}", "centrum=1", "van=2027-01-01&tot=2027-01-02", "niveau=L2"])
def test_no_question_makes_the_sums_of_a_house_smaller(app, production, world, query):
    play(world, 5)
    staff = browser_of(app, world.staff)

    asked = staff.get(f"/centrum/spel?{query.format(moment=world.performance_id)}").text

    assert shares(asked) == shares(staff.get("/centrum/spel").text)


def test_a_show_has_one_sum_wherever_it_played(app, production, world):
    """Of five visits one was elsewhere: neither house can take its own four away from a sum of five."""
    play(world, 4)
    with write_transaction(db.session) as session:
        centre, other_staff = add_centre(session, "De Beurs")
        offer = add_offer(session, centre.id, production_id=production.id)
        performance = add_performance(session, offer, capacity=50)
    play(replace(world, performance_id=performance.id), 1)

    pages = [browser_of(app, somebody).get("/centrum/spel").text for somebody in (world.staff, other_staff)]

    assert shares(pages[0]) == shares(pages[1]) == ["50", "75", "50", "75", "25", "30"]
    assert "5 bezoeken" in pages[0]


def test_a_house_reads_of_its_own_programme_alone(app, production, world):
    play(world, 5)
    with write_transaction(db.session) as session:
        centre, other_staff = add_centre(session, "De Beurs")
        add_offer(session, centre.id, production_id=production.id, state=OfferState.DRAFT)

    page = browser_of(app, other_staff).get("/centrum/spel").text

    assert "Nog geen voorstellingen" in page
    assert TITLE not in page


def test_what_classes_learned_costs_the_same_for_one_show_and_for_many(app, world, production, queries):
    staff = browser_of(app, world.staff)
    with queries() as one:
        staff.get("/centrum/spel")
    with write_transaction(db.session) as session:
        for _ in range(4):
            add_offer(session, world.centre_id)

    with queries() as many:
        staff.get("/centrum/spel")

    # The person, the house's name, its shows, what was measured.
    assert len(statements(one)) == len(statements(many)) == 4
