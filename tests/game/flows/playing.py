"""Into a scene, and past everything that a class sees in it: what the tests of the scenes on a real board share."""

import random
from collections.abc import Iterator
from typing import Any

from content.load import LoadedPack
from game.rules import run as rules
from game.rules.run import EnterScene, Stage
from game.view import layout, theme

MOST_MOVES = 500
SLIPS = 0.35


def entered(klas: Any, pack: LoadedPack, scene: str, **wishes: Any) -> None:
    """The class stands before the first round of the scene."""
    klas.begin(pack, minutes=50, **wishes)
    klas.lesson.perform(EnterScene(scene))
    klas.lesson.perform(rules.StartPlay())
    settled(klas)


def settled(klas: Any) -> None:
    """Everything that moves has come to rest."""
    klas._now_s += 3
    klas.app.still_frame()


def every_moment(klas: Any, seed: int) -> Iterator[str]:
    """Play with mistakes, hints and passes, and stop at every different thing that is on the board."""
    chance, seen = random.Random(seed), set[str]()
    for _ in range(MOST_MOVES):
        run = klas.run
        if run.stage is not Stage.PLAY:
            return
        name = f"{run.scene_id}/{run.phase}/{run.play.phase}/{run.play.hint}/{run.play.round}"
        if name not in seen:
            seen.add(name)
            yield name
        moves = (rules.slips(run) if chance.random() < SLIPS else ()) or rules.moves(run)
        if moves:
            klas.lesson.perform(chance.choice(moves))
        else:
            klas.lesson.advance(70)
        while klas.scene == "whisper":
            klas.app.desk.stack.pop()
    raise AssertionError("the scene came to no end")


def assert_a_scene_can_be_read_and_reached(klas: Any, seed: int) -> None:
    """With the reach line at its lowest: every word is on its card, every picture there, every target in reach."""
    words = klas.app.desk.screen.type
    unfit = {}
    for name in every_moment(klas, seed):
        settled(klas)
        if words.unfit:
            unfit[name] = words.unfit[:]
            words.unfit.clear()
        assert_reachable(klas, name)

    assert unfit == {}
    assert_drawn(klas)


def assert_reachable(klas: Any, name: str) -> None:
    for target in klas.targets():
        x, y, w, h = target.box
        assert not target.enabled or y >= layout.REACH_LOWEST, f"{name}: {target.id}"
        assert min(w, h) >= theme.TARGET_MIN, f"{name}: {target.id}"
        assert 0 <= x <= x + w <= layout.WIDTH, f"{name}: {target.id}"


def assert_drawn(klas: Any) -> None:
    """All that was asked for so far: words on their cards, of a size to read, and no picture missing."""
    screen = klas.app.desk.screen
    assert screen.type.unfit == []
    assert screen.pictures.missing == set()
    assert min(screen.type.sizes_used) >= theme.SIZE_MIN
