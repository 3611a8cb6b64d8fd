"""Screenshots: a real app on a board without a screen, brought to a screen by real actions of the rules."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import cast

import pygame

from content.load import LoadedPack, complete
from game.app import App
from game.rules import run as rules
from game.rules.activity import Action, Advance, GoOn, IllegalAction
from game.rules.chance import Stream
from game.rules.run import EnterScene, Run, Stage
from game.saved import Folder
from game.scenes.finale import Finale
from game.scenes.lesson import Lesson, begin
from game.scenes.pause import Pause
from game.scenes.setup import SetUp
from game.scenes.teacher import TeacherBar
from game.scenes.title import ChoosePack, OpenFile, Title, VisitCode
from game.view.private import set_hints

MOST_STEPS = 400
SEEDS = range(7, 31)
"""Classes that are tried until one comes to the phase: not every draw has a stagehand below."""
PLAIN = {"title": Title, "packs": ChoosePack, "code": VisitCode, "file": OpenFile}
NO_SCENE = ("house", "finale", "teacher", "pause")
WAIT = Advance(30)

Chooses = Callable[[Run, int], Action]
"""What a class does next, at which step of the way."""


class NoSuchPicture(Exception):
    """The pack has no such scene, or the scene never comes to that phase."""


class _Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def take(
    pack: LoadedPack,
    scene: str,
    size: tuple[int, int],
    out: Path,
    *,
    level: str = "L2",
    phase: str | None = None,
    mode: str = "latch",
    steps: int = 0,
    wrong: bool = False,
    calm: bool = False,
    mirrored: bool = False,
    seed: int | None = None,
) -> None:
    """Write a PNG. Without `seed`: of the first class that comes to the phase. Raises NoSuchPicture or OSError."""
    set_hints()
    pygame.display.init()
    pygame.font.init()
    window = pygame.display.set_mode(size)
    clock = _Clock()
    with tempfile.TemporaryDirectory() as folder:
        app = App(window, Folder(Path(folder)), clock=clock)
        desk = app.desk
        desk.wishes = replace(desk.wishes, level=level, touch=mode, calm=calm, mirrored=mirrored)
        desk.apply_wishes()
        desk.seed = SEEDS[0] if seed is None else seed
        desk.pack, desk.pack_source = complete(pack), pack.pack.id
        _open(app, scene)
        _settle(app, clock)
        if desk.run is not None and scene not in NO_SCENE:
            seeds = SEEDS if seed is None else (seed,)
            _play_to(app, clock, desk.run, scene, phase, seeds, steps, wrong=wrong)
        picture = BytesIO()
        pygame.image.save(window, picture, "shot.png")
        out.write_bytes(picture.getvalue())  # SDL would hide why a file can't be written.
        if desk.run is not None:
            desk.run.close()


def _open(app: App, scene: str) -> None:
    desk = app.desk
    if scene in PLAIN:
        desk.go(PLAIN[scene](desk))
    elif scene == "setup":
        desk.go(Title(desk), SetUp(desk))
    else:
        if not begin(desk):
            raise NoSuchPicture("Voor dit niveau is er niets te spelen in dit pakket.")
        if scene == "finale":
            desk.go(Finale(desk))
        elif scene == "teacher":
            desk.stack.push(TeacherBar(desk))
        elif scene == "pause":
            desk.stack.push(Pause(desk))


def _settle(app: App, clock: _Clock) -> None:
    """Let everything that moves come to rest, without running the rules on."""
    app.desk.motion.now_s += 0.001
    for _ in range(3):
        clock.now_s += 2.0
        app.still_frame()


def _play_to(
    app: App,
    clock: _Clock,
    lesson: Lesson,
    scene: str,
    phase: str | None,
    seeds: Sequence[int],
    steps: int,
    *,
    wrong: bool,
) -> None:
    run = lesson.state
    offered = (one for one in run.pack.scenes if rules.offers(run.pack, one, run.setup))
    chosen = next((one.id for one in offered if scene in (one.id, one.kind)), None)
    if chosen is None:
        raise NoSuchPicture(f"Dit pakket heeft op dit niveau geen scène {scene!r}.")
    seed, way = _way(run, chosen, phase or "play", seeds, wrong=wrong)
    if seed != run.setup.seed:
        lesson.close()
        app.desk.seed = seed
        begin(app.desk)
        lesson = cast(Lesson, app.desk.run)
    for action in way:
        _do(lesson, action)
    for _ in range(steps):
        _do(lesson, _likely(lesson.state, wrong=wrong))
    while len(app.desk.stack) > 1 and app.desk.stack.top.name == "whisper":
        app.desk.stack.pop()
    _settle(app, clock)


def _do(lesson: Lesson, action: Action) -> None:
    if isinstance(action, Advance):
        lesson.advance(action.ticks)
    elif not lesson.perform(action) and not lesson.perform(GoOn()):
        lesson.advance(WAIT.ticks)


# The way to a phase: searched in the rules alone, so that a photo of any scene kind comes from one search -------


def _way(run: Run, scene: str, wanted: str, seeds: Sequence[int], *, wrong: bool) -> tuple[int, list[Action]]:
    """The first class that comes to the phase, and what it does. A class that mixes right and wrong tries last."""
    ways: tuple[Chooses, ...] = (partial(_likely, wrong=wrong), partial(_likely, wrong=not wrong), _mixed)
    for is_there, chooses, seed in product((_is_at, _is_under_card), ways, seeds):
        start = rules.start(run.pack, replace(run.setup, seed=seed))
        way = _walked(start, scene, chooses, partial(is_there, wanted=wanted))
        if way is not None:
            return seed, way
    raise NoSuchPicture(
        f"De scène {scene!r} komt hier niet aan de fase {wanted!r}. "
        "Sommige fases bestaan alleen met --calm, of met --input turns of multi."
    )


def _walked(run: Run, scene: str, chooses: Chooses, is_there: Callable[[Run], bool]) -> list[Action] | None:
    """What this class does in the scene until it is there; None when the scene ends without it."""
    way: list[Action] = [EnterScene(scene)]
    run, _ = rules.apply(run, way[0])
    while len(way) < MOST_STEPS and run.stage not in (Stage.HOUSE, Stage.FINALE):
        if is_there(run):
            return way
        action = chooses(run, len(way))
        try:
            run, _ = rules.apply(run, action)
        except IllegalAction:
            action = WAIT
            run, _ = rules.apply(run, action)
        way.append(action)
    return None


def _is_at(run: Run, wanted: str) -> bool:
    return wanted == run.phase or (run.card is None and _is_under_card(run, wanted))


def _is_under_card(run: Run, wanted: str) -> bool:
    """A phase that only its card shows, such as the landing of a drop."""
    return run.stage is Stage.PLAY and wanted == str(getattr(run.play, "phase", ""))


def _likely(run: Run, _step: int = 0, *, wrong: bool) -> Action:
    """What comes first of what a class can do; a wrong answer where one is asked for."""
    slips = rules.slips(run) if wrong and run.phase != rules.BECAUSE else ()
    return next(iter(slips or rules.moves(run)), WAIT)


def _mixed(run: Run, step: int) -> Action:
    """Right or wrong, by chance, but the same chance at every photo."""
    choices = (*rules.moves(run), *rules.slips(run), WAIT)
    drawn, _ = Stream(run.setup.seed).fork(str(step)).below(len(choices))
    return choices[drawn]
