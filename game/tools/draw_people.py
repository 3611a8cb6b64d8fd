"""Cuts the people of the theatre and their tools: `python -m game.tools.draw_people`.

`person_<concept id>` is a puppet with its tool: 360 x 460, its feet on the line y = 404, all of one scale (the
company is 668 wide). `tool_<concept id>` is the tool alone, 300 x 300, to lie on a card.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from game.tools import crafts, draw_sou, props
from game.tools.cast import DIRECTOR, HAND, SEAMSTER
from game.tools.draw_choices import ACTOR
from game.tools.draw_flies import MANAGER
from game.tools.draw_seat import USHER
from game.tools.paper import CREAM, GOLD, GOLD_LIGHT, RED, TEAMS, Sheet, blob
from game.tools.puppets import (
    HAIRS,
    SKINS,
    Figure,
    Look,
    chair_behind,
    chair_front,
    hand_at,
    puppet,
    stick,
)

WIDTH, HEIGHT, BASE = 360, 460, 404


@dataclass(frozen=True)
class Thing:
    """A tool beside a person: where its (0, 0) is, counted from the person's feet.

    The figure is cut when it is needed: made earlier, it would take its wobble from another sheet.
    """

    figure: Callable[[], Figure]
    x: float
    y: float
    k: float = 1
    turn: float = 0
    flip: bool = False


@dataclass(frozen=True)
class Person:
    look: Look
    mood: str = "kind"
    arms: tuple[str, str] = ("down", "down")
    x: float = WIDTH / 2
    back: tuple[Thing, ...] = ()
    front: tuple[Thing, ...] = ()
    grips: tuple[int, ...] = ()
    """The sides (-1 left, 1 right) whose hand closes over what it holds."""


def held(look: Look, pose: str, side: int, figure: Callable[[], Figure], **more: float) -> Thing:
    """A thing in the hand."""
    x, y = hand_at(look, pose, side)
    return Thing(figure, x + more.pop("dx", 0), y + more.pop("dy", 0), **more)  # type: ignore[arg-type]


def emit(s: Sheet, person: Person, x: float, y: float, k: float = 1, *, stick_to: float = 46) -> None:
    """The person, standing on (x, y)."""

    def things(of: tuple[Thing, ...]) -> None:
        for one in of:
            one.figure().emit(
                s, x + one.x * k, y + one.y * k, one.k * k, border=7 / one.k, lift=7, turn=one.turn, flip=one.flip
            )

    things(person.back)
    puppet(person.look, person.mood, person.arms, stick_to=stick_to).emit(s, x, y, k)
    things(person.front)
    for side in person.grips:
        hx, hy = hand_at(person.look, person.arms[0 if side < 0 else 1], side)
        grip(hx, hy, side, person.look.skin).emit(s, x, y, k, border=0)


def grip(x: float, y: float, side: int, skin: str) -> Figure:
    f = Figure()
    f.piece(blob(x, y, 14.5, 14), skin, lift=3)
    for i in range(3):
        f.piece(blob(x - side * 4, y - 8 + i * 8, 10, 5.4), skin, lift=1, edge=0.8)
    return f


# -- who they are ------------------------------------------------------------------------------------------
OLD = "#d9d3d6"
ACTING = replace(ACTOR, extras=("crown", "cape"))
DANCER = Look(
    skin=SKINS["olive"],
    hair=HAIRS["black"],
    style="swept",
    top="#2fa8a8",
    bottom="#1f6a78",
    shoes="#2fa8a8",
    adult=True,
    build="slim",
    legs="dance",
)
MUSICIAN = Look(
    skin=SKINS["rose"], hair=OLD, style="wavy", top="#39407a", bottom="#5a2a3a", extras=("wrinkles",), adult=True
)
PUPPETEER = Look(
    skin=SKINS["peach"],
    hair=HAIRS["red"],
    top="#3a3450",
    bottom="#2d2438",
    shoes="#1d1420",
    extras=("beard",),
    adult=True,
    build="broad",
)
EXTRA = Look(
    skin=SKINS["brown"],
    hair=HAIRS["black"],
    style="braids",
    outfit="coat",
    top="#b9503c",
    bottom="#4a3a5a",
    pattern="zigzag",
    trim=GOLD_LIGHT,
    extras=("helmet",),
    adult=True,
    build="small",
)
WRITER = Look(
    skin=SKINS["tan"],
    hair=HAIRS["dark"],
    style="curly",
    outfit="jacket",
    top="#c46a3c",
    bottom="#2d3a5a",
    extras=("glasses",),
    adult=True,
)
LIGHTER = Look(
    skin=SKINS["brown"],
    hair="#e8833a",
    style="turban",
    top="#27486a",
    bottom="#33304a",
    extras=("beard",),
    adult=True,
)
SOUNDER = Look(
    skin=SKINS["rose"],
    hair=HAIRS["blond"],
    style="spiky",
    top="#7b4bd1",
    pattern="stripes",
    trim="#c9a8ff",
    bottom="#39407a",
    extras=("phones",),
    adult=True,
    build="broad",
)
TECHNICIAN = replace(HAND, outfit="tee", top="#3f7fb0", bottom="#33405a", extras=("belt",))
MODELLER = Look(
    skin=SKINS["peach"],
    hair=HAIRS["grey"],
    style="swept",
    outfit="overall",
    top=CREAM,
    bottom="#4a7a5a",
    extras=("moustache", "pencil", "wrinkles"),
    adult=True,
)
TAILOR = replace(SEAMSTER, extras=("glasses", "tape"), top="#c8583c", pattern="buttons", build="slim")
MAKER_UP = Look(
    skin=SKINS["olive"],
    hair="#c8527a",
    style="hijab",
    top="#5a4a8a",
    pattern="apron",
    trim="#7fcfc0",
    bottom="#4a3a5a",
    adult=True,
)
DANCE_MAKER = Look(
    skin=SKINS["rose"],
    hair=OLD,
    style="bun",
    top="#c81e5a",
    bottom="#2d2438",
    shoes="#c81e5a",
    extras=("wrinkles", "scarf"),
    trim=TEAMS["a"],
    adult=True,
    build="tall",
)
THINKER = Look(
    skin=SKINS["deep"],
    hair=HAIRS["black"],
    style="locs",
    outfit="jacket",
    top="#e0a93c",
    bottom="#39407a",
    extras=("glasses",),
    adult=True,
)
CHOOSER = Look(
    skin=SKINS["tan"],
    hair=HAIRS["dark"],
    style="bob",
    outfit="jacket",
    top="#2f8f6a",
    bottom="#2d2438",
    adult=True,
    build="broad",
)
TROUPE = (
    Look(
        skin=SKINS["deep"], hair=HAIRS["black"], style="puffs", outfit="dress", top="#4cc38a", trim=GOLD, adult=True
    ),
    Look(
        skin=SKINS["rose"],
        hair=HAIRS["red"],
        top="#3f6fb0",
        pattern="stripes",
        extras=("beard",),
        adult=True,
        build="broad",
    ),
    replace(ACTING, style="wavy", hair=HAIRS["blond"], skin=SKINS["peach"]),
    Look(
        skin=SKINS["tan"],
        hair=OLD,
        style="bald",
        outfit="jacket",
        top=RED,
        extras=("glasses", "tie", "moustache"),
        adult=True,
        build="small",
    ),
)

PEOPLE: dict[str, Person] = {
    "zaalwachter": Person(
        USHER,
        "happy",
        ("stop", "reach"),
        x=118,
        front=(held(USHER, "reach", 1, partial(crafts.torch, 64), dx=8),),
        grips=(1,),
    ),
    "acteur": Person(
        ACTING,
        "joy",
        ("out", "reach"),
        x=159,
        front=(held(ACTING, "reach", 1, crafts.mask, dx=6, turn=8),),
        grips=(1,),
    ),
    "danser": Person(
        DANCER, "joy", ("arc", "wing"), x=122, front=(held(DANCER, "wing", 1, crafts.ribbon, k=0.7),), grips=(1,)
    ),
    "muzikant": Person(
        MUSICIAN, "happy", ("belly", "out"), x=150, front=(Thing(crafts.guitar, 2, -144, 0.95),), grips=(-1, 1)
    ),
    "poppenspeler": Person(
        PUPPETEER,
        "happy",
        ("hip", "reach"),
        x=124,
        front=(held(PUPPETEER, "reach", 1, crafts.marionette, dx=14, k=0.98),),
        grips=(1,),
    ),
    "figurant": Person(
        EXTRA,
        "neutral",
        ("lap", "fetch"),
        x=160,
        front=(
            held(EXTRA, "fetch", 1, crafts.spear, k=0.86),
            held(EXTRA, "lap", -1, crafts.shield, dy=6, k=0.95),
        ),
        grips=(1,),
    ),
    "regisseur": Person(
        DIRECTOR,
        "happy",
        ("hip", "mouth"),
        x=158,
        back=(Thing(crafts.director_chair, -74, -2, 0.95),),
        front=(
            held(DIRECTOR, "mouth", 1, crafts.megaphone, dx=20, dy=-4, k=0.9, turn=-8),
            Thing(crafts.calls, 150, -286, 0.6, -8),
        ),
        grips=(1,),
    ),
    "toneelschrijver": Person(
        WRITER,
        "think",
        ("out", "pull"),
        x=182,
        front=(
            held(WRITER, "out", -1, crafts.scroll, dx=-12, k=0.8),
            held(WRITER, "pull", 1, crafts.quill, k=0.85),
        ),
        grips=(-1, 1),
    ),
    "belichter": Person(
        LIGHTER,
        "happy",
        ("hip", "fetch"),
        x=104,
        front=(Thing(partial(crafts.follow_spot, beam=24), 157, 0, 0.85),),
        grips=(1,),
    ),
    "geluidstechnicus": Person(
        SOUNDER, "happy", ("fetch", "fetch"), x=180, front=(Thing(crafts.mixing_desk, 0, 0, 1.06),), grips=(-1, 1)
    ),
    "technieker": Person(
        TECHNICIAN,
        "happy",
        ("reach", "hip"),
        x=196,
        back=(Thing(partial(props.ladder, 330), -96, 0),),
        front=(
            Thing(crafts.cable, 42, -176, 0.72, 8),
            held(TECHNICIAN, "reach", -1, crafts.wrench, k=0.86, turn=-12),
        ),
        grips=(-1,),
    ),
    "decorontwerper": Person(
        MODELLER,
        "kind",
        ("fetch", "fetch"),
        x=180,
        front=(Thing(crafts.little_stage, 0, -136, 1.06),),
        grips=(-1, 1),
    ),
    "kostuumontwerper": Person(
        TAILOR,
        "happy",
        ("pull", "fetch"),
        x=140,
        front=(
            Thing(crafts.dressed_mannequin, 136, 0, 0.88),
            held(TAILOR, "pull", -1, crafts.scissors, dy=-36, k=0.8, turn=-12),
        ),
        grips=(-1,),
    ),
    "grimeur": Person(
        MAKER_UP,
        "happy",
        ("fetch", "reach"),
        x=204,
        front=(
            held(MAKER_UP, "fetch", -1, crafts.palette, dx=-18, dy=-8),
            held(MAKER_UP, "reach", 1, crafts.brush),
        ),
        grips=(1,),
    ),
    "toneelmeester": Person(
        MANAGER,
        "point",
        ("radio", "pull"),
        x=150,
        front=(
            held(MANAGER, "pull", 1, partial(crafts.rope, 228, -146)),
            held(MANAGER, "radio", -1, crafts.radio, dx=-4, dy=-8, k=1.1, turn=-10),
        ),
        grips=(-1, 1),
    ),
    "choreograaf": Person(
        DANCE_MAKER,
        "happy",
        ("arc", "reach"),
        x=132,
        back=(Thing(crafts.dance_plan, 140, -166, 1.0, 4),),
        grips=(1,),
    ),
    "programmator": Person(
        CHOOSER,
        "joy",
        ("high", "reach"),
        x=140,
        back=(Thing(crafts.calendar, 126, -146, 0.9, 3),),
        front=(held(CHOOSER, "high", -1, crafts.pin_star, dy=-16),),
        grips=(1,),
    ),
}


def person(name: str) -> None:
    s = Sheet(f"people/person_{name}", WIDTH, HEIGHT)
    emit(s, PEOPLE[name], PEOPLE[name].x, BASE)
    s.save()


def souffleur() -> None:
    """Sou, whom the class knows, with the text of the play on the edge of the box."""
    s = Sheet("people/person_souffleur", WIDTH, HEIGHT)
    pole = Figure()
    stick(pole, 46)
    pole.emit(s, 180, BASE)
    with s.at(5, 106, scale=1.17):
        draw_sou.paint(s, "whisper", book=True)
    s.save()


def dramaturg() -> None:
    """Reads everything, and reads on: on wheels, with the pile on the lap."""
    s = Sheet("people/person_dramaturg", WIDTH, HEIGHT)
    reader(s, 168, BASE, stick_to=36)
    s.save()


def reader(s: Sheet, x: float, y: float, *, stick_to: float = 0) -> None:
    k, low = 1.26, y + 26
    back = Figure()
    if stick_to:
        stick(back, stick_to)
    chair_behind(back)
    back.emit(s, x, y, k)
    puppet(THINKER, "think", ("lap", "reach"), stick_to=0, seated=True).emit(s, x, low)
    front = Figure()
    chair_front(front)
    front.emit(s, x, y, k)
    crafts.books().emit(s, x - 22, y - 84, 0.94, border=7)
    hx, hy = hand_at(THINKER, "reach", 1)
    crafts.magnifier().emit(s, x + hx, low + hy, 1, border=7, turn=10)
    grip(hx, hy, 1, THINKER.skin).emit(s, x, low, border=0)
    hx, hy = hand_at(THINKER, "lap", -1)
    grip(hx - 12, hy, -1, THINKER.skin).emit(s, x, low, border=0)


def gezelschap() -> None:
    s = Sheet("people/person_gezelschap", 668, HEIGHT)
    company(s, 336, BASE, stick_to=46)
    s.save()


def company(s: Sheet, x: float, y: float, *, stick_to: float = 0, waving: bool = True) -> None:
    """Four players around their trunk."""
    wave = "wave" if waving else "up"
    poses = ((wave, "down"), ("down", "heart"), ("heart", "down"), ("down", wave))
    places = (-188, -66, 64, 190) if waving else (-158, -56, 54, 158)
    for i, dx in enumerate(places):
        puppet(TROUPE[i], ("joy", "happy", "joy", "happy")[i], poses[i], stick_to=stick_to).emit(s, x + dx, y)
    crafts.trunk().emit(s, x, y + 10, 0.92, border=7)
    crafts.masks().emit(s, x, y - 112, 0.62, border=9)


# -- their tools ---------------------------------------------------------------------------------------------
# Concept -> what lies on the card: the thing, where its (0, 0) comes on 300 x 300, how large, turned how far.
Laid = tuple[Callable[[], Figure], float, float, float, float]
TOOLS: dict[str, tuple[Laid, ...]] = {
    "zaalwachter": ((partial(crafts.torch, 104), 84, 204, 1.5, -32),),
    "acteur": ((crafts.masks, 146, 146, 1.45, 0),),
    "danser": ((crafts.dance_shoes, 150, 156, 1.12, 0),),
    "muzikant": ((crafts.guitar, 108, 186, 1.02, 0),),
    "poppenspeler": ((crafts.marionette, 150, 42, 1.08, 0),),
    "figurant": ((crafts.spear, 214, 190, 0.66, 14), (crafts.shield, 122, 160, 1.3, 0)),
    "regisseur": ((crafts.director_chair, 128, 282, 1.25, 0), (crafts.megaphone, 210, 222, 0.82, -12)),
    "toneelschrijver": ((crafts.ink_and_paper, 140, 162, 1.08, 0), (crafts.quill, 180, 170, 1.1, 0)),
    "belichter": ((partial(crafts.follow_spot, beam=78), 116, 290, 0.94, 0),),
    "geluidstechnicus": ((crafts.headphones, 150, 76, 0.68, 0), (crafts.mixing_desk, 150, 290, 1.0, 0)),
    "technieker": ((crafts.cable, 94, 146, 1.3, 0), (crafts.wrench, 204, 164, 1.3, 16)),
    "decorontwerper": ((crafts.little_stage, 150, 164, 1.16, 0), (crafts.pencil, 236, 86, 0.8, 0)),
    "kostuumontwerper": ((crafts.dressed_mannequin, 112, 288, 1.04, 0), (crafts.scissors, 232, 182, 1.05, 14)),
    "grimeur": ((crafts.palette, 126, 190, 1.32, 0), (crafts.brush, 222, 176, 1.3, 18)),
    "toneelmeester": ((crafts.rope_and_radio, 142, 156, 1.1, 0),),
    "choreograaf": ((crafts.dance_plan, 150, 150, 1.36, 4),),
    "dramaturg": ((crafts.books, 128, 276, 1.62, 0), (crafts.magnifier, 214, 186, 1.2, 20)),
    "gezelschap": ((crafts.trunk, 150, 270, 1.08, 0), (crafts.masks, 152, 96, 0.92, 0)),
    "programmator": ((crafts.calendar, 150, 158, 1.16, 0), (crafts.pin_star, 232, 228, 1.3, 10)),
}


def tool(name: str) -> None:
    s = Sheet(f"people/tool_{name}", 300, 300)
    for figure, x, y, k, turn in TOOLS[name]:
        figure().emit(s, x, y, k, border=8 / k, lift=7, turn=turn)
    s.save()


def prompt_book() -> None:
    """The souffleur's tool: the box at the edge of the stage, with the text in it."""
    s = Sheet("people/tool_souffleur", 300, 300)
    draw_sou.empty_box(s, 0, 22)
    s.save()


def main() -> None:
    for name in PEOPLE:
        person(name)
    souffleur()
    dramaturg()
    gezelschap()
    for name in TOOLS:
        tool(name)
    prompt_book()


if __name__ == "__main__":
    main()
