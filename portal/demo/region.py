"""Fills an empty database with the demo region: real municipalities, made-up houses, shows and bookings.

Everything follows from `today`, so that the season always lies in the coming months.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.models import Centre, ClassGroup, Company, Library, Role, School
from portal.accounts.queries import school_year
from portal.accounts.service import create_user, give_role, hash_password
from portal.clock import BRUSSELS
from portal.db import write_transaction
from portal.demo.audience import book_the_audience
from portal.demo.extras import add_extras, draw_extras
from portal.demo.fiction import CompanyText, Fiction, House, SchoolText, Show, load_fiction
from portal.demo.money import add_billing
from portal.demo.paper import HEIGHT, WIDTH
from portal.demo.posters import poster_alt, poster_svg
from portal.demo.season import Date, Programmed, plan_season
from portal.offers.models import (
    Offer,
    OfferLanguage,
    OfferLevel,
    OfferMode,
    OfferRegion,
    OfferState,
    Performance,
    PerformanceState,
    PriceUnit,
    Production,
    ProductionLevel,
    ProductionPhoto,
    Venue,
)
from portal.offers.service import reindex_all
from portal.places.models import Municipality
from portal.places.service import load_municipalities

Progress = Callable[[str, int, int], None]
"""Told which step (in Dutch) is at how many of how many."""

PICTURE_CREDIT = "Papieren theater van Foyer"
CLOSES_BEFORE = timedelta(days=5)
PUBLISHED_SINCE = timedelta(days=45)
WRITTEN_BEFORE = timedelta(days=60)
"""So long before that its company had written the show."""
AGREED_FROM = timedelta(days=14)
"""So far ahead, at the least, a date can be agreed."""
FEW_PUPILS_PER_COMPANION, PUPILS_PER_COMPANION = 15, 20
YOUNGEST_WITH_MORE_CARE = 6

ACCOUNTS = (
    ("leraar@demo.example", "Lotte Verbist", Role.TEACHER, ("school", "de-zilverberk")),
    ("school@demo.example", "Griet Peeters", Role.OFFICE, ("school", "de-zilverberk")),
    ("centrum@demo.example", "Jef Van Loock", Role.CENTRE_ADMIN, ("centre", "de-lantaarn")),
    ("gezelschap@demo.example", "Mira Claes", Role.AUTHOR, ("company", "kartonnen-maan")),
    ("bib@demo.example", "Yasmine El Amrani", Role.LIBRARY, ("library", "de-leesboom")),
    ("beheer@demo.example", "Beheer van Foyer", Role.ADMIN, None),
)
"""The six demo accounts, as the first screen of `foyer demo` names them."""


def load_region(session: Session, *, today: date, uploads: Path, password: str, progress: Progress) -> None:
    """Fill an empty, migrated database and write the pictures into `uploads`. Commits.

    Calls `progress` often enough for a line on the screen. All demo accounts get the one password.
    """
    fiction = load_fiction()
    opened = datetime.combine(today, time(8), BRUSSELS)
    _draw_pictures(fiction.shows, uploads, progress)
    progress("Gemeenten en huizen", 0, 3)
    with write_transaction(session):
        load_municipalities(session)
        progress("Gemeenten en huizen", 1, 3)
        _add_houses(session, fiction, today)
        progress("Gemeenten en huizen", 2, 3)
        _add_people(session, fiction, hash_password(password), now=opened)
        add_billing(session, now=opened)
    progress("Gemeenten en huizen", 3, 3)
    season = plan_season(fiction, today)
    progress("Het seizoen", 0, 2)
    with write_transaction(session):
        _add_season(session, fiction, season, now=opened)
        progress("Het seizoen", 1, 2)
        reindex_all(session)
    progress("Het seizoen", 2, 2)
    book_the_audience(session, fiction, today=today, progress=progress)


def _draw_pictures(shows: Sequence[Show], uploads: Path, progress: Progress) -> None:
    uploads.mkdir(parents=True, exist_ok=True)
    for number, show in enumerate(shows):
        progress("Affiches knippen", number, len(shows))
        svg = poster_svg(show.picture.motif, show.picture.palette, show.picture.seed)
        (uploads / _picture_of(show)).write_text(svg, encoding="utf-8")
    draw_extras(shows, uploads)
    progress("Affiches knippen", len(shows), len(shows))


def _picture_of(show: Show) -> str:
    return f"{show.slug}.svg"


def _add_houses(session: Session, fiction: Fiction, today: date) -> None:
    session.add_all(_centre(house) for house in fiction.centres)
    session.add_all(_company(company) for company in fiction.companies)
    session.add_all(_school(school) for school in fiction.schools)
    session.add_all(
        Library(slug=house.slug, name=house.name, nis=house.nis)
        for house in fiction.centres
        if house.kind == "library"
    )
    session.flush()
    centres, schools = _ids(session, Centre), _ids(session, School)
    session.add_all(
        Venue(centre_id=centres[house.slug], name=name, seats=seats, wheelchair_places=wheelchair)
        for house in fiction.centres
        for name, seats, wheelchair in house.halls
    )
    session.add_all(
        ClassGroup(
            school_id=schools[school.slug], name=name, level=level, pupils=pupils, school_year=school_year(today)
        )
        for school in fiction.schools
        for name, level, pupils in school.classes
    )
    session.flush()


def _ids(session: Session, table: type[Centre | School | Company | Production]) -> dict[str, int]:
    return {row.slug: row.id for row in session.execute(select(table.slug, table.id))}


def _centre(house: House) -> Centre:
    return Centre(
        slug=house.slug,
        name=house.name,
        nis=house.nis,
        street=house.street,
        postal_code=house.postal_code,
        email=f"scholen@{house.slug}.example",
        phone=house.phone,
        about=house.about,
        how_to_arrive=house.arrive,
    )


def _company(company: CompanyText) -> Company:
    return Company(slug=company.slug, name=company.name, about=company.about)


def _school(school: SchoolText) -> School:
    return School(
        slug=school.slug,
        name=school.name,
        nis=school.nis,
        street=school.street,
        postal_code=school.postal_code,
        email=f"secretariaat@{school.slug}.example",
        phone=school.phone,
    )


def _add_people(session: Session, fiction: Fiction, password_hash: str, *, now: datetime) -> None:
    """The demo accounts, and one for each school that books."""
    for email, name, role, house in ACCOUNTS:
        give_role(
            session, create_user(session, email=email, name=name, password_hash=password_hash, now=now), role, house
        )
    for school in fiction.schools:
        user = create_user(
            session,
            email=school.booker_email,
            name=f"Secretariaat {school.name}",
            password_hash=password_hash,
            now=now,
        )
        give_role(session, user, Role.OFFICE, ("school", school.slug))


def _add_season(session: Session, fiction: Fiction, season: Sequence[Programmed], *, now: datetime) -> None:
    companies = _ids(session, Company)
    toured = [show for show in fiction.shows if show.company]
    session.add_all(_production(show, companies.get(show.company), now=now) for show in toured)
    session.flush()
    centres, productions = _ids(session, Centre), _ids(session, Production)
    for show in toured:
        session.add_all(ProductionLevel(production_id=productions[show.slug], level=level) for level in show.levels)
        session.add(_poster(show, productions[show.slug]))
    venues = {(venue.centre_id, venue.name): venue.id for venue in session.scalars(select(Venue))}
    offers = [
        _offer(entry, centres[entry.house.slug], productions.get(entry.show.slug), number, now=now)
        for number, entry in enumerate(season)
    ]
    session.add_all(offers)
    session.flush()
    regions = {town.nis: town.region for town in session.execute(select(Municipality.nis, Municipality.region))}
    for entry, offer in zip(season, offers, strict=True):
        session.add_all(OfferLevel(offer_id=offer.id, level=level) for level in entry.show.levels)
        session.add_all(OfferLanguage(offer_id=offer.id, language=code) for code in entry.show.languages)
        add_extras(session, offer, entry.show)
        if entry.at_school:
            codes = entry.show.works_in or (f"reg-{regions[entry.house.nis]}",)
            session.add_all(OfferRegion(offer_id=offer.id, region=code) for code in codes)
        session.add_all(
            _performance(when, offer.id, venues.get((offer.centre_id, when.hall.name)) if when.hall else None)
            for when in entry.dates
        )
    session.flush()


def _production(show: Show, company_id: int | None, *, now: datetime) -> Production:
    """A show as its company entered it, before any house wrote about it."""
    return Production(
        slug=show.slug,
        company_id=company_id,
        title=show.title,
        pack_id=show.pack,
        kind=show.kind,
        discipline=show.discipline,
        short=show.short,
        description=show.description,
        before_text=show.before,
        after_text=show.after,
        content_notes=show.notes,
        age_from=show.ages[0],
        age_to=show.ages[1],
        duration_min=show.minutes,
        language=show.language,
        performance_mode=show.mode,
        is_shared=True,
        updated_at=now - PUBLISHED_SINCE - WRITTEN_BEFORE,
    )


def _poster(show: Show, production_id: int) -> ProductionPhoto:
    return ProductionPhoto(
        production_id=production_id,
        position=0,
        file=_picture_of(show),
        width=WIDTH,
        height=HEIGHT,
        alt=poster_alt(show.picture.motif),
        credit=PICTURE_CREDIT,
    )


def _offer(entry: Programmed, centre_id: int, production_id: int | None, number: int, *, now: datetime) -> Offer:
    show = entry.show
    # One by one, so that "newest first" has something to order.
    published = now - PUBLISHED_SINCE - timedelta(hours=number)
    return Offer(
        slug=entry.slug,
        centre_id=centre_id,
        production_id=production_id,
        kind=show.kind,
        discipline=show.discipline,
        mode=OfferMode.AT_SCHOOL if entry.at_school else OfferMode.ON_SITE,
        state=OfferState.PUBLISHED,
        title=show.title,
        short=show.short,
        description=show.description,
        before_text=show.before,
        after_text=show.after,
        content_notes=show.notes,
        age_from=show.ages[0],
        age_to=show.ages[1],
        duration_min=show.minutes,
        language=show.language,
        performance_mode=show.mode,
        price_cents=entry.price_cents,
        price_unit=show.unit,
        pupils_per_free_companion=_pupils_per_free_companion(show),
        max_seats_per_school=show.per_school,
        wheelchair="wheelchair" in show.access,
        low_stimulus="low-stimulus" in show.access,
        # An interpreter or a describer comes to one house, not to all of them.
        interpreter="interpreter" in show.access and entry.first_of_show,
        audio_description="audio-description" in show.access and entry.first_of_show,
        by_agreement=entry.by_agreement,
        available_from=(now + AGREED_FROM).date() if entry.by_agreement else None,
        picture=_picture_of(show),
        picture_alt=poster_alt(show.picture.motif),
        picture_credit=PICTURE_CREDIT,
        created_at=published,
        updated_at=published,
    )


def _pupils_per_free_companion(show: Show) -> int:
    if show.unit is PriceUnit.GROUP:
        return 0
    return FEW_PUPILS_PER_COMPANION if show.ages[0] <= YOUNGEST_WITH_MORE_CARE else PUPILS_PER_COMPANION


def _performance(when: Date, offer_id: int, venue_id: int | None) -> Performance:
    starts, ends = when.starts.replace(tzinfo=BRUSSELS), when.ends.replace(tzinfo=BRUSSELS)
    return Performance(
        offer_id=offer_id,
        venue_id=venue_id,
        starts_at=starts,
        ends_at=ends,
        day=when.starts.date(),
        capacity=when.places,
        closes_at=starts - CLOSES_BEFORE,
        state=PerformanceState.CANCELLED if when.cancelled else PerformanceState.PLANNED,
    )
