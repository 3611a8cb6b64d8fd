"""De zaal is klaar: the hall fills while the applause grows, and what lay on it doesn't begin it anew."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pygame
import pytest

from content.load import LoadedPack
from game.rules import run as rules
from game.rules.activity import NO_SCORE
from game.rules.probe import Tally, When
from game.rules.run import SceneResult
from game.scenes.finale import Finale
from game.scenes.house import HouseMap
from game.view import guests
from game.view.screen import Screen


@pytest.fixture
def board() -> Iterator[Screen]:
    pygame.display.init()
    yield Screen(pygame.display.set_mode((480, 270)))
    pygame.display.quit()


def at_the_finale(klas: Any, pack: LoadedPack, **wishes: Any) -> Finale:
    klas.begin(pack, **wishes)
    finale = Finale(klas.app.desk)
    klas.app.desk.go(finale)
    return finale


def heard(klas: Any) -> list[str]:
    """Applause and music since the curtain of the finale."""
    played = klas.app.desk.sounds.played
    last = len(played) - played[::-1].index("curtain")
    return [name for name in played[last:] if name.startswith("applause") or name == "theme"]


def test_guests_make_an_empty_hall_a_full_one(board: Screen) -> None:
    full, filled = board.canvas(), board.canvas()
    full.picture("full_house", 0, 0)
    guests.house(filled, len(guests.seats()) + 3)

    board.show(full)
    wanted = board.window.copy()
    board.show(filled)

    same = pygame.mask.from_threshold(board.window, (0, 0, 0), (24, 24, 24, 255), wanted)
    assert same.count() > 0.998 * 480 * 270


def test_no_guest_sits_on_another_ones_lap() -> None:
    for number, (x, y, w, h) in enumerate(guests.seats()):
        for left, top, wide, high in guests.seats()[number + 1 :]:
            across = min(x + w, left + wide) - max(x, left)
            down = min(y + h, top + high) - max(y, top)
            assert min(across, down) <= 10


def test_the_hall_fills_while_the_applause_grows(klas: Any, theatercode: LoadedPack) -> None:
    at_the_finale(klas, theatercode)
    assert klas.app.desk.sounds.played[-1] == "curtain"

    klas.seconds(20)

    assert heard(klas) == ["applause_small", "applause", "applause_big", "theme"]


def test_the_hall_fills_a_few_guests_at_a_time(klas: Any, theatercode: LoadedPack) -> None:
    at_the_finale(klas, theatercode)
    klas.seconds(3.6)
    board = klas.window.get_width() * klas.window.get_height()

    painted = []
    for _ in range(60):
        rects = klas.frames()
        painted.append(sum(rect.w * rect.h for rect in rects) / board)

    assert max(painted) < 0.3


def test_a_calm_class_finds_the_hall_full(klas: Any, theatercode: LoadedPack) -> None:
    at_the_finale(klas, theatercode, calm=True)

    klas.frames(3)

    motion = klas.app.desk.motion
    assert motion.value("finale guests", 0.0) >= len(guests.seats())
    assert motion.value("finale curtain", 0.0) == 1


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("measured", [False, True])
def test_the_ways_on_lie_beside_sou_and_hold_their_words(
    klas: Any, theatercode: LoadedPack, mirrored: bool, measured: bool
) -> None:
    at_the_finale(klas, theatercode, mirrored=mirrored)
    if measured:
        _measured(klas)

    klas.seconds(20)

    assert klas.app.desk.screen.type.unfit == []
    lefts = [target.box[0] for target in klas.targets()]
    rights = [target.box[0] + target.box[2] for target in klas.targets()]
    assert max(rights) <= 1620 if mirrored else min(lefts) >= 300
    assert len(klas.targets()) == (4 if measured else 3)


def _measured(klas: Any) -> None:
    session = klas.lesson.session
    tally = Tally(item="gong-1", concept="gong", control=False, when=When.BEFORE, right=9, answered=20)
    session.run = replace(session.run, tallies=(tally,))


def test_what_was_learnt_does_not_begin_the_finale_anew(klas: Any, theatercode: LoadedPack) -> None:
    at_the_finale(klas, theatercode)
    _measured(klas)
    klas.seconds(20)
    before = heard(klas)

    klas.tap("learned")
    assert klas.scene == "learned"
    klas.tap("back")
    klas.seconds(2)

    assert klas.scene == "finale"
    assert heard(klas) == before
    assert klas.app.desk.motion.value("finale curtain", 0.0) == 1


def test_the_room_that_was_just_played_lights_up(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode)
    desk, session = klas.app.desk, klas.lesson.session
    scene = klas.run.plan[0]
    room = rules.scene_of(klas.run.pack, scene).room
    light = ("room", klas.lesson.run_id, room)
    session.run = replace(session.run, results=(SceneResult(scene, "seat", True, NO_SCORE),))

    desk.go(HouseMap(desk))
    klas.frames(2)
    dark = desk.motion.light_level(light, -1.0)
    klas.seconds(3)

    assert dark < 0.1
    assert desk.motion.light_level(light, -1.0) == 1
    assert "light_on" in desk.sounds.played

    desk.sounds.played = []
    desk.go(HouseMap(desk))
    klas.frames(2)

    assert desk.motion.light_level(light, -1.0) == 1
    assert desk.sounds.played == []
