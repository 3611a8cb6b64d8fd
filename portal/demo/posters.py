"""Pictures for the demo region's shows: small paper theatres, put together from a motif, a palette and a seed.

A picture has five layers, each of cut card with its own shadow: a sky with something in it, land or a stage
floor, the motif, a frame in front, and the light of a lamp over all. The same three arguments always give the
same picture. There is no text in it; the page sets the title.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from portal.demo.motifs import MOTIFS
from portal.demo.paper import (
    FLOOR,
    HEIGHT,
    WIDTH,
    Palette,
    branch,
    burst,
    circle,
    cloud,
    darker,
    ellipse,
    glow,
    house,
    land,
    lighter,
    mix,
    number,
    path,
    pine,
    polygon,
    polyline,
    rect,
    ring,
    scatter,
    sheet,
    smooth,
    star,
    stroke,
    waves,
)

PALETTES = {
    palette.name: palette
    for palette in (
        Palette(
            "nacht", "#141a4a", "#3b4fa0", "#ffe9a8", "#2f3f86", "#233072", "#131a45", "#f5b82e", "#e8384a", "#8fd0f0"
        ),
        Palette(
            "dageraad",
            "#f2a65a",
            "#fbe3b0",
            "#fff6d8",
            "#e8a07a",
            "#c8655a",
            "#7c2f45",
            "#c81e33",
            "#2f6f8f",
            "#ffd45c",
        ),
        Palette(
            "zee", "#1c6f8c", "#9fe0dc", "#fff3c4", "#3d9fae", "#217a92", "#0f4a66", "#f26b4e", "#ffd166", "#f6f1de"
        ),
        Palette(
            "woud", "#2c6650", "#cfe3a4", "#fff4b8", "#6fa56c", "#3b7a54", "#173f35", "#f0a53a", "#d9483b", "#f3e6b5"
        ),
        Palette(
            "herfst",
            "#b5502c",
            "#f6cf86",
            "#fff0be",
            "#d98a45",
            "#a8502f",
            "#54231f",
            "#e8b23a",
            "#7a2f3f",
            "#3f7a6b",
        ),
        Palette(
            "winter",
            "#7fa8cf",
            "#eef6fb",
            "#ffffff",
            "#c6dcec",
            "#93b7d6",
            "#4a6f9c",
            "#d9374a",
            "#2f5f8a",
            "#f0b94a",
        ),
        Palette(
            "snoep", "#e8789a", "#ffe1d0", "#fff7dc", "#f29bb0", "#cf5580", "#7a2457", "#ffc93c", "#3fb8af", "#fff0e0"
        ),
        Palette(
            "fluweel",
            "#3b1228",
            "#9a2a45",
            "#ffd98a",
            "#7a1f3c",
            "#5a152f",
            "#24091a",
            "#e0a93c",
            "#e8384a",
            "#f3dcae",
        ),
        Palette(
            "mist", "#8a93b5", "#e9e1e6", "#fff8ea", "#b9b6cd", "#8b86a8", "#473f66", "#e2725b", "#5b7fb5", "#f2cf7e"
        ),
        Palette(
            "tropen",
            "#0f8a7d",
            "#f7e58a",
            "#fffbd0",
            "#3fb58a",
            "#15826f",
            "#0b4a4a",
            "#ff6f59",
            "#ffb52e",
            "#f7f2d8",
        ),
        Palette(
            "goud", "#d99a2b", "#fff0bd", "#fffbe4", "#e8b85a", "#b9792a", "#5f3518", "#b3202c", "#23687a", "#fff3d6"
        ),
        Palette(
            "avond", "#43306e", "#f08a6b", "#ffe3a0", "#8f4a7e", "#643670", "#2b1a4a", "#ffc04d", "#ee5d6c", "#7fd1c7"
        ),
        Palette(
            "stad", "#27324a", "#7f93ad", "#ffe39a", "#55657f", "#3a4862", "#1b2335", "#ff8c42", "#49c5b6", "#f7e7ce"
        ),
        Palette(
            "munt", "#4fae9c", "#e6f5dc", "#fffde2", "#93d0b4", "#5fb099", "#20605e", "#f0605a", "#f6bd41", "#39436b"
        ),
        Palette(
            "lavendel",
            "#6f5bb0",
            "#e6d6f5",
            "#fff5da",
            "#a893d6",
            "#7a66b5",
            "#36296b",
            "#ffcf56",
            "#f0688a",
            "#6fd0c8",
        ),
        Palette(
            "klei", "#b9755a", "#f3ddc2", "#fff5e0", "#d6a382", "#ad6a50", "#582c2a", "#2f7f86", "#e9b04a", "#f7ecd9"
        ),
    )
}

Layer = Callable[[Palette, Random], str]


def poster_svg(motif: str, palette: str, seed: int) -> str:
    """The picture as an SVG document of 1200 by 800."""
    chosen, colours, rng = MOTIFS[motif], PALETTES[palette], Random(f"{motif} {palette} {seed}")
    backdrop = BACKDROPS[chosen.backdrops[seed % len(chosen.backdrops)]]
    ground = GROUNDS[chosen.ground]
    frame = FRAMES[chosen.frames[seed % len(chosen.frames)]]
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'width="{WIDTH}" height="{HEIGHT}">',
            _definitions(colours),
            rect(0, 0, WIDTH, HEIGHT, "url(#sky)"),
            backdrop(colours, rng),
            glow(WIDTH / 2, HEIGHT * 0.46, 520, 0.75),
            ground(colours, rng),
            chosen.draw(colours, rng),
            frame(colours, rng),
            _lamp_light(),
            "</svg>",
        )
    )


def poster_alt(motif: str) -> str:
    """What there is to see, in Dutch, for who can't see it."""
    return f"Papieren theatertje: {MOTIFS[motif].alt}."


