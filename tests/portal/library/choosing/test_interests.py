"""The pictures, and the words by which titles belong to them."""

import pytest
from lxml import etree

from portal.library.choosing.interests import INTERESTS, chosen, interests_of
from portal.library.choosing.routes import SHOW_AGES
from portal.library.shipped.titles import shipped_manuscripts
from portal.tools.draw_interests import SCENES, STATIC, cake


@pytest.mark.parametrize("interest", INTERESTS, ids=lambda one: one.slug)
def test_every_interest_has_the_picture_that_its_tool_draws(interest) -> None:  # type: ignore[no-untyped-def]
    drawn = (STATIC / "interests" / f"{interest.slug}.svg").read_text(encoding="utf-8")

    assert drawn == SCENES[interest.slug]()
    assert len(drawn) < 12_000
    assert {str(node.tag).rpartition("}")[2] for node in etree.fromstring(drawn.encode()).iter()}.isdisjoint(
        {"script", "style", "image", "a", "foreignObject"}
    )


def test_every_age_has_its_cake_with_so_many_candles() -> None:
    for years in SHOW_AGES:
        drawn = (STATIC / "cakes" / f"{years}.svg").read_text(encoding="utf-8")
        assert drawn == cake(years)
        assert drawn.count('fill="#f58a1e"') == years


@pytest.mark.parametrize(
    ("themes", "name", "summary", "belongs"),
    [
        ("dieren, list, middeleeuwen", "Reinaert", "", {"dieren", "lachen", "ridders", "vroeger"}),
        ("licht en donker, moed, thuis, zee", "Jits", "", {"dromen", "moed", "thuis", "zee"}),
        ("", "De zeehond en de vossen", "Niets over muziek.", {"dieren"}),
        ("", "Zomaar", "Een meisje vindt een schat op een eiland.", {"avontuur", "zee"}),
        ("Vriendschappen", "", "", {"vriendschap"}),
        ("kerstnacht", "", "", {"dromen", "feest"}),
        ("", "Zomaar", "", set()),
    ],
)
def test_a_title_belongs_where_its_words_say(themes: str, name: str, summary: str, belongs: set[str]) -> None:
    assert belongs <= interests_of(themes, name, summary)
    assert belongs or not interests_of(themes, name, summary)


def test_our_own_books_can_all_be_chosen_by_a_picture() -> None:
    for book in shipped_manuscripts():
        manuscript = book.manuscript
        assert interests_of(", ".join(manuscript.subjects), manuscript.name, manuscript.summary)


def test_what_is_no_interest_is_left_out() -> None:
    assert [one.slug for one in chosen(["zee", "niets", "dieren", "zee"])] == ["dieren", "zee"]
    assert len(INTERESTS) >= 16
