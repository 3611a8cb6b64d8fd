"""Every scene comes and goes as a theatre changes: flats, a cloth or the light stand between two pictures."""

from dataclasses import replace
from typing import Any

import pygame
import pytest

from content.load import LoadedPack, complete, load_pack
from game.kinds import KINDS
from game.rules import run as rules
from game.rules.run import EnterScene, Stage, StartPlay
from game.view import change
from game.view.change import WAYS, Way


@pytest.fixture(scope="module")
def vuurtoren() -> LoadedPack:
    """In a house that says no word of welcome: it would lie on what is looked at here."""
    pack = complete(load_pack("vuurtoren"))
    assert pack.pack.venue is not None
    silent = pack.pack.venue.model_copy(update={"welcome": None})
    return replace(pack, pack=pack.pack.model_copy(update={"venue": silent}))


def picture(klas: Any) -> bytes:
    return pygame.image.tobytes(klas.window, "RGB")


def at_the_words(klas: Any, pack: LoadedPack, kind: str, **wishes: Any) -> None:
    klas.begin(pack, level="L2", minutes=10, touch="turns", **wishes)
    run = klas.run
    scene = next(s.id for s in run.pack.scenes if s.kind == kind and rules.offers(run.pack, s, run.setup))
    klas.lesson.perform(EnterScene(scene))
    klas.seconds(3)


def closed(klas: Any) -> bytes:
    """Let the change close, and what hangs before the stage then."""
    for _ in range(240):
        klas.frames()
        if not klas.activity.is_changing:
            return picture(klas)
        assert klas.targets() == [], "nobody can touch what goes or comes"
    raise AssertionError("it never closed")


def test_every_kind_of_scene_has_a_way_to_come_and_go() -> None:
    assert WAYS.keys() == KINDS.keys()
    assert set(WAYS.values()) == set(Way)


@pytest.mark.parametrize(
    ("kind", "calm"), [*((kind, False) for kind in KINDS), ("seat", True), ("flies", True), ("lights", True)]
)
def test_a_scene_comes_up_behind_a_change(klas: Any, vuurtoren: LoadedPack, kind: str, calm: bool) -> None:
    at_the_words(klas, vuurtoren, kind, calm=calm)
    words = picture(klas)

    klas.lesson.perform(StartPlay())
    klas.frames(2)
    assert sum(one != other for one, other in zip(picture(klas), words, strict=True)) < len(words) / 2
    between = closed(klas)
    klas.seconds(4)

    way = change.way_of(kind, klas.app.desk.motion)
    assert (way is Way.LIGHT) == (calm or WAYS[kind] is Way.LIGHT)
    assert change.is_over(klas.app.desk.motion, way)
    assert len({words, between, picture(klas)}) == 3
    if way is Way.LIGHT:
        assert sum(between) < sum(words) / 4, "it is dark"


@pytest.mark.parametrize("calm", [False, True], ids=["", "calm"])
def test_a_scene_goes_away_behind_a_change_and_the_question_comes_after_it(
    klas: Any, vuurtoren: LoadedPack, calm: bool
) -> None:
    at_the_words(klas, vuurtoren, "flies", calm=calm)
    klas.lesson.perform(StartPlay())
    klas.seconds(4)
    while klas.run.stage is Stage.PLAY:
        klas._one_move(klas.tap)

    assert klas.run.stage is Stage.RECALL
    assert klas.activity.is_changing
    before = klas.run
    klas.key(pygame.K_RETURN)
    closed(klas)
    klas.seconds(4)

    assert klas.run is before, "a key behind the change does nothing"
    assert klas.good_move().startswith("answer:")


def test_a_pause_and_the_teachers_bar_open_also_during_a_change(klas: Any, vuurtoren: LoadedPack) -> None:
    at_the_words(klas, vuurtoren, "seat")
    klas.lesson.perform(StartPlay())
    klas.frames(5)

    klas.key(pygame.K_p, "p")
    assert klas.scene == "pause"
    klas.seconds(3)
    klas.key(pygame.K_p, "p")
    klas.seconds(1)

    assert klas.scene == "activity"
    assert klas.targets()
