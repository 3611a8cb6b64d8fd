"""Puts the pictures together as the game does, to look at them: `python -m game.tools.lookbook FOLDER [SCENE...]`.

Writes FOLDER/<scene>-1080.png and -2160.png. Nothing here is used by the game: it is the artist's table.
"""

import io
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame

from game.tools.paper import PICTURES, TEAMS
from game.view.cloth import pleats

Layer = tuple[str, float, float]

HALL: list[Layer] = [("hall/wall", 0, 0)]
FRAME: list[Layer] = [("hall/valance", 310, 104), ("hall/proscenium", 0, 0), ("hall/footlights", 310, 800)]
APRON: Layer = ("hall/apron", 210, 868)
TIED: list[Layer] = [("hall/curtain_tied_left", 316, 100), ("hall/curtain_tied_right", 1304, 100)]
SEATS: list[Layer] = [("hall/seats", 0, 800)]


def stage(*inside: Layer) -> list[Layer]:
    """The open theatre with something on its stage."""
    return [*HALL, *inside, APRON, *TIED, *FRAME]


def lit_house() -> list[Layer]:
    rooms = json.loads((PICTURES / "placement.json").read_text(encoding="utf-8"))["rooms"]
    lit: list[Layer] = [(f"house/room_{name}_lit", at["x"], at["y"]) for name, at in rooms.items()]
    return [("house/house_dark", 0, 0), *lit]


def seat_plan() -> list[Layer]:
    out: list[Layer] = [*HALL, ("seat/hallplan", 210, 60)]
    for row in range(4):
        for col in range(9):
            kind = ("free", "taken_1", "free", "taken_2", "dim", "free", "taken_3", "free", "taken_4", "lit")
            out.append((f"seat/seat_{kind[(row * 5 + col * 3) % 10]}", 330 + col * 142, 230 + row * 124))
    return [*out, ("seat/usher", 30, 640), ("seat/player", 1740, 760), ("seat/ticket", 1320, 790)]


def flies() -> list[Layer]:
    ropes: list[Layer] = [(f"flies/rope_{team}", 470 + i * 130, 120) for i, team in enumerate(TEAMS)]
    ropes[1] = ("flies/rope_b_held", 600, 120)
    return stage(
        ("flies/tower", 330, 105),
        ("flies/drop_lighthouse", 900, 190),
        *ropes,
        ("flies/stage_manager", 1220, 440),
        ("flies/stagehand", 1010, 545),
        ("flies/cue_light_red", 860, 640),
        ("flies/hands", 590, 590),
    )


def choice() -> list[Layer]:
    return stage(
        ("choices/foyer_room", 330, 105),
        ("choices/neighbour_annoyed", 520, 440),
        ("choices/you_unsure", 800, 440),
        ("choices/child_a", 1000, 440),
        ("choices/actor", 1180, 440),
    )


def grid(folder: str, step: tuple[int, int], columns: int, *, starts: str = "") -> list[Layer]:
    names = sorted(path.stem for path in (PICTURES / folder).glob(f"{starts}*.svg"))
    return [
        (f"{folder}/{name}", 20 + i % columns * step[0], 20 + i // columns * step[1]) for i, name in enumerate(names)
    ]


def show() -> list[Layer]:
    """An evening: two puppets in the light, the hall full."""
    set_and_cast: list[Layer] = [
        ("hall/backstage", 330, 105),
        ("hall/floor", 210, 680),
        ("hall/spot_pool", 680, 730),
        ("choices/actor_happy", 760, 440),
        ("choices/child_b", 960, 450),
    ]
    return [*stage(*set_and_cast), *SEATS, ("sou/sou_whisper", 20, 815)]


def closed() -> list[Layer]:
    curtain: list[Layer] = [("hall/curtain_left", 312, 100), ("hall/curtain_right", 908, 100)]
    return [*HALL, APRON, *curtain, *FRAME, *SEATS, ("ui/logo", 510, 300), ("sou/sou_happy", 20, 815)]


def cast(first: int) -> list[Layer]:
    """Eight of the people of the theatre, on two lines; the company, twice as wide, comes last."""
    names = sorted(path.stem for path in (PICTURES / "people").glob("person_*.svg"))
    names.sort(key=lambda name: name == "person_gezelschap")
    eight = names[first : first + 8]
    return [(f"people/{name}", 10 + i % 4 * 400, 20 + i // 4 * 520) for i, name in enumerate(eight)]


def curtain(opened: float) -> list[Layer]:
    """The left half of the house curtain, pulled so far."""
    return [(f"hall/{pleat.picture}", 312 + pleat.x, 100) for pleat in pleats(opened)]


SCENES: dict[str, list[Layer]] = {
    "hall-closed": closed(),
    "hall-open": show(),
    "house-dark": [("house/house_dark", 0, 0)],
    "house-lit": lit_house(),
    "seat": seat_plan(),
    "flies": flies(),
    "choices": choice(),
    "sou": grid("sou", (270, 250), 7),
    "icons": grid("ui", (116, 116), 12, starts="icon_"),
    "people-1": cast(0),
    "people-2": cast(8),
    "people-3": cast(16),
    "tools": grid("people", (310, 310), 6, starts="tool_"),
    "curtain-pulled": [*HALL, ("hall/backstage", 330, 105), ("hall/floor", 210, 680), APRON, *curtain(0.4), *FRAME],
    "hall-full": [("finale/full_house", 0, 0)],
}


def picture(name: str, scale: float) -> pygame.Surface:
    data = (PICTURES / f"{name}.svg").read_bytes()
    width, height = (float(part) for part in data.split(b'viewBox="0 0 ', 1)[1].split(b'"', 1)[0].split())
    return pygame.image.load_sized_svg(io.BytesIO(data), (round(width * scale), round(height * scale)))


def compose(layers: list[Layer], height: int) -> pygame.Surface:
    scale = height / 1080
    board = pygame.Surface((round(1920 * scale), height))
    board.fill("#4a3350")
    for name, x, y in layers:
        board.blit(picture(name, scale), (round(x * scale), round(y * scale)))
    return board


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name in arguments[1:] or SCENES:
        for height in (1080, 2160):
            pygame.image.save(compose(SCENES[name], height), folder / f"{name}-{height}.png")


if __name__ == "__main__":
    main(sys.argv[1:])