def _definitions(palette: Palette) -> str:
    return "".join(
        (
            "<defs>",
            _gradient("sky", "linear", ((0, palette.top, 1), (1, palette.low, 1)), 'x1="0" y1="0" x2="0" y2="1"'),
            _gradient("glow", "radial", _glow_stops(palette)),
            _gradient(
                "vignette", "radial", ((0.5, "#1a0814", 0), (1, "#1a0814", 0.38)), 'cx="0.5" cy="0.45" r="0.78"'
            ),
            _gradient("warmth", "radial", ((0, "#fff0c0", 0.18), (1, "#fff0c0", 0)), 'cx="0.5" cy="0.12" r="0.7"'),
            _gradient(
                "beam", "linear", ((0, palette.glow, 0.85), (1, palette.glow, 0)), 'x1="0" y1="0" x2="0" y2="1"'
            ),
            _lift(1, 3, 3, 0.32),
            _lift(2, 7, 7, 0.4),
            _lift(3, 14, 14, 0.5),
            '<filter id="grain" x="0" y="0" width="1" height="1">'
            '<feTurbulence type="fractalNoise" baseFrequency="0.7" numOctaves="2" seed="4"/>'
            '<feColorMatrix values="0 0 0 0 0.35  0 0 0 0 0.22  0 0 0 0 0.15  0 0 0 0.55 -0.22"/></filter>',
            "</defs>",
        )
    )


def _glow_stops(palette: Palette) -> tuple[tuple[float, str, float], ...]:
    """From the lamp's colour to the sky's: yellow that just fades turns grey on a blue night."""
    return (
        (0, palette.glow, 0.92),
        (0.32, mix(palette.glow, palette.low, 0.4), 0.5),
        (0.66, lighter(palette.low, 0.12), 0.3),
        (1, palette.low, 0),
    )


def _gradient(name: str, kind: str, stops: tuple[tuple[float, str, float], ...], where: str = "") -> str:
    inner = "".join(
        f'<stop offset="{at}" stop-color="{colour}" stop-opacity="{opacity}"/>' for at, colour, opacity in stops
    )
    return f'<{kind}Gradient id="{name}" {where}>{inner}</{kind}Gradient>'


