import csv
import re
from collections import Counter

import pytest

from content.model import PerformanceMode
from portal.accounts.models import ClassLevel
from portal.demo.fiction import load_fiction
from portal.demo.motifs import MOTIFS
from portal.demo.posters import PALETTES
from portal.places.service import shipped_municipalities

FICTION = load_fiction()
SHOWS = FICTION.shows
BY_SLUG = pytest.mark.parametrize("show", SHOWS, ids=lambda show: show.slug)


def words(text: str) -> list[str]:
    return re.findall(r"[\w'’-]+", text)


@BY_SLUG
def test_a_show_says_enough_and_not_too_much(show):
    assert len(show.title) <= 90
    assert 40 <= len(show.short) <= 140
    assert 60 <= len(words(show.description)) <= 120
    assert show.before
    assert show.after


@BY_SLUG
def test_a_show_is_for_somebody(show):
    assert show.levels
    assert 3 <= show.ages[0] < show.ages[1] <= 18
    assert 25 <= show.minutes <= 180
    assert show.mode in set(PerformanceMode)


@BY_SLUG
def test_a_show_has_a_picture_that_can_be_drawn(show):
    assert show.picture.motif in MOTIFS
    assert show.picture.palette in PALETTES


def test_no_two_shows_tell_the_same():
    assert len({show.slug for show in SHOWS}) == len({show.title for show in SHOWS}) == len(SHOWS) >= 60
    assert len({show.picture for show in SHOWS}) == len(SHOWS)
    sentences = Counter(
        sentence.strip() for show in SHOWS for sentence in re.split(r"[.?!]", show.description) if len(sentence) > 25
    )
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_companies_and_houses_that_shows_name_exist():
    companies = {company.slug for company in FICTION.companies}
    houses = {house.slug for house in FICTION.centres}

    for show in SHOWS:
        assert not show.company or show.company in companies
        assert isinstance(show.houses, int) or set(show.houses) <= houses


def test_every_house_and_school_lies_where_its_postal_code_is():
    rows = csv.DictReader(shipped_municipalities().splitlines())
    places = {row["nis"]: row["postal_codes"].split() for row in rows}

    for house in (*FICTION.centres, *FICTION.schools):
        assert house.postal_code in places[house.nis], house.slug


def test_classes_are_counts_of_a_real_size():
    for school in FICTION.schools:
        assert len({group.name for group in school.classes}) == len(school.classes)
        assert all(12 <= group.pupils <= 26 for group in school.classes)
    levels = {group.level for school in FICTION.schools for group in school.classes}
    assert levels == set(ClassLevel)


def test_dutch_is_written_the_flemish_way():
    texts = {
        show.slug: " ".join((show.title, show.short, show.description, show.before, show.after, show.notes))
        for show in SHOWS
    }
    text = " ".join(texts.values())
    in_court = texts["het-proces-van-de-wolf"]

    # Times as "10.30 uur"; "je", not "u", except before a judge; no dash that a machine would put.
    assert not re.search(r"\d:\d\d", text)
    assert not re.search(r"\b[Uu]w?\b", text.replace(in_court, ""))
    assert "—" not in text
