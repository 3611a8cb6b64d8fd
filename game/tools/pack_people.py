"""The people of the theatre as pictures of the core pack: the same puppets as in the game, with their tools."""

from game.tools import draw_people, draw_sou
from game.tools.pack_pieces import HIGH, LOW, PICTURES, shade, tile
from game.tools.paper import Sheet

TONES = {
    "zaalwachter": "teal",
    "acteur": "night",
    "danser": "pink",
    "muzikant": "green",
    "poppenspeler": "sky",
    "figurant": "sun",
    "regisseur": "sky",
    "toneelschrijver": "night",
    "souffleur": "plum",
    "belichter": "dark",
    "geluidstechnicus": "teal",
    "technieker": "sun",
    "decorontwerper": "plum",
    "kostuumontwerper": "teal",
    "grimeur": "sky",
    "toneelmeester": "night",
    "choreograaf": "green",
    "dramaturg": "plum",
    "gezelschap": "night",
    "programmator": "pink",
}
# Where the feet come on the tile, and how large the puppet is there.
FEET: dict[str, tuple[float, float, float]] = {
    "acteur": (236, 450, 1.06),
    "belichter": (166, 450, 1.04),
    "choreograaf": (204, 450, 1.0),
    "danser": (176, 450, 1.04),
    "dramaturg": (242, 450, 1.12),
    "figurant": (240, 450, 1.0),
    "geluidstechnicus": (256, 450, 1.12),
    "gezelschap": (256, 440, 0.84),
    "toneelmeester": (222, 456, 1.02),
    "technieker": (280, 450, 1.02),
    "toneelschrijver": (262, 450, 1.06),
    "zaalwachter": (196, 450, 1.06),
}


def ground(s: Sheet) -> None:
    s.path(f"M{LOW} 408H{HIGH}V452Q{HIGH} {HIGH} 452 {HIGH}H60Q{LOW} {HIGH} {LOW} 452Z", "#12030c", op=0.3)


def someone(name: str, s: Sheet) -> None:
    tile(s, TONES[name], (256, 220), 0.45)
    ground(s)
    if name == "souffleur":
        with s.at(46, 88, scale=1.4):
            draw_sou.paint(s, "whisper", book=True)
        return
    default = 256 + (draw_people.PEOPLE[name].x - draw_people.WIDTH / 2) * 1.16 if name in draw_people.PEOPLE else 256
    x, y, k = FEET.get(name, (default, 450, 1.16))
    shade(s, x, y + 2, 84 * k, 13 * k)
    with s.at(x, y, scale=k):
        if name == "gezelschap":
            draw_people.company(s, 0, 0, waving=False)
        elif name == "dramaturg":
            draw_people.reader(s, 0, 0)
        else:
            draw_people.emit(s, draw_people.PEOPLE[name], 0, 0, stick_to=0)


def _add(name: str) -> None:
    PICTURES[name] = lambda s: someone(name, s)


for _name in TONES:
    _add(_name)