def _lift(step: int, drop: float, blur: float, shade: float) -> str:
    """Card that lies `step` high: light on its upper edges, its shadow on what lies below."""
    return (
        f'<filter id="lift{step}" x="-0.3" y="-0.3" width="1.6" height="1.6">'
        f'<feOffset in="SourceAlpha" dy="{1.5 + step * 0.6}" result="lower"/>'
        '<feComposite in="SourceAlpha" in2="lower" operator="out" result="edge"/>'
        f'<feFlood flood-color="#fffaf0" flood-opacity="{0.62 - 0.11 * step:.2f}"/>'
        '<feComposite in2="edge" operator="in" result="rim"/>'
        f'<feGaussianBlur in="SourceAlpha" stdDeviation="{blur}"/>'
        f'<feOffset dx="{drop * 0.3:.1f}" dy="{drop}" result="blur"/>'
        f'<feFlood flood-color="#1a0814" flood-opacity="{shade}"/>'
        '<feComposite in2="blur" operator="in" result="shadow"/>'
        '<feMerge><feMergeNode in="shadow"/><feMergeNode in="SourceGraphic"/><feMergeNode in="rim"/></feMerge>'
        "</filter>"
    )


def _lamp_light() -> str:
    return (
        rect(0, 0, WIDTH, HEIGHT, "url(#warmth)")
        + rect(0, 0, WIDTH, HEIGHT, "url(#vignette)")
        + rect(0, 0, WIDTH, HEIGHT, "#000", filter="url(#grain)", opacity=0.24)
    )


def _nothing(palette: Palette, rng: Random) -> str:
    return ""


# What there is in the sky.


def _stars(palette: Palette, rng: Random) -> str:
    small = "".join(
        circle(x, y, rng.uniform(1.5, 3.5), palette.glow, opacity=0.8)
        for x, y in scatter(rng, 45, (20, 20, 1180, 470), 40)
    )
    big = "".join(star(x, y, rng.uniform(10, 20), palette.glow) for x, y in scatter(rng, 9, (60, 50, 1140, 360), 150))
    return small + sheet(big, lift=1)


def _moon(palette: Palette, rng: Random) -> str:
    x, y, r = rng.choice((260, 930)), 190, 92
    face = circle(x, y, r, palette.glow)
    spots = "".join(
        circle(x + dx, y + dy, s, mix(palette.glow, palette.low, 0.25))
        for dx, dy, s in ((-30, -22, 17), (26, 18, 22), (-14, 40, 11), (38, -36, 9))
    )
    return _stars(palette, rng) + glow(x, y, 300) + sheet(face, spots, lift=2)


def _sun(palette: Palette, rng: Random) -> str:
    x, y = rng.choice((330, 600, 870)), rng.uniform(250, 330)
    return "".join(
        sheet(circle(x, y, r, mix(palette.low, palette.glow, share)), lift=1)
        for r, share in ((300, 0.25), (215, 0.55), (130, 1))
    )


def _rays(palette: Palette, rng: Random) -> str:
    x, y = rng.uniform(420, 780), rng.uniform(330, 430)
    return burst(x, y, 1300, rng.choice((9, 12, 14)), lighter(palette.top, 0.3), 0.45)


def _clouds(palette: Palette, rng: Random) -> str:
    puffs = scatter(rng, 6, (-60, 120, 1050, 380), 250)
    tone = lighter(palette.low, 0.55)
    return "".join(sheet(cloud(x, y, rng.uniform(150, 270), tone), lift=2) for x, y in puffs)


def _hung_clouds(palette: Palette, rng: Random) -> str:
    parts = []
    for x, y in scatter(rng, 5, (40, 130, 1000, 300), 230):
        width = rng.uniform(150, 230)
        strings = [stroke(f"M{number(x + width * at)} -10V{number(y - 25)}", palette.ink, 2) for at in (0.3, 0.7)]
        parts.append("".join(strings) + sheet(cloud(x, y, width, palette.paper), lift=2))
    return "".join(parts)


def _rain(palette: Palette, rng: Random) -> str:
    threads = scatter(rng, 34, (20, 60, 1180, 520), 55)
    drops = "".join(
        stroke(f"M{number(x)} 0V{number(y - 14)}", lighter(palette.top, 0.3), 1.5, opacity=0.6)
        + path(f"M{number(x)} {number(y - 22)}q13 22 0 30q-13 -8 0 -30z", lighter(palette.low, 0.35))
        for x, y in threads
    )
    return sheet(drops, lift=1)


