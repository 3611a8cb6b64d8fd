"""Scenes 5 and 6 on a real board: every trouble, every helper, every step and every clash fits and is drawn."""

from dataclasses import replace
from typing import Any

import pygame
import pytest

from content.load import LoadedPack, complete, load_pack
from game.rules import run as rules
from game.rules.making import MakingPhase, MakingState
from game.rules.people import PeoplePhase, PeopleState
from game.rules.run import Run
from game.rules.together import TEAMS
from game.view.boards.making import MakingBoard
from game.view.boards.people import PeopleBoard
from tests.game.flows.conftest import Klas
from tests.game.flows.playing import assert_drawn, entered

LEVELS = ("L1", "L2", "L3", "L4")


@pytest.fixture(scope="module")
def vuurtoren() -> LoadedPack:
    return complete(load_pack("vuurtoren"))


def opened(klas: Klas, pack: LoadedPack, scene: str, **wishes: Any) -> Run:
    entered(klas, pack, scene, **wishes)
    return klas.run


def paint(klas: Klas, board: Any, run: Run) -> None:
    """One picture of a state, in the place where the class would see it."""
    board.paint(klas.app.desk.screen.canvas(), run, replace(klas.activity.view(), slots=_slots(klas, run)))


def _slots(klas: Klas, run: Run) -> Any:
    klas.lesson.session.run = run
    return klas.activity.slots()


@pytest.mark.parametrize(("level", "mode"), [("L1", "turns"), ("L2", "multi"), ("L3", "keys"), ("L4", "multi")])
def test_every_trouble_and_every_helper_can_be_seen_and_read(
    klas: Klas, theatercode: LoadedPack, level: str, mode: str
) -> None:
    run = opened(klas, theatercode, "wie-roep-je", level=level, touch=mode, pupils=22)
    state: PeopleState = run.play
    board = PeopleBoard()

    for trouble in state.scene.troubles:
        if level not in trouble.levels:
            continue
        play = replace(state, trouble=trouble, number=6, hint=2)
        for phase in (PeoplePhase.TROUBLE, PeoplePhase.TALK, PeoplePhase.ANSWER, PeoplePhase.CHOOSE):
            paint(klas, board, replace(run, play=replace(play, phase=phase)))
        picks = (0, 1, 2, 0)
        paint(klas, board, replace(run, play=replace(play, phase=PeoplePhase.REASONS, picks=picks)))
        for person in range(len(trouble.helpers)):
            paint(klas, board, replace(run, play=replace(play, phase=PeoplePhase.ACT, chosen=person)))

    assert_drawn(klas)


@pytest.mark.parametrize(("level", "pack"), [*((level, "theatercode") for level in LEVELS), ("L3", "vuurtoren")])
def test_every_step_and_every_clash_can_be_seen_and_read(
    klas: Klas, request: pytest.FixtureRequest, level: str, pack: str
) -> None:
    run = opened(klas, request.getfixturevalue(pack), "van-idee-tot-applaus", level=level, touch="latch")
    state: MakingState = run.play
    board = MakingBoard()

    for road in state.scene.roads:
        if level not in road.levels:
            continue
        cards = road.steps
        count = len(cards)
        play = replace(state, roads=(road,), cards=cards, stops=tuple(range(count)), looked=frozenset(TEAMS), hint=1)
        for team in (None, *TEAMS):
            paint(klas, board, replace(run, play=replace(play, phase=MakingPhase.CARDS, open=team)))
        paint(klas, board, replace(run, play=replace(play, phase=MakingPhase.PLACE, shown=True)))
        empty = replace(play, phase=MakingPhase.PLACE, stops=(None,) * count, hand=0)
        paint(klas, board, replace(run, play=empty))
        for stop in range(count):
            film = replace(play, phase=MakingPhase.FILM, at=stop, locked=stop)
            paint(klas, board, replace(run, play=film))
            first = (stop, *(card for card in range(count) if card != stop))
            paint(klas, board, replace(run, play=replace(film, phase=MakingPhase.CLASH, at=0, stops=first)))

    assert_drawn(klas)


def test_a_class_with_four_fingers_calls_a_helper(klas: Klas, theatercode: LoadedPack) -> None:
    opened(klas, theatercode, "wie-roep-je", level="L2", touch="multi")

    klas.play_on(klas.tap, lambda: klas.run.stage is not rules.Stage.PLAY)

    assert klas.run.results[-1].done


@pytest.mark.parametrize("mode", ["latch", "turns"])
def test_a_class_lays_its_road_with_two_taps_a_card(klas: Klas, theatercode: LoadedPack, mode: str) -> None:
    opened(klas, theatercode, "van-idee-tot-applaus", level="L1", touch=mode)

    klas.play_on(klas.tap, lambda: klas.run.stage is not rules.Stage.PLAY)

    assert klas.run.results[-1].done


def on_road(klas: Klas) -> None:
    klas.play_on(klas.tap, lambda: klas.run.play.phase is MakingPhase.PLACE)
    klas.seconds(2)


def middle(klas: Klas, target: str) -> tuple[float, float]:
    x, y, w, h = klas.target(target).box
    return x + w / 2, y + h / 2


def drag(klas: Klas, start: tuple[float, float], end: tuple[float, float]) -> None:
    klas.finger(pygame.FINGERDOWN, start)
    klas.frames(6)
    for part in (0.3, 0.6, 1.0):
        klas.finger(
            pygame.FINGERMOTION, (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
        )
        klas.frames(2)
    klas.finger(pygame.FINGERUP, end)
    klas.frames(3)


def test_a_finger_may_carry_an_envelope_to_its_stop_and_to_another(klas: Klas, theatercode: LoadedPack) -> None:
    opened(klas, theatercode, "van-idee-tot-applaus", level="L2", touch="multi")
    on_road(klas)
    klas.tap("lying:0")
    first, last = middle(klas, "stop:0"), middle(klas, "stop:5")
    klas.tap("lying:0")

    drag(klas, middle(klas, "lying:0"), last)
    assert klas.run.play.stops[5] == 0
    drag(klas, middle(klas, "step:0"), first)

    assert klas.run.play.stops == (0, None, None, None, None, None)
    assert klas.run.play.hand is None


def test_an_envelope_that_is_dropped_beside_the_road_stays_in_hand(klas: Klas, theatercode: LoadedPack) -> None:
    opened(klas, theatercode, "van-idee-tot-applaus", level="L2", touch="multi")
    on_road(klas)

    drag(klas, middle(klas, "lying:2"), (960.0, 340.0))
    assert klas.run.play.hand == 2
    klas.tap("stop:3")

    assert klas.run.play.stops[3] == 2
