"""No flashes: at most two steps of light a second, none of them sudden, in frames of the real main loop.

A step is a change of a tenth of the relative luminance, of the board or of one of its quarters. LEAST_S is from a
tenth to nine tenths of the way: a fade of 0.4 s takes 0.24 s for it, a large light card that comes in on its ropes a
little less. When a hand does something another picture may stand there at once, beside those two.
"""

import random
from pathlib import Path

import pygame
import pytest

from content.load import LoadedPack, complete, load_pack
from game.kinds import KINDS
from game.rules import run as rules
from game.rules.activity import GoOn
from game.rules.run import EnterScene, GoHome, Stage, StartPlay
from game.scenes.finale import Finale
from tests.game.flows.conftest import Klas
from tests.game.flows.lamp import Meter, record, troubles

SMALL = (480, 270)
LEAST_S, MOST = 0.15, 2
_MOVES = 7
_READ_S = 3.0
"""Nobody reads a card faster."""


@pytest.fixture(scope="module")
def vuurtoren() -> LoadedPack:
    return complete(load_pack("vuurtoren"))


def opened(folder: Path, pack: LoadedPack, *, calm: bool) -> tuple[Klas, Meter]:
    klas = Klas(folder, SMALL)
    klas.begin(pack, minutes=50, touch="turns", level="L2", calm=calm)
    klas.seconds(4)
    return klas, Meter(klas.window)


def play(klas: Klas, meter: Meter, moves: int, wait_s: float) -> None:
    """What a class does, mistakes and all."""
    chance = random.Random(2)
    for _ in range(moves):
        run = klas.run
        if run.stage in (Stage.HOUSE, Stage.FINALE):
            break
        able = (rules.slips(run) if chance.random() < 0.25 else ()) or rules.moves(run)
        if able:
            move = chance.choice(able)
            meter.note(f"{run.phase}: {move}")
            klas.lesson.perform(move)
        record(klas, meter, _READ_S if klas.run.phase == "because" else wait_s)
        while klas.scene == "whisper":
            record(klas, meter, 1)
            meter.note("Ja, Sou!")
            klas.app.desk.stack.pop()
            record(klas, meter, wait_s)


@pytest.mark.parametrize("calm", [False, True], ids=["", "calm"])
@pytest.mark.parametrize("kind", KINDS)
def test_light_changes_gently_in_every_scene(tmp_path: Path, vuurtoren: LoadedPack, kind: str, calm: bool) -> None:
    klas, meter = opened(tmp_path, vuurtoren, calm=calm)
    scene = next(
        s.id for s in klas.run.pack.scenes if s.kind == kind and rules.offers(klas.run.pack, s, klas.run.setup)
    )

    record(klas, meter, 0.5)
    meter.note("into the scene")
    klas.lesson.perform(EnterScene(scene))
    record(klas, meter, 3)
    meter.note("next word")
    klas.lesson.perform(GoOn())
    record(klas, meter, 1.5)
    meter.note("play")
    klas.lesson.perform(StartPlay())
    record(klas, meter, 2.5)
    play(klas, meter, _MOVES, 1.6)
    meter.note("home")
    klas.lesson.perform(GoHome())
    record(klas, meter, 2)
    klas.lesson.close()

    assert troubles(meter, least_s=LEAST_S, most=MOST) == []


@pytest.mark.parametrize("calm", [False, True], ids=["", "calm"])
def test_light_changes_gently_when_the_hall_goes_dark_and_comes_back(
    tmp_path: Path, vuurtoren: LoadedPack, calm: bool
) -> None:
    klas, meter = opened(tmp_path, vuurtoren, calm=calm)
    klas.lesson.perform(EnterScene("ssst"))
    klas.lesson.perform(StartPlay())
    klas.seconds(3)

    play(klas, meter, 30, 1.0)
    klas.lesson.close()

    assert troubles(meter, least_s=LEAST_S, most=MOST) == []


@pytest.mark.parametrize("calm", [False, True], ids=["", "calm"])
def test_light_changes_gently_in_the_finale(tmp_path: Path, vuurtoren: LoadedPack, calm: bool) -> None:
    klas, meter = opened(tmp_path, vuurtoren, calm=calm)
    record(klas, meter, 0.5)
    meter.note("finale")
    klas.app.desk.go(Finale(klas.app.desk))
    record(klas, meter, 14)
    klas.lesson.close()

    assert troubles(meter, least_s=LEAST_S, most=MOST) == []


@pytest.mark.parametrize("calm", [False, True], ids=["", "calm"])
def test_light_changes_gently_for_a_teacher_who_opens_and_closes_everything(
    tmp_path: Path, vuurtoren: LoadedPack, calm: bool
) -> None:
    klas, meter = opened(tmp_path, vuurtoren, calm=calm)
    klas.lesson.perform(EnterScene("wat-doe-jij"))
    klas.lesson.perform(StartPlay())
    klas.seconds(3)

    for key in (pygame.K_p, pygame.K_p, pygame.K_ESCAPE, pygame.K_ESCAPE) * 3:
        meter.note(pygame.key.name(key))
        klas.key(key)
        record(klas, meter, 1)
    klas.lesson.close()

    assert troubles(meter, least_s=LEAST_S, most=MOST) == []