def _snowfall(palette: Palette, rng: Random) -> str:
    flakes = "".join(
        "".join(
            stroke(polyline(((x, y), end)), "#ffffff", 4)
            for end in ring(6, rng.uniform(9, 20), (x, y), rng.uniform(0, 1))
        )
        for x, y in scatter(rng, 22, (20, 20, 1180, 560), 105)
    )
    dots = "".join(
        circle(x, y, rng.uniform(3, 8), "#ffffff", opacity=0.85) for x, y in scatter(rng, 60, (0, 0, 1200, 620), 50)
    )
    return dots + sheet(flakes, lift=1)


def _confetti(palette: Palette, rng: Random) -> str:
    tones = (palette.a, palette.b, palette.c, palette.paper)
    bits = []
    for at, (x, y) in enumerate(scatter(rng, 70, (10, 10, 1190, 600), 60)):
        turn = f"rotate({rng.randrange(180)} {number(x)} {number(y)})"
        tone = tones[at % 4]
        bits.append(
            circle(x, y, rng.uniform(5, 10), tone) if at % 3 else rect(x - 10, y - 5, 20, 10, tone, transform=turn)
        )
    return sheet("".join(bits), lift=1)


def _garlands(palette: Palette, rng: Random) -> str:
    tones = (palette.a, palette.b, palette.c, palette.paper)
    parts = []
    for row, (height, sag) in enumerate(((70, 120), (190, 90))):
        flags = []
        for at in range(13):
            x = at * 100
            y = height + sag * (1 - ((x - 600) / 600) ** 2)
            flags.append(polygon(((x - 30, y), (x + 30, y - 2), (x, y + 56)), tones[(at + row) % 4]))
        rope = stroke(f"M-20 {height}Q600 {height + 2 * sag} 1220 {height}", palette.ink, 3)
        parts.append(sheet(*flags, lift=2) + rope)
    return "".join(parts)


def _strips(palette: Palette, rng: Random) -> str:
    """Long strips of paper that hang from above, like the flies of a theatre."""
    parts = []
    for at in range(15):
        x, long = at * 84 - 10, rng.uniform(240, 560)
        tone = mix(palette.top, palette.low, rng.uniform(0.15, 0.9))
        parts.append(sheet(rect(x, -40, 62, long, tone, r=8), lift=1))
    return "".join(parts)


def _ribbons(palette: Palette, rng: Random) -> str:
    tones = (palette.far, palette.mid, lighter(palette.low, 0.4), palette.a)
    bands = []
    for at, tone in enumerate(tones):
        y = 120 + at * 110
        points = [(x, y + rng.uniform(-80, 80)) for x in range(-100, 1400, 170)]
        bands.append(sheet(stroke(smooth(points), tone, 74 - at * 9, opacity=0.85), lift=1))
    return "".join(bands)


def _dots(palette: Palette, rng: Random) -> str:
    """Rows of dots that grow towards the light."""
    return "".join(
        circle(x + 30 * (row % 2), 40 + row * 52, max(2, 15 - row * 1.3), lighter(palette.top, 0.22), opacity=0.8)
        for row in range(11)
        for x in range(0, 1230, 60)
    )


def _beams(palette: Palette, rng: Random) -> str:
    """Three lamps above, and the light they throw."""
    parts = []
    for x, foot in ((250, 430), (600, 600), (950, 770)):
        cone = f"M{x - 26} 60L{foot - 190} 720H{foot + 190}L{x + 26} 60Z"
        parts.append(path(cone, "url(#beam)", opacity=0.5))
        parts.append(sheet(rect(x - 34, 8, 68, 62, palette.ink, r=12), rect(x - 24, 62, 48, 16, palette.glow, r=6)))
    return sheet(rect(-20, 14, 1240, 16, darker(palette.near, 0.3)), lift=1) + "".join(parts)


