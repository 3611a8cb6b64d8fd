"""Words people type, on both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.offers.filter import OfferFilter
from portal.offers.models import Discipline, OfferState, OfferTranslation
from portal.offers.queries import find_offers
from portal.offers.service import reindex, reindex_all
from portal.offers.text import near_misses, parts, search_words, words
from portal.offers.where import located
from tests.portal.offers.region import NOW, add_centre, add_offer, ids
from tests.thorough import tries


def test_words_match_whatever_the_case_and_the_accents(region):
    offer = add_offer(region, title="Café Olé")

    assert ids(region, "text=CAFE") == ids(region, "text=café olé") == [offer.id]


def test_a_start_of_a_word_is_enough_but_the_middle_is_not(region):
    offer = add_offer(region, title="De vuurtoren")

    assert ids(region, "text=vuurt") == [offer.id]
    assert ids(region, "text=uurto") == []


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("De poppenkast", "poppen"),
        ("De poppenkast", "kast"),
        ("Vuurtorens", "toren"),
        ("Schoolvoorstellingen", "voorstelling"),
        ("Dierenverhalen", "verha"),
        ("Een kleutertheatervoorstelling", "theater"),
        ("De zonnebloem", "zonne bloem"),
    ],
)
def test_a_compound_is_found_by_the_words_it_is_made_of(region, title, typed):
    offer = add_offer(region, title=title, short="", description="", discipline=Discipline.DANCE)

    assert ids(region, f"text={typed}") == [offer.id]


@pytest.mark.parametrize("word", ["minister", "voorbeeld", "verhuis", "totaal", "onweer", "theater", "kast"])
def test_a_word_that_is_no_compound_has_no_parts(word):
    assert parts(word) == ()


def test_a_whole_word_comes_before_a_part_of_one(region):
    part = add_offer(region, title="Vuurtoren")
    whole = add_offer(region, title="Toren")

    assert ids(region, "text=toren") == [whole.id, part.id]


def test_a_title_in_another_language_is_found_too(region):
    offer = add_offer(region, title="De vuurtoren")
    region.add(OfferTranslation(offer_id=offer.id, language="fr", title="Le phare veille", short="À cœur ouvert"))
    reindex(region, offer)

    assert ids(region, "text=phare") == [offer.id]
    assert ids(region, "text=coeur") == [offer.id]


@pytest.mark.parametrize(
    ("title", "typed"),
    [("Heks", "heksen"), ("Heksen", "heks"), ("Verhalen", "verhaal"), ("De vuurtoren", "vuurtorens")],
)
def test_singular_and_plural_are_one_word(region, title, typed):
    offer = add_offer(region, title=title)

    assert ids(region, f"text={typed}") == [offer.id]


@pytest.mark.parametrize("typed", ["vuurtorn", "vuurtooren", "vuurtoern", "vuurtiren", "uvurtoren", "vuurtorem"])
def test_one_typing_error_is_forgiven(region, typed):
    offer = add_offer(region, title="De vuurtoren")
    add_offer(region, title="De walvis")

    assert ids(region, f"text={typed}") == [offer.id]


def test_a_draft_does_not_take_a_typing_error_for_a_word(region):
    offer = add_offer(region, title="De vuurtoren")
    add_offer(region, title="Vuurtorem", state=OfferState.DRAFT)

    assert ids(region, "text=vuurtorem") == [offer.id]


def test_every_word_has_to_be_there_but_small_words_do_not_count(region):
    both = add_offer(region, title="De vuurtoren en de walvis")
    add_offer(region, title="De vuurtoren")

    assert ids(region, "text=walvis in de vuurtoren") == [both.id]


def test_a_word_in_the_title_comes_before_one_in_the_description(region):
    told = add_offer(region, title="Zeewind", description="Over een walvis.")
    named = add_offer(region, title="Walvis")

    assert ids(region, "text=walvis") == [named.id, told.id]
    assert ids(region, "text=walvis&sort=date") == [told.id, named.id]


def test_company_house_town_and_the_words_teachers_use_are_found(region):
    offer = add_offer(
        region, add_centre(region, name="De Lantaarn"), company="Kartonnen Maan", discipline=Discipline.PUPPETRY
    )

    for typed in ("kartonnen maan", "lantaarn", "turnhout", "poppenkast"):
        assert ids(region, f"text={typed}") == [offer.id]


def test_a_changed_title_is_found_by_its_new_words_only(region):
    offer = add_offer(region, title="Walvis")
    offer.title = "Zeehond"
    reindex(region, offer)

    assert ids(region, "text=zeehond") == [offer.id]
    assert ids(region, "text=walvis") == []


def test_indexing_everything_again_changes_nothing(region):
    offer = add_offer(region, title="Walvis")

    assert reindex_all(region) == 1
    assert ids(region, "text=walvis") == [offer.id]


def test_small_words_alone_find_everything(region):
    offer = add_offer(region)

    assert ids(region, "text=de van het") == [offer.id]


@pytest.mark.parametrize(
    "typed",
    [
        "%",
        "_",
        "'",
        '"; --',
        "\\",
        "\0",
        "a\0b",
        "🎭",
        "ﬁlm",
        "\u202eabc",
        "heks" * 2_500,
        "de " * 3_000,
        "  ",
        "1 2 3",
    ],
)
def test_odd_words_are_no_error(region, typed):
    offer = add_offer(region, title="1 heks, 2 heksen, 3 films")

    wanted, bad = OfferFilter.from_query(MultiDict({"text": typed}))

    assert bad == ()
    assert find_offers(region, wanted, NOW).ids in ((), (offer.id,))


@given(st.text(max_size=60) | st.text("%_'\"\\*?()[]:-+~ héksé", max_size=30))
@settings(max_examples=tries(15, 200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_question_and_never_an_error(region, typed):
    wanted, _ = OfferFilter.from_query(MultiDict({"text": typed, "place": typed}))

    found = find_offers(region, located(region, wanted, None)[0], NOW)

    assert found.total == len(found.ids)


@given(st.text())
def test_words_are_folded_to_what_the_column_holds(text):
    for word in words(text):
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()
        assert 0 < len(word) <= 40
    assert len(search_words(text)) <= 12


def test_near_misses_hold_every_single_typing_error():
    patterns = near_misses("heks")

    assert {"hek_", "_heks", "heks_", "eks", "hesk"} <= set(patterns)
