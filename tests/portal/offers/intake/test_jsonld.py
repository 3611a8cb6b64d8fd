"""UiTdatabank JSON-LD in every variant that we met, good, sloppy and hostile."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.accounts.models import ClassLevel
from portal.clock import local
from portal.offers.intake.own import READERS
from portal.offers.intake.records import HouseRecord, Record, Refused, Withdrawal, digest
from portal.offers.models import Discipline, OfferKind, OfferMode, OfferState, PriceUnit
from tests.portal.offers.intake.sources import HOUSE, a_date, an_event, codes, read, read_one, read_text


def test_a_complete_record_needs_no_correction() -> None:
    found = read_one()

    assert isinstance(found, Record)
    assert found.notes == ()
    assert (found.title, found.price_cents) == ("De vuurtoren die niet wou slapen", 750)
    assert (found.age_from, found.age_to) == (8, 12)
    assert found.levels == (ClassLevel.LAGER_2,)
    assert found.slots[0].starts_at == datetime(2027, 1, 14, 9, 30, tzinfo=UTC)
    assert (found.slots[0].capacity, found.slots[0].left) == (120, 120)
    assert found.houses[0].postal_code == "2300"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(an_event()),
        json.dumps([an_event()], indent=2),
        json.dumps({"@type": "PagedCollection", "totalItems": 1, "member": [an_event()], "facet": {}}),
        json.dumps({"hydra:member": [an_event()]}),
        "\ufeff" + json.dumps(an_event()) + "\n\n",
    ],
)
def test_one_document_a_list_and_a_page_say_the_same(text: str) -> None:
    (found,) = read_text(text)

    assert digest(found) == digest(read_one())


def test_one_record_a_line_is_read_and_a_torn_line_costs_only_itself() -> None:
    lines = [json.dumps(an_event(number)) for number in range(4)]
    lines[1] = lines[1][:200]

    found = read_text("\n".join(lines))

    assert [type(one) for one in found] == [Record, Refused, Record, Record]
    assert [one.row for one in found] == [1, 2, 3, 4]


def test_a_broken_element_of_a_list_costs_only_itself() -> None:
    good = json.dumps(an_event())

    found = read_text(f'[{good}, {{"name": "x" "y": 1}}, rommel, {good}]')

    assert [type(one) for one in found] == [Record, Refused, Refused, Record]


@pytest.mark.parametrize(
    "text",
    [
        '{"a":' * 5_000,
        "[" * 5_000,
        '{"name": "' + "y" * 3_000_000 + '"}',
        '{"name": NaN}',
        "}]}]",
        '{"member": [',
        f'{{"name": {"9" * 6_000}}}',
    ],
)
def test_hostile_json_is_refused_and_never_raises(text: str) -> None:
    assert all(isinstance(one, Refused) for one in read_text(text))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([*sorted(an_event()), "faqs", "foyer", "mediaObject", "organizer", "openingHours"]), JSON)
def test_any_value_in_any_field_gives_a_record_or_a_reason(field: str, value: object) -> None:
    (found,) = read(an_event() | {field: value})

    assert isinstance(found, Record | Refused | Withdrawal | HouseRecord)


def test_names_and_prices_may_be_strings_or_objects_of_languages() -> None:
    found = read_one(
        name="De vuurtoren",
        priceInfo=[{"category": "base", "name": {"nl": "Basis"}, "price": "12,50", "groupPrice": True}],
    )

    assert (found.title, found.price_cents, found.price_unit) == ("De vuurtoren", 1250, PriceUnit.GROUP)


def test_an_address_in_any_language_will_do_field_by_field() -> None:
    place = HOUSE | {"address": {"nl": {}, "es": {"postalCode": "2300", "addressLocality": "Turnhout"}}}

    house = read_one(location=place, mainLanguage="es").houses[0]

    assert (house.postal_code, house.town) == ("2300", "Turnhout")


def test_html_becomes_paragraphs_of_text_without_scripts() -> None:
    text = "<p>Een\nverhaal &amp; meer<br>over <b>licht</b></p><script>alert(1)</script><ul><li>Eén</li></ul>"

    found = read_one(description={"nl": text})

    assert found.description == "Een verhaal & meer\nover licht\n\n– Eén"
    assert codes(found) == ["unsafe_html"]


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>Hoi", "<svg/onload=alert(1)>Hoi", "<iframe></iframe>Hoi"]
)
def test_nothing_of_hostile_html_is_left(text: str) -> None:
    found = read_one(description={"nl": text})

    assert found.description == "Hoi"
    assert codes(found) == ["unsafe_html"]


def test_control_and_half_characters_do_not_reach_the_database() -> None:
    found = read_one(name={"nl": "De\x00 vuur\u202etoren \ud800\n die"})

    assert found.title == "De vuur toren \ufffd die"
    found.title.encode()


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({"subEvent": [a_date(end=None)]}, "no_end"),
        ({"subEvent": [a_date(end="2027-01-14T09:30:00+01:00")]}, "end_before_start"),
        ({"subEvent": [a_date("2027-01-14T10:30:00", "2027-01-14T11:30:00")]}, "no_zone"),
        ({"subEvent": [a_date(), a_date("500 BC", "500 BC")]}, "bad_date"),
        ({"terms": [{"id": ".0.55.0.0.0"}]}, "term_typo"),
        ({"typicalAgeRange": "4/10"}, "bad_ages"),
        ({"location": None}, "no_location"),
        ({"availableFrom": "2017-04-25T00:00:00"}, "bad_available"),
        ({"subEvent": [a_date(bookingAvailability={"capacity": 10, "remainingCapacity": 90})]}, "left_over_capacity"),
        ({"subEvent": [a_date(bookingAvailability={"capacity": -3})]}, "bad_capacity"),
        ({"name": "x" * 120}, "title_cut"),
    ],
)
def test_what_can_be_mended_is_mended_and_told(event: dict[str, object], code: str) -> None:
    found = read_one(**event)

    assert isinstance(found, Record)
    assert code in codes(found)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({"name": None}, "no_title"),
        ({"calendarType": "foobar"}, "bad_calendar"),
        ({"subEvent": None}, "no_dates"),
        ({"subEvent": [a_date("500 BC")]}, "no_dates"),
        ({"priceInfo": [{"category": "tariff", "price": 1}]}, "no_base_price"),
        (
            {
                "priceInfo": [
                    {"category": "base", "price": 9},
                    {"category": "tariff", "name": "Reductie", "price": 1},
                    {"category": "tariff", "name": {"nl": "reductie"}, "price": 2},
                ]
            },
            "double_tariff",
        ),
        ({"priceInfo": [{"category": "base", "price": -1}]}, "bad_price"),
        ({"priceInfo": [{"category": "base", "price": 1, "priceCurrency": "USD"}]}, "bad_currency"),
    ],
)
def test_what_cannot_be_mended_is_refused_with_its_place(event: dict[str, object], code: str) -> None:
    found = read_one(**event)

    assert isinstance(found, Refused)
    assert [note.code for note in found.notes] == [code]
    assert found.notes[0].field
    assert found.notes[0].text.endswith(".")


def test_remaining_places_win_and_each_date_has_its_own_state() -> None:
    dates = [
        a_date(
            "2027-01-14T10:30:00+01:00", None, bookingAvailability={"type": "Unavailable", "remainingCapacity": 8}
        ),
        a_date("2027-01-15T10:30:00+01:00", None, bookingAvailability={"type": "Unavailable"}),
        a_date("2027-01-16T10:30:00+01:00", None, status={"type": "Unavailable"}),
    ]

    first, second, third = read_one(subEvent=dates).slots

    assert (first.left, first.is_full) == (8, False)
    assert second.is_full
    assert [one.is_cancelled for one in (first, second, third)] == [False, False, True]


def test_a_midnight_in_utc_is_a_day_in_brussels() -> None:
    (slot,) = read_one(subEvent=[a_date("2021-01-21T23:00:00+00:00", "2021-01-22T22:59:59+00:00")]).slots

    assert local(slot.starts_at).date() == date(2021, 1, 22)


def test_the_moment_counts_and_not_how_its_offset_is_written() -> None:
    utc = read_one(subEvent=[a_date("2027-01-14T09:30:00Z", "2027-01-14T10:30:00Z")])
    here = read_one(subEvent=[a_date()])

    assert digest(utc) == digest(here)


def test_opening_hours_become_slots_and_a_closed_day_beats_an_adjusted_one() -> None:
    closed = {"startDate": "2027-02-03", "endDate": "2027-02-03"}
    found = read_one(
        calendarType="periodic",
        subEvent=None,
        startDate="2027-02-01T00:00:00+01:00",
        endDate="2027-02-05T23:59:59+01:00",
        openingHours=[
            {"dayOfWeek": ["monday", "wednesday", "friday"], "opens": "09:00", "closes": "12:00"},
            {"dayOfWeek": ["feestdag"], "opens": "09:00", "closes": "12:00"},
        ],
        openingHoursClosedDays=[closed],
        openingHoursAdjustedDays=[
            closed | {"openingHours": [{"dayOfWeek": ["wednesday"], "opens": "10:00", "closes": "11:00"}]}
        ],
    )

    assert [local(slot.starts_at).day for slot in found.slots] == [1, 5]
    assert codes(found) == ["bad_hours"]


@pytest.mark.parametrize(
    ("event", "mode"),
    [
        ({"attendanceMode": "online"}, OfferMode.STREAMED),
        (
            {"location": {"@id": "https://bron.example/place/00000000-0000-0000-0000-000000000000"}},
            OfferMode.STREAMED,
        ),
        ({"labels": ["cultuurkuur_op_verplaatsing"]}, OfferMode.AT_SCHOOL),
        ({"location": {"name": "Locatie in overleg met de school"}}, OfferMode.AT_SCHOOL),
        ({}, OfferMode.ON_SITE),
    ],
)
def test_where_it_happens_is_told_in_several_ways(event: dict[str, object], mode: OfferMode) -> None:
    assert read_one(**event).mode is mode


def test_a_permanent_school_offer_is_by_agreement() -> None:
    assert read_one(calendarType="permanent", subEvent=None).slots == ()


def test_a_narrower_level_beats_its_parents() -> None:
    labels = ["Gewoon-basisonderwijs", "Gewoon-kleuteronderwijs", "Kleuter-3-4-jaar", "eerste-graad-B-stroom"]

    found = read_one(labels=[f"cultuurkuur_{label}" for label in labels])

    assert found.levels == (ClassLevel.KLEUTER, ClassLevel.SECUNDAIR_1)


def test_births_tell_ages() -> None:
    found = read_one(typicalAgeRange="-", birthdateRange={"from": "2017-01-01", "to": "2018-12-31"})

    assert (found.age_from, found.age_to) == (8, 10)


def test_the_old_calendar_is_read_too() -> None:
    found = read_one(
        calendarType=None,
        subEvent=None,
        terms=None,
        type={"id": "0.50.4.0.0"},
        calendar={"timeSpans": [{"start": "2027-05-05T18:00:00.000Z", "end": "2027-05-05T21:00:00.000Z"}]},
    )

    assert (found.kind, found.discipline, len(found.slots)) == (OfferKind.PERFORMANCE, Discipline.MUSIC, 1)


@pytest.mark.parametrize("status", ["DELETED", "REJECTED"])
def test_what_the_source_took_back_is_a_withdrawal(status: str) -> None:
    assert isinstance(read_one(workflowStatus=status, subEvent=None), Withdrawal)


def test_drafts_stay_drafts_and_members_see_their_own() -> None:
    assert read_one(workflowStatus="DRAFT").state is OfferState.DRAFT
    assert read_one(audience={"audienceType": "members"}).state is OfferState.DRAFT


def test_places_and_organizers_are_houses_with_their_doubles() -> None:
    (place,) = read(HOUSE | {"duplicateOf": "https://bron.example/place/huis-2", "calendarType": "permanent"})

    assert isinstance(place, HouseRecord)
    assert place.house.aliases == ("huis-2",)


def test_a_record_is_known_by_its_last_part_whatever_the_address() -> None:
    assert read_one(**{"@id": "https://elders.example/events/AANBOD-1"}).external_id == read_one().external_id


def test_a_record_without_an_id_is_known_by_title_place_and_first_date() -> None:
    first, again = (read_one(**{"@id": None, "priceInfo": price}) for price in (None, an_event()["priceInfo"]))
    other = read_one(**{"@id": None, "name": "Iets anders"})

    assert first.external_id == again.external_id != other.external_id


@pytest.mark.parametrize("value", [{"label": "x", "name": {"nl": "Kleuter"}}, 7, "tekst", None, {"region": {}}])
def test_what_is_no_record_is_said_to_be_none(value: object) -> None:
    (found,) = read(value)

    assert [note.code for note in found.notes] == ["not_a_record"]


def test_working_regions_are_labels_of_municipalities_and_provinces() -> None:
    labels = [
        "op_verplaatsing",
        "werkingsregio_provincie_nis-10000",
        "werkingsregio_nis-10000",
        "werkingsregio_nis-44021",
    ]

    found = read_one(
        labels=[f"cultuurkuur_{label}" for label in labels], hiddenLabels=["cultuurkuur_werkingsregio_nis-X"]
    )

    assert (found.mode, found.regions) == (OfferMode.AT_SCHOOL, ("prv-antwerpen", "nis-44021"))


def test_other_prices_have_a_name_and_say_when_they_count_otherwise() -> None:
    base = {"category": "base", "price": 7.5, "priceCurrency": "EUR"}
    found = read_one(
        priceInfo=[
            base,
            {"category": "tariff", "name": {"nl": "Leerkracht"}, "price": 0},
            {"category": "uitpas", "name": "Kansentarief", "price": "1,50"},
            {"category": "tariff", "name": "Hele klas", "price": 100, "groupPrice": True},
        ]
    )

    assert found.price_cents == 750
    assert found.tariffs == (("Leerkracht", 0), ("Kansentarief", 150), ("Hele klas (per groep)", 10_000))


def test_texts_in_other_languages_are_kept_and_say_nothing_of_the_show_itself() -> None:
    found = read_one(
        name={"nl": "De lamp", "fr": "La lampe", "de": ""},
        description={"nl": "Licht.", "fr": "<p>Une histoire</p><script>x</script>", "en": "A story"},
    )

    assert [(one.language, one.title, one.description) for one in found.translations] == [
        ("en", "De lamp", "A story"),
        ("fr", "La lampe", "Une histoire"),
    ]
    assert found.languages == ()
    assert read_one(mainLanguage="fr", name={"fr": "La lampe"}).languages == ("fr",)


@pytest.mark.parametrize(
    "faq",
    [
        {"id": "x", "nl": {"question": "Is er les<b>materiaal?", "answer": "<p>Ja.</p>"}},
        {"question": {"nl": "Is er les<b>materiaal?"}, "answer": {"nl": "Ja."}},
        {"question": "Is er les<b>materiaal?", "answer": "Ja."},
    ],
)
def test_questions_come_in_several_shapes(faq: object) -> None:
    assert read_one(faqs=[faq, {"nl": {"question": "Zonder antwoord?"}}, 7]).questions == (
        ("Is er les<b>materiaal?", "Ja."),
    )


def test_a_period_without_hours_is_by_agreement_within_its_bounds() -> None:
    found = read_one(
        calendarType="periodic",
        subEvent=None,
        startDate="2027-02-01T00:00:00+01:00",
        endDate="2027-06-30T23:59:59+02:00",
    )

    assert (found.by_agreement, found.slots) == (True, ())
    assert (found.available_from, found.available_to) == (date(2027, 2, 1), date(2027, 6, 30))
    assert read_one(calendarType="permanent", subEvent=None).by_agreement
    assert not read_one().by_agreement


def test_access_is_told_by_facilities_of_the_show_or_its_place() -> None:
    found = read_one(
        terms=[{"id": "0.55.0.0.0"}, {"id": "3.33.0.0.0", "domain": "facility"}],
        location=HOUSE | {"terms": [{"id": "3.27.0.0.0"}]},
    )

    assert (found.wheelchair, found.interpreter, found.low_stimulus) == (True, True, False)


def test_a_picture_of_elsewhere_is_named_and_never_fetched() -> None:
    media = {"contentUrl": "https://bron.example/a.png", "description": "Een lamp", "copyrightHolder": "An Peeters"}

    (note,) = read_one(mediaObject=[media]).notes

    assert (note.code, note.is_correction) == ("picture_not_taken", False)
    assert '"Een lamp" (beeld: An Peeters)' in note.text


@pytest.mark.parametrize(
    "told", [7, [], {"levels": 3, "kind": ["x"], "duration_min": -1, "regions": [{}], "short": 2}]
)
def test_what_only_we_know_is_not_trusted_either(told: object) -> None:
    found = read_one(foyer=told)

    assert isinstance(found, Record)
    assert digest(found) == digest(read_one())


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(READERS)), JSON)
def test_any_value_among_what_only_we_know_gives_a_record(name: str, value: object) -> None:
    # Infinity is no JSON.
    assert isinstance(read_one(foyer={name: value}), Record | Refused)
