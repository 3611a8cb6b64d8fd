"""The history in Dutch, by value: what pages, imports and companies wrote."""

from datetime import UTC, datetime
from typing import Any

from portal.offers.history import Change, ChangeKind, Via
from portal.offers.publish.facts import OfferFacts, with_json
from portal.offers.publish.story import told

MOMENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def lines(details: dict[str, Any], kind: ChangeKind = ChangeKind.CHANGED) -> dict[str, tuple[str, str]]:
    entry = told(Change(1, MOMENT, "Eva", kind, "", details))
    return {line.label: (line.before, line.after) for line in entry.lines}


def test_every_kind_of_field_is_told_in_words() -> None:
    assert lines(
        {
            "kind": ["performance", "workshop"],
            "price_cents": [None, 0],
            "duration_min": [60, 75],
            "levels": [["lager-1", "lager-2"], []],
            "languages": [[], ["fr", "nl"]],
            "tariffs": [[], [["UiTPAS", 150]]],
            "questions": [[["Is er een map?", "Ja."]], [[0, "Is er een map?", "Nee."]]],
            "translations": [[], [["fr", "Le phare", "", ""]]],
            "available_from": [None, "2027-01-04"],
            "state": ["draft", "published"],
            "open_fields": [["price_cents"], []],
        }
    ) == {
        "soort": ("voorstelling", "workshop"),
        "prijs": ("", "gratis"),
        "duur": ("60\u00a0min", "1\u00a0u\u00a015"),
        "niveaus": ("1e en 2e graad lager", ""),
        "talen": ("", "Frans, Nederlands"),
        "andere tarieven": ("", "UiTPAS: € 1,50"),
        "vragen en antwoorden": ("Is er een map? Ja.", "Is er een map? Nee."),
        "vertalingen": ("", "Frans: Le phare"),
        "beschikbaar vanaf": ("", "ma 4 januari 2027"),
        "toestand": ("ontwerp", "gepubliceerd"),
    }


def test_an_import_tells_how_it_came_and_its_dates_as_it_wrote_them() -> None:
    entry = told(Change(1, MOMENT, "", ChangeKind.CHANGED, Via.IMPORT, {"dates_added": ["14-01-2027 10.30 uur"]}))

    assert (entry.who, entry.way) == ("Een import", "door een bestand in te lezen")
    assert entry.lines[0].items == ("14-01-2027 10.30 uur",)


def test_what_an_import_wrote_down_can_be_read_back_for_a_form() -> None:
    facts = with_json(
        OfferFacts(title="x"), {"questions": [[0, "Vraag?", "Ja."]], "dates_added": [], "price_cents": None}
    )

    assert (facts.questions, facts.price_cents) == ((("Vraag?", "Ja."),), 0)
