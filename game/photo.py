"""Screenshots: a real app on a board without a screen, brought to a screen by real actions of the rules."""

import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pygame

from content.load import LoadedPack, complete
from game.app import App
from game.rules import run as rules
from game.rules.activity import Action, GoOn
from game.rules.run import EnterScene
from game.saved import Folder
from game.scenes.finale import Finale
from game.scenes.lesson import Lesson, begin
from game.scenes.pause import Pause
from game.scenes.setup import SetUp
from game.scenes.teacher import TeacherBar
from game.scenes.title import ChoosePack, OpenFile, Title, VisitCode
from game.view.private import set_hints

MOST_STEPS = 400
PLAIN = {"title": Title, "packs": ChoosePack, "code": VisitCode, "file": OpenFile}


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
) -> None:
    """Write a PNG. Raises NoSuchPicture or OSError."""
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
        desk.seed = 7
        desk.pack, desk.pack_source = complete(pack), pack.pack.id
        _open(app, scene)
        _settle(app, clock)
        if desk.run is not None and scene not in ("house", "finale", "teacher", "pause"):
            _play_to(app, clock, desk.run, scene, phase, steps, wrong=wrong)
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
    app: App, clock: _Clock, lesson: Lesson, scene: str, phase: str | None, steps: int, *, wrong: bool
) -> None:
    chosen = next((one for one in lesson.state.pack.scenes if scene in (one.id, one.kind)), None)
    if chosen is None or not lesson.perform(EnterScene(chosen.id)):
        raise NoSuchPicture(f"Dit pakket heeft op dit niveau geen scène {scene!r}.")
    wanted = phase or "play"
    for _ in range(MOST_STEPS):
        if _is_at(lesson, wanted):
            break
        _one_move(lesson, wrong=wrong)
    else:
        raise NoSuchPicture(f"De scène {scene!r} komt niet aan de fase {wanted!r}.")
    for _ in range(steps):
        _one_move(lesson, wrong=wrong)
    while len(app.desk.stack) > 1 and app.desk.stack.top.name == "whisper":
        app.desk.stack.pop()
    _settle(app, clock)


def _is_at(lesson: Lesson, wanted: str) -> bool:
    run = lesson.state
    own = str(getattr(run.play, "phase", "")) if run.phase == "play" else ""
    return wanted in (run.phase, own)


def _one_move(lesson: Lesson, *, wrong: bool) -> None:
    run = lesson.state
    choices: tuple[Action, ...] = (rules.slips(run) if wrong and run.phase != "because" else ()) or rules.moves(run)
    if not choices:
        lesson.advance(30)
        return
    if not lesson.perform(choices[0]) and not lesson.perform(GoOn()):
        lesson.advance(30)
