"""A because-card shows what it is about: who can't read yet has nothing from words alone."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from content.load import complete, load_pack
from content.model import Image, Level
from game.rules import run as rules
from game.rules.activity import Advance, Card
from game.rules.chance import Stream
from game.rules.run import EnterScene, Run, Stage
from game.view.boards.about import about
from game.view.boards.because import answered
from game.view.pictures import catalogue
from tests.game.packs import a_setup

LOADED = complete(load_pack("theatercode"))
MOST_STEPS = 400


def cards(level: Level, scene: str) -> Iterator[tuple[Run, Card]]:
    """Every card of a class that errs now and then."""
    run = rules.start(LOADED.pack, a_setup(level=level))
    run, _ = rules.apply(run, EnterScene(scene))
    chance = Stream(3).fork(scene)
    for _ in range(MOST_STEPS):
        if run.stage in (Stage.HOUSE, Stage.FINALE):
            return
        if run.card is not None:
            yield run, run.card
        drawn, chance = chance.below(100)
        choice = (rules.slips(run) if drawn < 35 else ()) or rules.moves(run) or (Advance(30),)
        run, _ = rules.apply(run, choice[drawn % len(choice)])


@pytest.mark.parametrize("scene", [scene.id for scene in LOADED.pack.scenes])
def test_at_the_first_level_every_card_shows_what_it_is_about(scene: str) -> None:
    found = [(card, answered(run, card) or about(run, card)) for run, card in cards(Level.L1, scene)]

    assert found
    assert [card.text for card, seen in found if seen is None] == []
    assert {seen for _, seen in found if isinstance(seen, str)} <= catalogue().keys()


def test_the_picture_of_the_word_waits_until_the_word_was_found() -> None:
    found = [(run, card) for run, card in cards(Level.L3, "wat-doe-jij") if answered(run, card) is None]
    run, card = next((run, card) for run, card in found if run.stage is Stage.RECALL and card.verdict == "right")

    assert isinstance(about(run, card), Image)
    assert about(run, replace(card, verdict="wrong")) is None
