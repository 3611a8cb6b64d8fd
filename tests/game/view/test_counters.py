"""Answers with their counters: whatever the core pack asks, it can be read on its card."""

import os

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"

from collections.abc import Iterator

import pygame
import pytest

from content.load import LoadedPack, load_pack
from content.model import ChoicesScene, Dilemma, Item, Option
from game.saved import Wishes
from game.view.boards.board import View
from game.view.boards.counters import counted_option
from game.view.layout import AREA_RIGHT, AREA_X
from game.view.motion import Motion
from game.view.screen import Screen
from game.view.slots.choices import vote_cells
from game.view.targets import Look


@pytest.fixture
def screen() -> Iterator[Screen]:
    pygame.display.init()
    pygame.font.init()
    yield Screen(pygame.display.set_mode((960, 540)))
    pygame.display.quit()


def counted(loaded: LoadedPack) -> list[Item | Dilemma]:
    """All that cards are counted for: what is asked before and after, and the dilemmas."""
    pack = loaded.pack
    before = [item for item in pack.items if item.phase.value == "probe"]
    after = [item for item in pack.items if item.id in {one.twin for one in before}]
    dilemmas = [one for scene in pack.scenes if isinstance(scene, ChoicesScene) for one in scene.dilemmas]
    return [*before, *after, *dilemmas]


def test_every_answer_that_is_counted_stands_on_its_card(screen: Screen) -> None:
    loaded = load_pack("theatercode")
    view = View(Motion(), Wishes(), loaded, Look())

    for one in counted(loaded):
        for place, cell in enumerate(vote_cells(one.options)):
            counted_option(screen.canvas(), view, place, cell, one.options, 0, 0)

    assert screen.type.unfit == []


def options(*texts: str) -> list[Option]:
    return [Option(text=text, verdict="wrong", because="Daarom.") for text in texts]


@pytest.mark.parametrize("last", ["Samen kijken", "Toestemming vragen"])
def test_three_answers_lie_as_three(last: str) -> None:
    cells = vote_cells(options("Meeklappen", "Wachten", last))

    middle = (AREA_X + AREA_RIGHT) / 2
    assert len(cells) == 3
    assert (min(cell.x for cell in cells) + max(cell.right for cell in cells)) / 2 == middle
    assert cells[2].x != cells[0].x, "the last one does not lie alone under the first"