BACKDROPS: dict[str, Layer] = {
    "stars": _stars,
    "moon": _moon,
    "sun": _sun,
    "rays": _rays,
    "clouds": _clouds,
    "hung": _hung_clouds,
    "rain": _rain,
    "snow": _snowfall,
    "confetti": _confetti,
    "garlands": _garlands,
    "strips": _strips,
    "ribbons": _ribbons,
    "dots": _dots,
    "beams": _beams,
    "none": _nothing,
}


# What the motif stands on.


def _hills(palette: Palette, rng: Random) -> str:
    return "".join(
        sheet(land(rng, y, swing, tone), lift=2)
        for y, swing, tone in ((480, 60, palette.far), (570, 45, palette.mid), (660, 18, palette.near))
    )


def _pines(palette: Palette, rng: Random) -> str:
    parts = [sheet(land(rng, 470, 50, palette.far), lift=2)]
    parts += [pine(x, 600, rng.uniform(210, 330), mix(palette.far, palette.mid, 0.6)) for x in range(20, 1250, 105)]
    parts.append(sheet(land(rng, 590, 30, palette.mid), lift=2))
    parts += [pine(x, 690, rng.uniform(280, 400), palette.mid) for x in (60, 190, 1010, 1150)]
    parts.append(sheet(land(rng, 670, 16, palette.near), lift=2))
    return "".join(parts)


def _sea(palette: Palette, rng: Random) -> str:
    tones = (palette.far, mix(palette.far, palette.mid, 0.6), palette.mid)
    return "".join(
        sheet(waves(500 + at * 62, 24 + at * 7, 150 + at * 34, tone, rng.uniform(0, 90)), lift=2)
        for at, tone in enumerate(tones)
    )


def _floor(palette: Palette, rng: Random) -> str:
    wood = ("#a8683f", "#b9764a", "#9c5f3a", "#c08252")
    planks = []
    for at in range(14):
        x1, x2 = -60 + at * 95, -520 + at * 165
        corners = ((x1, 585), (x1 + 95, 585), (x2 + 165, HEIGHT), (x2, HEIGHT))
        planks.append(polygon(corners, wood[at % 4], stroke="#7a4a2c", stroke_width=2))
    pool = ellipse(600, 690, 430, 74, "#ffe9a8", opacity=0.35)
    return sheet(*planks, lift=2) + pool


def _street(palette: Palette, rng: Random) -> str:
    light = palette.glow
    rows = []
    for base, tone, tall in ((560, palette.far, 210), (640, palette.mid, 170)):
        x = -30.0
        while x < WIDTH:
            w = rng.uniform(80, 140)
            walls = mix(tone, rng.choice((palette.a, palette.b, palette.low)), 0.18)
            roof = darker(tone, 0.3)
            gable = rng.choice(("point", "step", "flat"))
            rows.append(house(x, base, w, rng.uniform(0.6, 1.15) * tall, walls, roof, light, gable))
            x += w + 4
    return "".join(rows) + sheet(rect(-20, 640, 1240, 190, palette.near), lift=2)


def _snow(palette: Palette, rng: Random) -> str:
    parts = [sheet(land(rng, 470, 50, lighter(palette.far, 0.2)), lift=2)]
    parts += [pine(x, 560, rng.uniform(110, 180), mix(palette.mid, "#2f6f68", 0.5)) for x in range(40, 1200, 130)]
    parts.append(sheet(land(rng, 560, 34, lighter(palette.far, 0.65)), lift=2))
    parts.append(sheet(land(rng, 655, 20, "#fbfdff"), lift=2))
    return "".join(parts)


def _table(palette: Palette, rng: Random) -> str:
    top = mix(palette.near, "#8a5430", 0.5)
    edge = rect(-20, FLOOR - 6, 1240, 22, lighter(top, 0.25))
    return sheet(rect(-20, FLOOR - 6, 1240, 200, top), edge, lift=2)


GROUNDS: dict[str, Layer] = {
    "hills": _hills,
    "pines": _pines,
    "sea": _sea,
    "floor": _floor,
    "street": _street,
    "snow": _snow,
    "table": _table,
    "none": _nothing,
}


