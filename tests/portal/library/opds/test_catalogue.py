"""The reads behind the feeds, on both databases."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassLevel
from portal.clock import school_day, utc_now
from portal.db import write_transaction
from portal.library.lending.seats import ONE_DAY
from portal.library.models import Animal, Licence, Title
from portal.library.opds.catalogue import Wish, books, find, newest_at, picture_pin, school_sets, stands
from portal.library.reading.service import join_set, pin_matches
from tests.portal.library.library_house import a_set
from tests.portal.library.opds.feed_readers import add_open_title, add_title, furnish_for_readers

LONG_AGO = datetime(2020, 5, 4, tzinfo=UTC)
WISHES = [
    (Wish(), ["Boot", "Jits", "Zee"]),
    (Wish(newest=True), ["Jits", "Zee", "Boot"]),
    (Wish(text="ZEE vroeger"), ["Boot"]),
    (Wish(text="%_\\'\""), []),
    (Wish(to_keep=True), ["Zee"]),
    (Wish(language="fr"), ["Zee"]),
    (Wish(theme="zee"), ["Boot"]),
    (Wish(level=ClassLevel.SECUNDAIR_3), ["Boot", "Jits"]),
    (Wish(library_id=2), ["Boot", "Zee"]),
    (Wish(title_ids=frozenset()), []),
]


def test_the_same_is_found_on_both_databases(both_session: Session) -> None:
    session, today = both_session, school_day(utc_now())
    furnish_for_readers(session)
    add_title(session, "Boot", themes="vroeger, zee", language="nl-BE", added_at=LONG_AGO)
    add_open_title(
        session, "Zee", language="fr_BE", themes="zeeziek", age_from=6, age_to=8, added_at=LONG_AGO + ONE_DAY
    )
    add_open_title(session, "Voorbij", lot=None, withdrawn_at=utc_now())

    for wish, names in WISHES:
        ids = find(session, wish, today).ids
        assert [book.name for book in books(session, ids)] == names, wish


def test_how_titles_stand_is_the_same_on_both_databases(both_session: Session) -> None:
    session, today = both_session, school_day(utc_now())
    place = furnish_for_readers(session)
    add_open_title(session, "Zee")
    over = add_title(session, "Over", lot={"copies": 3, "until_day": today - timedelta(days=1)})
    later = add_title(session, "Later", lot={"copies": 4, "from_day": today + timedelta(days=7)})
    with write_transaction(session):
        session.add(Licence(title_id=later.id, copies=9, revoked_at=utc_now()))
    made = a_set(session, place, copies=30, first=-1, last=5)

    ids = find(session, Wish(), today).ids
    found = {session.get_one(Title, title_id).name: stand for title_id, stand in stands(session, ids, today).items()}

    assert (found["Jits"].copies, found["Jits"].free) == (30, 0)
    assert found["Jits"].free_from == made.until_day + timedelta(days=1)
    assert (found["Zee"].copies, found["Zee"].is_licensed) == (None, True)
    assert (found["Over"].copies, found["Over"].free_from, found["Over"].is_licensed) == (0, None, False)
    assert (found["Later"].copies, found["Later"].free_from) == (0, today + timedelta(days=7))
    assert over.id in ids
    assert [one.class_name for one in school_sets(session, place.school, today)] == ["4A"]
    assert school_sets(session, place.other_school, today) == []
    assert newest_at(session) == max(title.added_at for title in session.scalars(select(Title)))
    with write_transaction(session):
        join_set(session, made, Animal.UIL, ("ster", "zon", "vis"), now=utc_now())
    assert pin_matches(picture_pin(session, made.id, Animal.UIL), ("ster", "zon", "vis"))
    assert picture_pin(session, made.id, Animal.VOS) == ""
