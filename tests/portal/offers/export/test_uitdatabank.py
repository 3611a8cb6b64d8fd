"""Giving back: what goes out comes back as the same offer, on both databases."""

import json
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.accounts.models import ClassLevel
from portal.clock import school_day
from portal.db import write_transaction
from portal.offers.export.queries import whole_offers
from portal.offers.export.uitdatabank import as_event
from portal.offers.history import OfferChange
from portal.offers.intake.jsonld import read_record
from portal.offers.intake.models import Outcome
from portal.offers.intake.records import Record
from portal.offers.intake.report import Line
from portal.offers.intake.service import Job, carry_out
from portal.offers.models import (
    Discipline,
    Offer,
    OfferKind,
    OfferLanguage,
    OfferLevel,
    OfferMode,
    OfferQuestion,
    OfferRegion,
    OfferState,
    OfferTariff,
    OfferTranslation,
    Performance,
    PerformanceState,
    PriceUnit,
)
from portal.web.booked import booked_at
from tests.portal.booking_world import MONDAY, World, add_centre, add_municipality, make_world

BASE, HOST = "https://foyer.example", "foyer.example"

_numbers = count(1)

# --- Offers of every kind --------------------------------------------------------------------------------------

LINE = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=40
).map(lambda text: " ".join(text.split()))
TITLE = LINE.filter(bool)
TEXT = st.lists(TITLE, max_size=3).map("\n\n".join)
LANGUAGE = st.sampled_from(["fr", "en", "de"])
REGION = st.sampled_from(["nis-13040", "prv-antwerpen", "prv-brussel", "reg-kempen"])
MOMENT = st.integers(0, 200).map(
    lambda n: datetime(2027, 1, 11, 9, 30, tzinfo=UTC) + timedelta(days=n, minutes=7 * n)
)