# What lies in front, between the spectator and the scene.


def _tunnel(palette: Palette, rng: Random) -> str:
    """Three sheets with a ragged hole, the nearest the darkest: a light box."""
    parts = []
    for rx, ry, tone in (
        (524, 344, mix(palette.near, palette.mid, 0.75)),
        (556, 366, mix(palette.near, palette.mid, 0.35)),
        (586, 388, palette.near),
    ):
        hole = []
        for x, y in ring(26, 1, start=rng.uniform(0, 1)):
            # A superellipse: rounder than a rectangle, and it leaves more room for the scene than an ellipse.
            swell = (abs(x) ** 3 + abs(y) ** 3) ** (-1 / 3) * rng.uniform(0.985, 1.02)
            hole.append((600 + x * swell * rx, 400 + y * swell * ry))
        middle = ((hole[0][0] + hole[-1][0]) / 2, (hole[0][1] + hole[-1][1]) / 2)
        curve = smooth([middle, *hole, middle])
        parts.append(sheet(path(f"M-60 -60H1260V860H-60Z{curve}Z", tone, fill_rule="evenodd"), lift=3))
    return "".join(parts)


def _arch(palette: Palette, rng: Random) -> str:
    """A portal of two sheets, as a toy theatre has."""
    parts = []
    for inset, tone in ((74, palette.a), (46, palette.near)):
        left, right, top = inset, WIDTH - inset, inset * 0.7
        hole = (
            f"M{left} 860V{number(top + 230)}Q{left} {number(top)} 600 {number(top)}T{right} {number(top + 230)}V860Z"
        )
        parts.append(sheet(path(f"M-60 -60H1260V900H-60Z{hole}", tone, fill_rule="evenodd"), lift=3))
    lamps = [circle(x, 28 + 150 * abs((x - 600) / 600) ** 3, 9, palette.glow) for x in range(120, 1100, 80)]
    return (
        "".join(parts)
        + "".join(glow(x, 28 + 150 * abs((x - 600) / 600) ** 3, 34, 0.5) for x in range(120, 1100, 80))
        + "".join(lamps)
    )


def _curtain(palette: Palette, rng: Random) -> str:
    cloth = rng.choice(("#c81e33", palette.b, darker(palette.a, 0.25)))
    parts = []
    for flip in (False, True):
        folds = []
        for at in range(5):
            x = 215 - at * 50
            foot = x - 20 - at * 6
            tone = lighter(cloth, 0.12) if at % 2 else darker(cloth, 0.12)
            d = f"M{x} -20C{x - 10} 260 {foot - 70} 400 {foot - 10} 830H-60V-20Z"
            folds.append(sheet(path(d, tone), lift=2))
        tie = stroke("M-20 470Q60 500 96 462", palette.a, 20)
        side = "".join(folds) + sheet(tie, lift=1)
        parts.append(f'<g transform="translate({WIDTH} 0) scale(-1 1)">{side}</g>' if flip else side)
    swags = "".join(
        sheet(
            path(f"M{x} -20H{x + 260}V40Q{x + 130} 150 {x} 40Z", darker(cloth, 0.08 * (at % 2))),
            stroke(f"M{x + 3} 42Q{x + 130} 150 {x + 257} 42", palette.a, 8),
            lift=2,
        )
        for at, x in enumerate(range(-50, 1200, 260))
    )
    return "".join(parts) + swags


def _leaves(palette: Palette, rng: Random) -> str:
    tones = (palette.near, mix(palette.near, palette.mid, 0.5), palette.mid)
    parts = []
    for x, y, turn, long in (
        (-30, 90, 8, 330),
        (-30, 250, 28, 250),
        (1230, 60, 168, 330),
        (1230, 230, 150, 260),
        (-30, 800, -38, 340),
        (150, 830, -62, 240),
        (1230, 800, 218, 340),
        (1060, 830, 244, 240),
    ):
        parts.append(sheet(branch(x, y, long, turn + rng.uniform(-7, 7), rng.choice(tones)), lift=3))
    return "".join(parts)


