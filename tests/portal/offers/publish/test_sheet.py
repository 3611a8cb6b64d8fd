"""The form of an offer, by value."""

from dataclasses import replace
from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from portal.offers.models import Discipline, OfferMode, PriceUnit
from portal.offers.publish.facts import OfferFacts, as_json, with_json
from portal.offers.publish.sheet import Towns, merged, read_euro, read_sheet, sheet_of

TOWNS = Towns.of([("13040", "Turnhout"), ("13008", "Geel")])
REGIONS = ("prv-antwerpen", "reg-kempen")
WHOLE = OfferFacts(
    title="De vuurtoren",
    short="Jits houdt het licht brandend.",
    description="Een verhaal\n\nover licht.",
    discipline=Discipline.PUPPETRY,
    mode=OfferMode.AT_SCHOOL,
    levels=("lager-2", "lager-3"),
    age_from=8,
    age_to=12,
    duration_min=60,
    languages=("fr", "nl"),
    price_cents=750,
    price_unit=PriceUnit.GROUP,
    tariffs=(("UiTPAS met kansentarief", 150), ("De tweede groep", 500)),
    max_seats_per_school=60,
    wheelchair=True,
    interpreter=True,
    regions=("nis-13040", "prv-antwerpen", "reg-kempen"),
    by_agreement=True,
    available_from=date(2027, 1, 4),
    available_to=date(2027, 6, 30),
    questions=(("Is er lesmateriaal?", "Ja, een map."),),
    translations=(("en", "The lighthouse", "", ""), ("fr", "Le phare", "La lumière reste.", "Une histoire.")),
)


def sent(facts: OfferFacts = WHOLE, **typed: object) -> MultiDict[str, str]:
    """What a browser sends of the form of these facts, with some fields typed otherwise."""
    sheet = sheet_of(facts, TOWNS)
    form = MultiDict(sheet.typed)
    for name, values in sheet.marked.items():
        form.setlist(name, sorted(values))
    for number, (name, price) in enumerate(sheet.rows["tariffs"]):
        form[f"tariff_name-{number}"], form[f"tariff_price-{number}"] = name, price
    for number, (question, answer) in enumerate(sheet.rows["questions"]):
        form[f"question-{number}"], form[f"answer-{number}"] = question, answer
    for name, value in typed.items():
        form.setlist(name.replace("__", "-"), value if isinstance(value, list) else [str(value)])
    return form


def test_a_form_that_is_sent_back_unchanged_says_the_same() -> None:
    assert read_sheet(sent(), TOWNS, REGIONS).facts == WHOLE


def test_a_title_alone_is_a_draft_that_knows_what_it_left_open() -> None:
    sheet = read_sheet(MultiDict({"title": "  De   vuurtoren "}), TOWNS, REGIONS)

    assert sheet.errors == {}
    assert sheet.facts is not None
    assert sheet.facts.title == "De vuurtoren"
    assert sheet.facts.open_fields == ("age_from", "discipline", "duration_min", "price_cents")


def test_ages_follow_from_the_levels_when_nobody_typed_them() -> None:
    form = sent(age_from="", age_to="", levels=["lager-2", "lager-3"])

    facts = read_sheet(form, TOWNS, REGIONS).facts

    assert facts is not None
    assert (facts.age_from, facts.age_to, facts.open_fields) == (8, 11, ())


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("7,50", 750),
        ("€ 8", 800),
        ("7.5", 750),
        ("0", 0),
        ("gratis", 0),
        ("12,-", 1200),
        ("-3", None),
        ("veel", None),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, cents: int | None) -> None:
    assert read_euro(typed) == cents


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", ""),
        ("title", "x" * 91),
        ("short", "x" * 201),
        ("description", "x" * 6001),
        ("price", "zeven"),
        ("duration_min", "een uur"),
        ("duration_min", "900"),
        ("age_to", "3"),
        ("companion", "-1"),
        ("school_max", "0"),
        ("towns", "Turnhout, Nergensdorp"),
        ("available_from", "31/31/2027"),
        ("available_to", "2026-01-01"),
        ("kind", "feest"),
        ("tariff_price__1", "niets"),
        ("tariff_name__1", "UiTPAS met kansentarief"),
        ("tariff_name__0", ""),
        ("answer__0", ""),
        ("question__0", ""),
        ("fr_title", ""),
    ],
)
def test_what_can_not_be_read_is_said_at_its_field_and_stays_typed(field: str, typed: str) -> None:
    sheet = read_sheet(sent(**{field: typed}), TOWNS, REGIONS)

    assert list(sheet.errors) == [field.replace("__", "-")]
    assert sheet.facts is None
    assert sheet.typed["before_text"] == WHOLE.before_text
    if field in sheet.typed:
        assert sheet.typed[field] == typed


def test_every_fact_survives_the_history() -> None:
    assert with_json(OfferFacts(title=""), as_json(WHOLE)) == WHOLE


def test_two_people_keep_what_each_of_them_wrote() -> None:
    base = sheet_of(WHOLE, TOWNS)
    theirs = sheet_of(replace(WHOLE, price_cents=800, short="Het licht blijft aan.", wheelchair=False), TOWNS)
    mine = read_sheet(sent(short="Jits waakt.", duration_min="55"), TOWNS, REGIONS)

    found = merged(mine, base, theirs)

    assert (found.sheet.typed["short"], found.sheet.typed["duration_min"]) == ("Jits waakt.", "55")
    assert (found.sheet.typed["price"], found.sheet.marked["access"]) == ("8", {"interpreter"})
    assert set(found.taken_over) == {"price", "access"}
    assert found.disputed == {"short": "Het licht blijft aan."}