@st.composite
def slots(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for start in draw(st.lists(MOMENT, min_size=1, max_size=4, unique=True)):
        capacity = draw(st.integers(0, 400))
        found.append(
            {
                "starts_at": start,
                "ends_at": start + timedelta(minutes=draw(st.integers(1, 200))),
                "capacity": capacity,
                "closes_at": start - timedelta(days=draw(st.integers(0, 5))),
                "state": draw(st.sampled_from(PerformanceState)),
            }
        )
    return found


@st.composite
def offers(draw: st.DrawFn) -> dict[str, Any]:
    """The facts of an offer, and of what hangs on it."""
    ages = sorted((draw(st.integers(0, 20)), draw(st.integers(0, 20) | st.just(99))))
    mode = draw(st.sampled_from(OfferMode))
    by_agreement = draw(st.booleans())
    bounds = sorted((date(2027, 1, 4), date(2027, 1, 4) + timedelta(days=draw(st.integers(0, 300)))))
    return {
        "facts": {
            "title": draw(TITLE),
            "short": draw(TITLE),
            "description": draw(TEXT.filter(bool)),
            "before_text": draw(TEXT),
            "after_text": draw(TEXT),
            "content_notes": draw(TEXT),
            "kind": draw(st.sampled_from(OfferKind)),
            "discipline": draw(st.sampled_from(Discipline)),
            "mode": mode,
            "state": OfferState.PUBLISHED,
            "age_from": ages[0],
            "age_to": ages[1],
            "duration_min": draw(st.integers(1, 600)),
            "language": draw(st.sampled_from(["spoken", "little", "none"])),
            "performance_mode": draw(st.sampled_from(["standard", "relaxed"])),
            "price_cents": draw(st.integers(0, 50_000)),
            "price_unit": draw(st.sampled_from(PriceUnit)),
            "pupils_per_free_companion": draw(st.integers(0, 40)),
            "max_seats_per_school": draw(st.none() | st.integers(1, 300)),
            "by_agreement": by_agreement,
            "available_from": draw(st.sampled_from([None, bounds[0]])) if by_agreement else None,
            "available_to": draw(st.sampled_from([None, bounds[1]])) if by_agreement else None,
        }
        | {name: draw(st.booleans()) for name in ("wheelchair", "low_stimulus", "interpreter", "audio_description")},
        "levels": draw(st.sets(st.sampled_from(ClassLevel), max_size=4)),
        "languages": draw(st.sets(LANGUAGE, max_size=2)),
        "regions": draw(st.sets(REGION, max_size=3)) if mode is OfferMode.AT_SCHOOL else set(),
        "tariffs": draw(
            st.dictionaries(st.from_regex("[a-z]{1,9}", fullmatch=True), st.integers(0, 9_000), max_size=3)
        ),
        "questions": draw(st.lists(st.tuples(TITLE, TEXT.filter(bool)), max_size=3)),
        "translations": draw(st.dictionaries(LANGUAGE, st.tuples(TITLE, TITLE, TEXT), max_size=2)),
        "slots": [] if by_agreement else draw(slots()),
    }


def add(session: Session, centre_id: int, told: dict[str, Any]) -> int:
    """Write an offer with all that hangs on it; gives its id."""
    offer = Offer(
        slug=f"stuk-{next(_numbers)}", centre_id=centre_id, created_at=MONDAY, updated_at=MONDAY, **told["facts"]
    )
    session.add(offer)
    session.flush()
    session.add_all(OfferLevel(offer_id=offer.id, level=level) for level in told["levels"])
    session.add_all(OfferLanguage(offer_id=offer.id, language=one) for one in told["languages"])
    session.add_all(OfferRegion(offer_id=offer.id, region=one) for one in told["regions"])
    session.add_all(
        OfferTariff(offer_id=offer.id, name=name, price_cents=cents) for name, cents in told["tariffs"].items()
    )
    session.add_all(
        OfferQuestion(offer_id=offer.id, position=place, question=question, answer=answer)
        for place, (question, answer) in enumerate(told["questions"])
    )
    session.add_all(
        OfferTranslation(offer_id=offer.id, language=language, title=title, short=short, description=text)
        for language, (title, short, text) in told["translations"].items()
    )
    session.add_all(
        Performance(offer_id=offer.id, day=school_day(slot["starts_at"]), **slot) for slot in told["slots"]
    )
    session.flush()
    return offer.id


def exported(session: Session, offer_id: int) -> dict[str, Any]:
    """As a program elsewhere reads it."""
    session.expire_all()
    (whole,) = whole_offers(session, [offer_id])
    event: dict[str, Any] = json.loads(json.dumps(as_event(whole, BASE)))
    return event


def bring(session: Session, event: dict[str, Any], centre_id: int) -> Line:
    (line,) = carry_out(session, [read_record(1, event)], Job(MONDAY, centre_id, own_host=HOST), booked_at)
    return line


def what_it_says(event: dict[str, Any]) -> dict[str, Any]:
    """Without who says it: its address, its house, and when it was written."""
    names = (
        "@id",
        "organizer",
        "location",
        "created",
        "modified",
        "bookingInfo",
        "contactPoint",
        "faqs",
        "production",
    )
    told = {name: value for name, value in event.items() if name not in names}
    return told | {"faqs": [one["nl"] for one in event.get("faqs", ())]}


@pytest.fixture
def world(both_session: Session) -> World:
    return make_world(both_session)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(told=offers())
def test_what_goes_out_comes_back_the_same(both_session: Session, world: World, told: dict[str, Any]) -> None:
    session = both_session
    with write_transaction(session):
        offer_id = add(session, world.centre_id, told)
        elsewhere = add_centre(session, "Het andere huis")[0].id
    event = exported(session, offer_id)
    changes = session.scalar(select(func.count()).select_from(OfferChange))

    at_home = bring(session, event, world.centre_id)
    away = bring(session, event, elsewhere)

    assert (at_home.outcome, session.scalar(select(func.count()).select_from(OfferChange))) == (
        Outcome.UNCHANGED,
        changes + 1,
    )
    copy_id = session.scalar(select(Offer.id).where(Offer.slug == away.slug))
    assert copy_id != offer_id
    assert what_it_says(exported(session, copy_id)) == what_it_says(event)


def without_our_words(event: dict[str, Any]) -> dict[str, Any]:
    dates = [{name: value for name, value in one.items() if name != "foyer"} for one in event.get("subEvent", ())]
    told = {name: value for name, value in event.items() if name != "foyer"}
    return told | ({"subEvent": dates} if dates else {})


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(told=offers())
def test_who_reads_only_the_shared_shape_gets_the_facts_too(session: Session, told: dict[str, Any]) -> None:
    with write_transaction(session):
        add_municipality(session)
        offer_id = add(session, add_centre(session)[0].id, told)

    record = read_record(1, without_our_words(exported(session, offer_id)))

    assert isinstance(record, Record)
    facts = told["facts"]
    for name in ("title", "description", "mode", "age_from", "age_to", "price_cents", "price_unit", "wheelchair"):
        assert getattr(record, name) == facts[name]
    assert set(record.tariffs) == set(told["tariffs"].items())
    assert list(record.questions) == told["questions"]
    # The shape knows no reference regions: their municipalities stand for them.
    assert set(record.regions) == {"nis-13040" if region == "reg-kempen" else region for region in told["regions"]}
    assert {one.language: one.title for one in record.translations} == {
        language: title for language, (title, _short, _text) in told["translations"].items()
    }
    if told["levels"]:
        assert set(record.levels) == told["levels"]
    dates = {one.starts_at: (one.ends_at, one.left, one.is_cancelled) for one in record.slots}
    assert dates == {
        one["starts_at"]: (one["ends_at"], one["capacity"], one["state"] is PerformanceState.CANCELLED)
        for one in told["slots"]
    }
    assert record.by_agreement is facts["by_agreement"]