def _cloud_frame(palette: Palette, rng: Random) -> str:
    tone = lighter(palette.low, 0.6)
    low = "".join(
        sheet(cloud(x, 850 + rng.uniform(-18, 26), rng.uniform(260, 360), tone), lift=3)
        for x in range(-120, 1200, 190)
    )
    corners = sheet(cloud(-40, 112, 300, tone), lift=3) + sheet(cloud(940, 96, 300, tone), lift=3)
    return low + corners


def _torn(palette: Palette, rng: Random) -> str:
    """Torn card above and below, white where it tore."""
    parts = []
    for base, way in ((62, -1), (HEIGHT - 58, 1)):
        edge = [(x, base + rng.uniform(-15, 15)) for x in range(-20, 1260, 22)]
        rest = [(1260, base + way * 400), (-40, base + way * 400)]
        inner = [(x, y + way * rng.uniform(7, 14)) for x, y in edge]
        parts.append(sheet(polygon([*edge, *rest], palette.paper), lift=3) + polygon([*inner, *rest], palette.near))
    return "".join(parts)


def _proscenium(palette: Palette, rng: Random) -> str:
    gold, deep = "#e0a93c", "#9b6a1c"
    outer = path("M-60 -60H1260V860H-60ZM78 84V900H1122V84Z", gold, fill_rule="evenodd")
    inner = path("M52 60H1148V900H1122V84H78V900H52Z", deep)
    cloth = "".join(
        sheet(
            path(f"M{x} 60h174v34q-87 92 -174 0z", "#c81e33" if at % 2 else "#a81528"),
            stroke(f"M{x + 2} 96q85 88 170 0", "#ffe9a8", 6),
            lift=2,
        )
        for at, x in enumerate(range(78, 1100, 174))
    )
    bulbs = [(38, y) for y in range(110, 800, 66)] + [(WIDTH - 38, y) for y in range(110, 800, 66)]
    lights = "".join(glow(x, y, 30, 0.7) + circle(x, y, 9, "#fff3d6") for x, y in bulbs)
    crest = sheet(path("M520 52Q600 -30 680 52Q600 96 520 52Z", gold), circle(600, 44, 20, "#c81e33"), lift=2)
    return cloth + sheet(outer, inner, lift=3) + lights + crest


def _footlights(palette: Palette, rng: Random) -> str:
    shells = []
    for x in range(120, 1100, 160):
        shells.append(glow(x, 740, 110, 0.6))
        shells.append(sheet(path(f"M{x - 40} 776a40 40 0 0 1 80 0z", "#4a2a18"), lift=2))
        shells.append(path(f"M{x - 27} 776a27 27 0 0 1 54 0z", "#ffe9a8"))
    return "".join(shells) + sheet(rect(-20, 768, 1240, 60, palette.near), lift=2)


def _grass(palette: Palette, rng: Random) -> str:
    tufts = []
    for x in range(-10, 1220, 26):
        high, bend = rng.uniform(40, 110), rng.uniform(-26, 26)
        tufts.append(
            f"M{x - 13} 830Q{number(x + bend / 3)} {number(800 - high / 2)} {number(x + bend)} {number(800 - high)}"
            f"Q{number(x + 9 + bend / 3)} {number(800 - high / 2)} {x + 13} 830Z"
        )
    flowers = "".join(
        stroke(f"M{number(x)} 820V{number(y)}", palette.near, 5)
        + "".join(circle(px, py, 9, palette.a if int(x) % 2 else palette.paper) for px, py in ring(6, 13, (x, y)))
        + circle(x, y, 8, palette.b)
        for x, y in scatter(rng, 7, (30, 690, 1170, 740), 130)
    )
    return sheet(flowers, lift=2) + sheet(path("".join(tufts), palette.near), lift=3)


FRAMES: dict[str, Layer] = {
    "tunnel": _tunnel,
    "arch": _arch,
    "curtain": _curtain,
    "leaves": _leaves,
    "clouds": _cloud_frame,
    "torn": _torn,
    "proscenium": _proscenium,
    "footlights": _footlights,
    "grass": _grass,
    "none": _nothing,
}
