"""Titles and shows that go together, what a booking suggests, and pushes; on both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts.models import Library, Role
from portal.bookings.service import book_seats
from portal.clock import school_day
from portal.db import make_engine, write_transaction
from portal.library.choosing.models import TitlePush, TitleShow
from portal.library.choosing.service import end_push, push_title
from portal.library.choosing.shelf import pushes_of, pushes_on
from portal.library.choosing.shows import (
    Show,
    name_title,
    read_show,
    readers_of_booking,
    shows_named,
    shows_of_title,
    suggestions,
    titles_of,
    unname_title,
    weeks_before,
)
from portal.library.errors import PeriodRefused, TitleUnknown
from portal.library.lending.seats import Period
from portal.library.lending.service import SetRequest, assign_set
from portal.library.models import Title
from portal.migrations import state
from portal.offers.models import Offer, OfferState
from tests.portal.booking_world import (
    MONDAY,
    SHOW_TIME,
    World,
    a_group,
    a_request,
    add_class,
    add_user,
    make_world,
)
from tests.portal.library.choosing.conftest import AddTitle

TODAY, VISIT = school_day(MONDAY), school_day(SHOW_TIME)


def show_of(session: Session, world: World) -> Show:
    offer = session.get_one(Offer, world.offer_id)
    return Show(offer.production_id, offer.id)


def test_a_title_goes_with_productions_and_offers_and_a_show_has_the_titles_of_both(
    both_session: Session, add_title: AddTitle
) -> None:
    world, first, second = make_world(both_session), add_title(both_session), add_title(both_session)
    show = show_of(both_session, world)
    with write_transaction(both_session) as session:
        assert name_title(session, first, Show(show.production_id))
        assert not name_title(session, first, Show(show.production_id))
        assert name_title(session, second, Show(offer_id=show.offer_id))
        with pytest.raises(TitleUnknown):
            name_title(session, 999_999, show)

    assert [card.id for card in titles_of(both_session, show)] == [first, second]
    assert [card.id for card in titles_of(both_session, Show(show.production_id))] == [first]
    assert titles_of(both_session, Show()) == []
    assert [one.key for one in shows_named(both_session, second)] == [f"aanbod-{show.offer_id}"]
    assert read_show(both_session, f"productie-{show.production_id}") == Show(show.production_id)
    assert read_show(both_session, f"productie-{2**40}") is None
    assert read_show(both_session, "aanbod-x") is read_show(both_session, "") is None

    with write_transaction(both_session) as session:
        assert unname_title(session, first, Show(show.production_id))
        assert not unname_title(session, first, Show(show.production_id))
        # What a title goes with is gone with the title.
        session.execute(text("DELETE FROM licence"))
        session.delete(session.get_one(Title, second))
    assert both_session.scalar(select(func.count()).select_from(TitleShow)) == 0


def test_a_pair_is_of_one_title_and_exactly_one_show(both_session: Session, add_title: AddTitle) -> None:
    world, title = make_world(both_session), add_title(both_session)
    show = show_of(both_session, world)

    for ids in ({}, {"production_id": show.production_id, "offer_id": show.offer_id}):
        with pytest.raises(IntegrityError), write_transaction(both_session) as session:
            session.add(TitleShow(title_id=title, **ids))


def test_the_page_of_a_title_shows_what_can_still_be_seen(session: Session, add_title: AddTitle) -> None:
    world, title = make_world(session), add_title(session)
    with write_transaction(session):
        name_title(session, title, Show(show_of(session, world).production_id))

    assert [card.slug for card in shows_of_title(session, title, MONDAY)] == [
        session.get_one(Offer, world.offer_id).slug
    ]
    assert shows_of_title(session, title, SHOW_TIME + timedelta(days=1)) == []
    with write_transaction(session):
        session.get_one(Offer, world.offer_id).state = OfferState.WITHDRAWN
    assert shows_of_title(session, title, MONDAY) == []


def test_a_booking_suggests_what_has_copies_on_every_day_of_the_weeks_before(
    both_session: Session, add_title: AddTitle
) -> None:
    session, world = both_session, make_world(both_session)
    free, busy = add_title(session, copies=30), add_title(session, copies=30)
    show = show_of(session, world)
    with write_transaction(session):
        group = add_class(session, world.school_id, "4A", 24)
        for title in (free, busy):
            name_title(session, title, Show(show.production_id))
        day = VISIT - timedelta(days=2)
        wish = SetRequest(busy, group.id, world.school_id, 20, Period(day, day), "one day is enough")
        assign_set(session, wish, assigned_by=world.teacher.id, now=MONDAY)

    cards = titles_of(session, show)
    found = suggestions(session, cards, VISIT, TODAY)

    assert [(one.title.id, one.free) for one in found] == [(free, 30), (busy, 10)]
    assert found[0].period == Period(max(TODAY, VISIT - timedelta(days=21)), VISIT - timedelta(days=1))
    assert [one.title.id for one in suggestions(session, cards, VISIT, TODAY, seats=25)] == [free]
    # After the visit the books are still there to look at.
    assert [one.period for one in suggestions(session, cards, VISIT, VISIT)] == [None, None]


@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        (date(2027, 3, 30), Period(date(2027, 3, 9), date(2027, 3, 29))),
        (date(2027, 3, 10), Period(date(2027, 3, 1), date(2027, 3, 9))),
        (date(2027, 3, 2), Period(date(2027, 3, 1), date(2027, 3, 1))),
        (date(2027, 3, 1), None),
        (date(2027, 2, 1), None),
    ],
)
def test_the_weeks_before_a_visit_begin_today_at_the_earliest(visit: date, expected: Period | None) -> None:
    assert weeks_before(visit, date(2027, 3, 1)) == expected


def test_the_classes_of_a_booking_have_an_id_for_their_own_school_only(session: Session) -> None:
    world = make_world(session)
    with write_transaction(session):
        group = add_class(session, world.school_id, "4A", 24)
        asked = replace(a_group("4A", 24), class_group_id=group.id)
        booking = book_seats(session, a_request(world, asked), now=MONDAY).booking

    mine, theirs = (readers_of_booking(session, booking.id, schools) for schools in ([world.school_id], []))

    assert [(one.class_group_id, one.name, one.copies) for one in mine] == [(group.id, "4A", 25)]
    assert [(one.class_group_id, one.name) for one in theirs] == [(None, "4A")]


def test_a_library_puts_its_own_and_shared_titles_in_front_for_a_while(
    both_session: Session, add_title: AddTitle
) -> None:
    session = both_session
    make_world(session)
    title = add_title(session)
    with write_transaction(session):
        near, far = (Library(slug=slug, name=slug, nis="13040") for slug in ("bib-hier", "bib-ginds"))
        session.add_all([near, far])
        session.flush()
        add_user(session, "Bib", Role.LIBRARY, library_id=near.id)
    week = Period(TODAY, TODAY + timedelta(days=6))

    def push(library: Library, period: Period = week, line: str = "Mooi!") -> TitlePush:
        with write_transaction(session):
            return push_title(session, library.id, "boek-1", period, line, today=TODAY, now=MONDAY)

    push(near)
    push(near, line="Heel mooi!")
    assert pushes_on(session, week.last, [title]) == {title: "Heel mooi!"}
    assert pushes_on(session, week.last + timedelta(days=1), [title]) == {}
    assert pushes_on(session, TODAY, []) == {}
    with write_transaction(session):
        session.get_one(Title, title).library_id = near.id
    with pytest.raises(TitleUnknown):
        push(far)
    for wrong in (Period(week.last, TODAY), Period(TODAY - timedelta(days=9), TODAY - timedelta(days=1))):
        with pytest.raises(PeriodRefused):
            push(near, wrong)
    with pytest.raises(PeriodRefused):
        push(near, Period(TODAY, TODAY + timedelta(days=92)))
    (line,) = pushes_of(session, near.id)
    with write_transaction(session):
        assert not end_push(session, far.id, line.id)
        assert end_push(session, near.id, line.id)
    assert pushes_of(session, near.id) == []


def test_the_show_that_a_title_named_stays_its_show(empty_database_url: str) -> None:
    engine = make_engine(empty_database_url)
    state.upgrade(engine, to="0026")
    with engine.begin() as connection:
        for slug in ("de-vuurtoren", "iets-anders"):
            connection.execute(
                text(
                    "INSERT INTO production (slug, title, kind, short, description, before_text, after_text,"
                    " content_notes, language, performance_mode, is_shared)"
                    " VALUES (:slug, :slug, 'performance', '', '', '', '', '', 'spoken', 'standard', :no)"
                ),
                {"slug": slug, "no": False},
            )
        for slug, show in (("jits", "de-vuurtoren"), ("reinaert", None), ("oud", "verdwenen")):
            connection.execute(
                text(
                    "INSERT INTO title (slug, digest, name, author, language, summary, themes, age_from, age_to,"
                    " word_count, cover, production_slug, added_at) VALUES"
                    " (:slug, :slug, :slug, '', 'nl', '', '', 6, 12, 1, '', :show, '2026-11-01 00:00:00')"
                ),
                {"slug": slug, "show": show},
            )

    state.upgrade(engine)

    with engine.connect() as connection:
        pairs = connection.execute(
            text(
                "SELECT title.slug, production.slug FROM title_show"
                " JOIN title ON title.id = title_id JOIN production ON production.id = production_id"
            )
        ).all()
        assert [tuple(pair) for pair in pairs] == [("jits", "de-vuurtoren")]
    engine.dispose()
