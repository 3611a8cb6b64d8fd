"""Every phase of every scene at a level, small and side by side, to look at: what a class sees, in order.

    python -m game.tools.contact_sheet FOLDER [--pack ID] [--level L1] [--size 1920x1080] [--scene KIND]

Writes FOLDER/<scene>-<level>-<width>.png. A real lesson is played, with mistakes, and photographed at every new thing
on the board. Nothing here is used by the game.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pygame

from content.load import complete, load_pack
from content.model import Level
from game.app import App
from game.rules import run as rules
from game.rules.chance import Stream
from game.rules.run import EnterScene, Run, Stage
from game.saved import Folder
from game.scenes.lesson import Lesson, begin
from game.view.private import set_hints

TILE_W, COLUMNS, LABEL_H, GAP = 640, 3, 26, 8
MOST_STEPS, MOST_PICTURES = 260, 24
SLIPS_PERCENT = 35
SEED = 11


class _Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def sheets(
    pack_id: str, level: str, size: tuple[int, int], mode: str, kinds: list[str], into: Path
) -> Iterator[Path]:
    """One sheet per scene of the pack, written as it is finished."""
    window = pygame.display.set_mode(size)
    clock = _Clock()
    with tempfile.TemporaryDirectory() as folder:
        app = App(window, Folder(Path(folder)), clock=clock)
        desk = app.desk
        desk.wishes = replace(desk.wishes, level=level, touch=mode, minutes=50)
        desk.apply_wishes()
        desk.seed, desk.pack, desk.pack_source = SEED, complete(load_pack(pack_id)), pack_id
        begin(desk)
        lesson = desk.run
        if lesson is None:
            return
        for scene in lesson.state.pack.scenes:
            if (kinds and scene.kind not in kinds) or not rules.offers(lesson.state.pack, scene, lesson.state.setup):
                continue
            shots = list(_shots(app, clock, lesson, scene.id))
            place = into / f"{scene.kind}-{level}-{size[0]}.png"
            pygame.image.save(_side_by_side(shots), str(place))
            yield place
        lesson.close()


def _shots(app: App, clock: _Clock, lesson: Lesson, scene: str) -> Iterator[tuple[str, pygame.Surface]]:
    """A small picture of every new thing on the board, with its name."""
    lesson.perform(EnterScene(scene))
    seen: set[str] = set()
    chance = Stream(SEED).fork(scene)
    for _ in range(MOST_STEPS):
        run = lesson.state
        if run.stage in (Stage.HOUSE, Stage.FINALE) or len(seen) >= MOST_PICTURES:
            return
        name = _name(run)
        if name not in seen:
            seen.add(name)
            yield name, _photo(app, clock)
        drawn, chance = chance.below(100)
        slips = rules.slips(run) if drawn < SLIPS_PERCENT else ()
        choice = slips or rules.moves(run)
        if not choice:
            lesson.advance(30)
        elif not lesson.perform(choice[drawn % len(choice)]):
            lesson.advance(10)


def _name(run: Run) -> str:
    state = run.recall if run.stage is Stage.RECALL else run.play
    parts = (run.phase, getattr(run.play, "phase", "") if run.stage is Stage.PLAY else "", getattr(state, "hint", 0))
    return " ".join(str(part) for part in parts if part)


def _photo(app: App, clock: _Clock) -> pygame.Surface:
    while len(app.desk.stack) > 1 and app.desk.stack.top.name == "whisper":
        app.desk.stack.pop()
    app.desk.motion.now_s += 0.001
    for _ in range(3):
        clock.now_s += 2.0
        app.still_frame()
    window = app.desk.screen.window
    return pygame.transform.smoothscale(window, (TILE_W, TILE_W * window.get_height() // window.get_width()))


def _side_by_side(shots: list[tuple[str, pygame.Surface]]) -> pygame.Surface:
    font = pygame.font.Font(None, LABEL_H)
    high = max(shot.get_height() for _, shot in shots) + LABEL_H + GAP
    rows = -(-len(shots) // COLUMNS)
    sheet = pygame.Surface((COLUMNS * (TILE_W + GAP), rows * high))
    sheet.fill("#202020")
    for number, (name, shot) in enumerate(shots):
        row, column = divmod(number, COLUMNS)
        at = column * (TILE_W + GAP), row * high
        sheet.blit(font.render(name, True, "#ffffff"), at)
        sheet.blit(shot, (at[0], at[1] + LABEL_H))
    return sheet


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("into", type=Path)
    parser.add_argument("--pack", default="theatercode")
    parser.add_argument("--level", action="append", choices=[level.value for level in Level])
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--scene", action="append", default=[])
    parser.add_argument("--input", default="latch")
    wanted = parser.parse_args()
    wanted.into.mkdir(parents=True, exist_ok=True)
    set_hints()
    pygame.display.init()
    pygame.font.init()
    width, height = (int(side) for side in wanted.size.split("x"))
    for level in wanted.level or [level.value for level in Level]:
        for place in sheets(wanted.pack, level, (width, height), wanted.input, wanted.scene, wanted.into):
            print(place)


if __name__ == "__main__":
    main()
