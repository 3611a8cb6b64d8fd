# ruff: noqa: E501 - the outline of a shape is one word, however long.
"""Draw and render the pictures of the shipped books: `portal/library/shipped/<book>/<picture>.{svg,png}`.

    python -m portal.tools.render_book_pictures [BOOK/PICTURE ...]

Each picture is a light box of cut card: rings of paper around a lamp instead of a gradient, land and people in
layers, a frame with a ragged hole in front. The SVG is the source and is kept beside the PNG that the book
carries (reading systems differ in what they draw of an SVG). Rendering needs Playwright and a Chromium, named by
`FOYER_CHROMIUM` or found as `chromium`; the PNG is reduced to a palette, so that a class of thirty loads it at once.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from math import cos, pi, sin
from pathlib import Path
from random import Random

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from portal.demo.paper import (
    Look,
    Point,
    Pose,
    branch,
    circle,
    cloud,
    darker,
    ellipse,
    figure,
    group,
    lighter,
    mix,
    number,
    path,
    pine,
    polygon,
    rect,
    scatter,
    sheet,
    smooth,
    star,
    stroke,
)
from portal.library.models import Animal
from portal.tools.draw_animals import ANIMALS

SHIPPED = Path(__file__).parents[1] / "library" / "shipped"
COVER, PLATE = (800, 1120), (1200, 800)
BYTES_MAX = 250_000
INK, CREAM, GOLD, RED = "#2a1020", "#fff3d6", "#e0a93c", "#c81e33"
LAMP = "#ffe9a8"

Size = tuple[int, int]
Draw = Callable[[Size, Random], str]
PICTURES: dict[str, tuple[Size, Draw]] = {}


def picture(name: str, size: Size) -> Callable[[Draw], Draw]:
    def add(draw: Draw) -> Draw:
        PICTURES[name] = (size, draw)
        return draw

    return add


def svg(name: str) -> str:
    """The picture as an SVG document; the same name always gives the same picture."""
    size, draw = PICTURES[name]
    width, height = size
    lifts = "".join(_lift(*each) for each in ((1, 3, 2.5, 0.34), (2, 7, 6, 0.4), (3, 13, 12, 0.5)))
    shade = (
        '<radialGradient id="vignette" cx="0.5" cy="0.45" r="0.78"><stop offset="0.55" stop-color="#1a0814" '
        'stop-opacity="0"/><stop offset="1" stop-color="#1a0814" stop-opacity="0.42"/></radialGradient>'
        f'<radialGradient id="shine"><stop offset="0" stop-color="{LAMP}" stop-opacity="0.8"/>'
        f'<stop offset="1" stop-color="{LAMP}" stop-opacity="0"/></radialGradient>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<defs>{lifts}{shade}</defs>{draw(size, Random(name))}{rect(0, 0, width, height, 'url(#vignette)')}</svg>\n"
    )


def _lift(step: int, drop: float, blur: float, shade: float) -> str:
    return (
        f'<filter id="lift{step}" x="-0.3" y="-0.3" width="1.6" height="1.6">'
        f'<feOffset in="SourceAlpha" dx="0.6" dy="{1.4 + 0.5 * step:.1f}" result="lower"/>'
        '<feComposite in="SourceAlpha" in2="lower" operator="out" result="edge"/>'
        f'<feFlood flood-color="#fffaf0" flood-opacity="{0.55 - 0.08 * step:.2f}"/>'
        '<feComposite in2="edge" operator="in" result="rim"/>'
        f'<feGaussianBlur in="SourceAlpha" stdDeviation="{blur}"/><feOffset dx="{drop * 0.3:.1f}" dy="{drop}" result="blur"/>'
        f'<feFlood flood-color="#1a0814" flood-opacity="{shade}"/><feComposite in2="blur" operator="in" result="shadow"/>'
        '<feMerge><feMergeNode in="shadow"/><feMergeNode in="SourceGraphic"/><feMergeNode in="rim"/></feMerge></filter>'
    )


# What several pictures share.


def shine(x: float, y: float, r: float, strength: float = 1) -> str:
    return circle(x, y, r, "url(#shine)", opacity=strength)


def rings(x: float, y: float, radii: Sequence[float], dark: str, light: str) -> str:
    """Sheets with ever smaller discs around a light, from `dark` outside to `light` inside."""
    last = max(1, len(radii) - 1)
    return "".join(sheet(circle(x, y, r, mix(dark, light, at / last)), lift=1) for at, r in enumerate(radii))


def stars(size: Size, rng: Random, depth: float, colour: str = LAMP) -> str:
    width, _ = size
    small = "".join(
        circle(x, y, rng.uniform(1.6, 3.4), colour, opacity=0.85)
        for x, y in scatter(rng, 46, (20, 20, width - 20, depth), 46)
    )
    large = "".join(
        star(x, y, rng.uniform(9, 17), colour) for x, y in scatter(rng, 8, (70, 90, width - 70, depth), 150)
    )
    return small + sheet(large, lift=1)


def strip(size: Size, rng: Random, y: float, swing: float, fill: str, steps: int = 6, opacity: float = 1) -> str:
    """Rolling land, or a bank of mist, from y down over the whole width."""
    width, height = size
    step = (width + 200) / steps
    tops = [(-100 + at * step, y + rng.uniform(-swing, swing)) for at in range(steps + 1)]
    return path(smooth([(-100, y), *tops, (width + 100, y)]) + f"V{height + 40}H-100Z", fill, opacity=opacity)


def sea(size: Size, y: float, crest: float, length: float, fill: str, shift: float = 0) -> str:
    width, height = size
    crest_path = (
        f"q{number(length * 0.28)} {number(-crest * 1.5)} {number(length * 0.62)} {number(-crest * 0.7)}"
        f"q{number(-length * 0.22)} {number(crest * 0.2)} {number(length * 0.38)} {number(crest * 0.7)}"
    )
    crests = crest_path * int((width + 3 * length) / length)
    start = f"{number(shift - length)} {number(y)}"
    return path(f"M{start}{crests}V{height + 40}H{number(shift - length)}Z", fill)


def frame(size: Size, rng: Random, tones: Sequence[str], margin: float = 46) -> str:
    """Sheets with a ragged hole, the last one in front."""
    width, height = size
    parts = []
    for at, tone in enumerate(tones):
        inset = margin * (len(tones) - at) / len(tones)
        hole: list[Point] = []
        for corner in range(34):
            x, y = cos(2 * pi * corner / 34), sin(2 * pi * corner / 34)
            # A superellipse: nearly a rectangle, so that the scene keeps its corners.
            swell = (abs(x) ** 9 + abs(y) ** 9) ** (-1 / 9) * rng.uniform(0.985, 1.008)
            hole.append((width / 2 + x * swell * (width / 2 - inset), height / 2 + y * swell * (height / 2 - inset)))
        middle = ((hole[0][0] + hole[-1][0]) / 2, (hole[0][1] + hole[-1][1]) / 2)
        ragged = smooth([middle, *hole, middle])
        outer = f"M-60 -60H{width + 60}V{height + 60}H-60Z"
        parts.append(sheet(path(f"{outer}{ragged}Z", tone, fill_rule="evenodd"), lift=3))
    return "".join(parts)


def head(which: Animal, x: float, y: float, scale: float, turn: float = 0, flip: bool = False) -> str:
    """The face of an animal of the class reader, its middle at (x, y)."""
    return group(group(ANIMALS[which](), at=(-80, -80)), at=(x, y), scale=scale, turn=turn, flip=flip)


def lighthouse(x: float, y: float, h: float, lean: float = 0, lit: bool = True) -> str:
    """The tower of Jits, standing on (x, y), `h` from its foot to its gallery."""
    foot, top = h * 0.13, h * 0.08
    tower = polygon(((-foot, 0), (-top, -h), (top, -h), (foot, 0)), CREAM)
    bands = ""
    for at in (0.08, 0.38, 0.68):
        low, high = at * h, (at + 0.15) * h
        half_low, half_high = foot + (top - foot) * at, foot + (top - foot) * (at + 0.15)
        bands += polygon(((-half_low, -low), (-half_high, -high), (half_high, -high), (half_low, -low)), RED)
    shade = polygon(((foot * 0.35, 0), (top * 0.35, -h), (top, -h), (foot, 0)), INK, opacity=0.14)
    windows = "".join(
        path(
            f"M{number(-h * 0.022)} {number(-h * at)}v{number(-h * 0.04)}a{number(h * 0.022)} {number(h * 0.022)} 0 0 1 {number(h * 0.044)} 0v{number(h * 0.04)}z",
            LAMP if lit else INK,
        )
        for at in (0.3, 0.58, 0.86)
    )
    door = path(
        f"M{number(-h * 0.035)} 0v{number(-h * 0.07)}a{number(h * 0.035)} {number(h * 0.035)} 0 0 1 {number(h * 0.07)} 0v{number(h * 0.07)}z",
        INK,
    )
    deck = rect(-top * 1.5, -h - h * 0.025, top * 3, h * 0.035, INK, r=4)
    rail = rect(-top * 1.5, -h - h * 0.085, top * 3, h * 0.01, INK) + "".join(
        rect(-top * 1.5 + top * 3 * at / 7, -h - h * 0.085, h * 0.007, h * 0.07, INK) for at in range(8)
    )
    lamp = rect(-top * 0.8, -h - h * 0.2, top * 1.6, h * 0.18, LAMP if lit else "#c9bfae", r=4) + "".join(
        rect(-top * 0.8 + top * 1.6 * at / 3 - 1.5, -h - h * 0.2, 3, h * 0.18, INK) for at in (0, 1, 2, 3)
    )
    cap = path(
        f"M{number(-top)} {number(-h * 1.19)}Q0 {number(-h * 1.36)} {number(top)} {number(-h * 1.19)}Z", RED
    ) + circle(0, -h * 1.29, h * 0.015, GOLD)
    body = (
        sheet(tower, bands, shade, lift=3)
        + windows
        + door
        + sheet(deck, lift=2)
        + sheet(lamp, lift=1)
        + rail
        + sheet(cap, lift=2)
    )
    return group(body, at=(x, y), turn=lean)


def lantern(x: float, y: float, size: float) -> str:
    return shine(x, y, size * 2.8, 0.9) + sheet(
        stroke(
            f"M{number(x - size * 0.4)} {number(y - size * 0.7)}q{number(size * 0.4)} {number(-size * 0.7)} {number(size * 0.8)} 0",
            INK,
            size * 0.12,
        ),
        rect(x - size * 0.5, y - size * 0.75, size, size * 1.5, "#ffd45c", r=size * 0.2),
        rect(x - size * 0.62, y - size * 0.85, size * 1.24, size * 0.24, INK, r=size * 0.1),
        rect(x - size * 0.62, y + size * 0.62, size * 1.24, size * 0.24, INK, r=size * 0.1),
        lift=1,
    )


def blue_bird(x: float, y: float, scale: float, turn: float = 0, flip: bool = False) -> str:
    """The bird, flying to the right."""
    deep, blue, pale = "#1c55b5", "#2f86e8", "#9fd2ff"
    tail = path("M-70 -8L-190 -26L-166 2L-200 22L-160 30L-170 52L-66 22Z", deep)
    far = path(
        "M10 -22C0 -90 40 -160 110 -186C106 -150 116 -130 100 -100C108 -86 96 -66 84 -52C74 -30 56 -18 40 -14Z", deep
    )
    body = path("M-90 6C-50 -34 20 -48 62 -34C92 -26 104 -8 100 8C84 44 -10 52 -90 6Z", blue)
    belly = path("M-40 26C0 44 70 42 98 14C90 44 10 58 -40 26Z", "#fff0d6")
    near = path(
        "M34 -14C30 -100 -30 -166 -118 -186C-108 -160 -124 -142 -100 -116C-112 -100 -92 -82 -78 -72C-84 -56 -62 -42 -48 -38C-44 -16 -20 2 6 6C24 8 34 0 34 -14Z",
        lighter(blue, 0.1),
    )
    quills = stroke("M-96 -164Q-40 -130 0 -40M-84 -118Q-44 -94 -10 -28M-64 -72Q-38 -56 -16 -16", pale, 6)
    face = circle(80, -20, 33, blue)
    beak = path("M108 -30L142 -14L106 -4Z", "#f5b82e")
    cheek = ellipse(88, -8, 12, 8, pale)
    eye = circle(92, -26, 6.5, INK) + circle(94, -28, 2.4, "#ffffff")
    return group(
        sheet(tail, lift=1)
        + sheet(far, lift=1)
        + sheet(body, belly, lift=2)
        + sheet(face, cheek, lift=1)
        + sheet(beak, lift=1)
        + eye
        + sheet(near, quills, lift=2),
        at=(x, y),
        scale=scale,
        turn=turn,
        flip=flip,
    )


TYLTYL = Look(top="#2f7f5f", bottom="#5b3a2a", skin="#f6cba6", hair="#7a4a22", style="short")
MYTYL = Look(top=RED, bottom="#a3182a", skin="#f6cba6", hair="#c98a3a", style="scarf", skirt=True)
JITS = Look(top="#2f7f86", bottom="#1b2a6b", skin="#f6cba6", hair="#b5502c", style="bob")
SAMI = Look(top="#f5c02e", bottom="#3a2a4a", skin="#a86f4b", hair="#1f1518", style="short")


def tyltyl(x: float, y: float, h: float, pose: Pose) -> str:
    """The boy, with the hat that has the diamond."""
    u = h / 100
    hat = path(
        f"M{number(x - 14 * u)} {number(y - 89 * u)}Q{number(x - 2 * u)} {number(y - 94 * u)} {number(x + 13 * u)} {number(y - 89 * u)}"
        f"Q{number(x + 12 * u)} {number(y - 106 * u)} {number(x - 6 * u)} {number(y - 114 * u)}Q{number(x - 14 * u)} {number(y - 104 * u)} {number(x - 14 * u)} {number(y - 89 * u)}Z",
        "#3f9a6a",
    )
    gem = polygon(((x, y - 102 * u), (x + 5 * u, y - 96 * u), (x, y - 90 * u), (x - 5 * u, y - 96 * u)), "#c8f4ff")
    return figure(x, y, h, TYLTYL, pose) + sheet(hat, lift=1) + shine(x, y - 96 * u, 16 * u) + sheet(gem, lift=1)


# Jits en het laatste licht.


@picture("jits/cover", COVER)
def jits_cover(size: Size, rng: Random) -> str:
    night, dusk = "#141c52", "#4a5cae"
    sky = rect(0, 0, 800, 1120, night) + rings(
        470, 330, (620, 500, 390, 290, 200), mix(night, dusk, 0.16), mix(dusk, LAMP, 0.3)
    )
    beams = polygon(((470, 330), (-60, 120), (-60, 330)), LAMP, opacity=0.55) + polygon(
        ((470, 330), (860, 190), (860, 380)), LAMP, opacity=0.55
    )
    far_clouds = sheet(cloud(40, 210, 210, mix(night, dusk, 0.75)), lift=1) + sheet(
        cloud(570, 140, 190, mix(night, dusk, 0.6)), lift=1
    )
    waters = "".join(
        sheet(sea(size, 720 + at * 52, 20 + at * 5, 130 + at * 26, tone, at * 47), lift=2)
        for at, tone in enumerate(("#3a6aa8", "#2c558f", "#224579"))
    )
    boat = (
        sheet(
            path("M112 760h150l-30 46h-92z", RED),
            rect(168, 726, 46, 36, CREAM, r=4),
            rect(186, 690, 8, 40, "#6b4030"),
            lift=2,
        )
        + rect(178, 736, 12, 14, LAMP)
        + shine(190, 688, 40)
        + circle(190, 688, 6, LAMP)
    )
    dune = path("M250 1160C300 980 360 930 470 905C600 880 720 910 860 980V1160Z", "#d9b574")
    dune_front = path("M-40 1160V1010C80 960 220 960 330 1000C460 1046 640 1010 860 1050V1160Z", "#b98d4e")
    grass = "".join(
        stroke(f"M{x} {y}q{bend} -30 {bend * 2} -56", tone, 5)
        for x, y, bend, tone in (
            (640, 925, 8, "#6f8a4a"),
            (660, 930, -6, "#86a35a"),
            (680, 935, 12, "#6f8a4a"),
            (345, 975, -9, "#86a35a"),
            (360, 970, 5, "#6f8a4a"),
            (90, 990, 8, "#6f8a4a"),
            (110, 985, -5, "#86a35a"),
            (720, 1035, 8, "#6f8a4a"),
            (740, 1038, -7, "#86a35a"),
        )
    )
    girl = figure(250, 1032, 190, JITS, Pose(left_arm=(-150, -168), right_arm=(24, 12)))
    boei = head(Animal.KAT, 0, 0, 0.62).replace("#41364f", "#f08a2c")
    fluff = ellipse(352, 1022, 40, 34, "#f08a2c") + ellipse(352, 1030, 20, 24, "#ffe0b0")
    cat = sheet(fluff, lift=2) + group(boei, at=(352, 972))
    return (
        sky
        + stars(size, rng, 520)
        + far_clouds
        + beams
        + waters
        + boat
        + sheet(dune, lift=3)
        + shine(470, 330, 210)
        + lighthouse(470, 925, 520, 1.6)
        + shine(478, 330, 120)
        + sheet(grass, lift=1)
        + sheet(dune_front, lift=3)
        + girl
        + cat
        + frame(size, rng, ("#2a2458", "#1a0f34"), 34)
    )


@picture("jits/mist", PLATE)
def jits_mist(size: Size, rng: Random) -> str:
    sky = rect(0, 0, 1200, 800, "#3d4a7a") + rings(706, 190, (560, 430, 310, 200), "#4d5a8a", "#c9c6c0")
    banks = [sheet(strip(size, rng, y, 26, tone, 7), lift=2) for y, tone in ((430, "#5f6b98"), (500, "#6b77a2"))]
    front = [sheet(strip(size, rng, y, 30, tone, 6), lift=2) for y, tone in ((352, "#8793b8"), (470, "#9da8c8"))]
    low = sheet(strip(size, rng, 720, 14, "#bcc5dc", 7), lift=2)
    roofs = "".join(
        sheet(
            polygon(((x, 540), (x, 450), (x + 45, 412), (x + 90, 450), (x + 90, 540)), "#54608c"),
            rect(x + 36, 446, 18, 20, LAMP),
            lift=1,
        )
        for x in (70, 182)
    )
    church = sheet(polygon(((290, 540), (290, 420), (318, 300), (346, 420), (346, 540)), "#54608c"), lift=1)
    flames = path(
        "M0 0C-46 -10 -48 -62 -20 -92C-18 -70 -6 -66 -2 -84C4 -110 -4 -124 4 -142C30 -116 52 -84 46 -46C44 -14 26 0 0 0Z",
        "#f28a2c",
    ) + path("M2 0C-22 -8 -24 -38 -8 -56C2 -40 12 -62 10 -78C30 -56 32 -8 2 0Z", "#ffd45c")
    logs = stroke("M-48 6L44 -8M-44 -8L48 6", "#6b4030", 13)
    fire = shine(470, 640, 250, 0.95) + group(sheet(logs, lift=1) + sheet(flames, lift=1), at=(470, 690))
    crowd = "".join(
        figure(
            x,
            714,
            74,
            Look(top=tone, bottom="#4a4560", skin=skin),
            Pose(left_arm=(-40, -60), right_arm=(40, 60)),
            face=False,
        )
        for x, tone, skin in (
            (352, "#5b7fb5", "#f6cba6"),
            (396, RED, "#a86f4b"),
            (548, "#4cc38a", "#f6cba6"),
            (592, "#e0a93c", "#e0a878"),
            (640, "#8a5bb5", "#f6cba6"),
        )
    )
    gulls = stroke("M250 180q22 -22 40 0q18 -22 40 0M360 120q16 -16 30 0q14 -16 30 0", "#fbf8f2", 7)
    return (
        sky
        + "".join(banks)
        + shine(708, 190, 230)
        + lighthouse(700, 640, 420, 1.5)
        + front[0]
        + roofs
        + church
        + front[1]
        + shine(708, 172, 90, 0.7)
        + fire
        + crowd
        + low
        + sheet(gulls, lift=1)
        + frame(size, rng, ("#6b7594", "#424a68"), 34)
    )


@picture("jits/keten", PLATE)
def jits_chain(size: Size, rng: Random) -> str:
    wall = "#6b3f3a"
    back = rect(0, 0, 1200, 800, "#141c52") + stars(size, rng, 700)
    tower = sheet(polygon(((110, 840), (230, -40), (970, -40), (1090, 840)), wall), lift=3)
    bricks = "".join(
        rect(x + 34 * (row % 2), 20 + row * 52, 62, 20, mix(wall, "#8f5a4e", rng.uniform(0, 0.8)), r=5)
        for row in range(15)
        for x in range(240 - row * 6, 900 + row * 6, 96)
        if rng.random() < 0.5
    )
    windows = "".join(
        sheet(path(f"M{x} {y}v-66a34 34 0 0 1 68 0v66z", "#27346f"), lift=1) + star(x + 34, y - 48, 10, LAMP)
        for x, y in ((640, 142), (236, 398), (812, 590))
    )
    # Three flights that climb to the left, to the right and to the left again; each step is a plank of card.
    flights = (((1010, 748), (240, 600)), ((262, 566), (930, 410)), ((905, 368), (330, 218)))
    stairs, people = [], []
    looks = (
        JITS,
        SAMI,
        Look("#e8384a", "#3a2a4a", "#e0a878", "#3a2418", "bun", True),
        Look("#5bbcf0", "#3b2a20", "#f6cba6", "#c98a3a", "short"),
        Look("#4cc38a", "#2a2a4a", "#7a4a32", "#1f1518", "curls"),
        Look("#ef8fbf", "#5b2a5a", "#fbdcc0", "#b5502c", "scarf", True),
        Look("#f5b82e", "#4a2c20", "#a86f4b", "#1f1518", "bob", True),
    )
    turn = 0
    for (x1, y1), (x2, y2) in flights:
        steps = 14
        planks = []
        for at in range(steps):
            x, y = x1 + (x2 - x1) * at / (steps - 1), y1 + (y2 - y1) * at / (steps - 1)
            planks.append(rect(x - 34, y, 68, 34, "#c98a4e" if at % 2 else "#b9764a", r=3))
        stairs.append(sheet(*planks, lift=2))
        side = 1 if x2 > x1 else -1
        for place in (1, 4, 7, 10):
            x, y = x1 + (x2 - x1) * place / (steps - 1), y1 + (y2 - y1) * place / (steps - 1)
            reach = Pose(left_arm=(-62, -100), right_arm=(62, 100))
            people.append((y, figure(x, y + 4, 132, looks[turn % 7], reach)))
            people.append((y + 0.5, lantern(x + side * 56, y - 78 - (3 if side > 0 else 0), 19)))
            turn += 1
    top = rings(330, 60, (210, 150, 95), mix(wall, LAMP, 0.2), mix(wall, LAMP, 0.75))
    figures = "".join(shown for _, shown in sorted(people, key=lambda each: each[0]))
    return (
        back
        + tower
        + bricks
        + windows
        + top
        + "".join(stairs)
        + figures
        + frame(size, rng, ("#3a1a2a", "#1f0d1c"), 34)
    )


# Reinaert.


def stones(rng: Random, area: tuple[float, float, float, float], tone: str) -> str:
    left, top, right, low = area
    parts = []
    for row, y in enumerate(range(int(top), int(low), 62)):
        x = left - 40 * (row % 2)
        while x < right:
            wide = rng.uniform(74, 122)
            start, end = max(x, left), min(x + wide - 8, right)
            if end - start > 12:
                parts.append(rect(start, y, end - start, 54, mix(tone, "#fff3d6", rng.uniform(0, 0.2)), r=9))
            x += wide
    return "".join(parts)


@picture("reinaert/cover", COVER)
def reinaert_cover(size: Size, rng: Random) -> str:
    sky = rect(0, 0, 800, 1120, "#7a2f45") + rings(300, 470, (560, 440, 330, 230, 150), "#a8443f", "#ffe0a0")
    far = sheet(strip(size, rng, 660, 30, "#8f3f52", 5), lift=2)
    castle_tone = "#6d2f4a"
    castle = sheet(
        rect(60, 470, 90, 220, castle_tone),
        rect(150, 540, 210, 150, castle_tone),
        rect(345, 430, 80, 260, castle_tone),
        "".join(rect(52 + at * 30, 452, 18, 26, castle_tone) for at in range(4)),
        "".join(rect(338 + at * 27, 412, 17, 26, castle_tone) for at in range(4)),
        "".join(rect(160 + at * 40, 522, 24, 26, castle_tone) for at in range(5)),
        lift=2,
    ) + "".join(path(f"M{x} {y}v-22a9 9 0 0 1 18 0v22z", LAMP) for x, y in ((96, 540), (376, 510), (240, 610)))
    flag = stroke("M385 412v-80", INK, 6) + sheet(
        path("M385 334q40 -12 70 10q-20 6 -14 26q-30 -12 -56 -2z", GOLD), lift=1
    )
    hills = sheet(strip(size, rng, 720, 26, "#6a3a2e", 5), lift=2) + "".join(
        pine(x, 800, h, "#3f5a3a") for x, h in ((70, 150), (150, 110), (420, 130))
    )
    road = sheet(path("M200 1160C230 960 250 860 240 700C270 860 330 960 480 1160Z", "#e0b070"), lift=1)
    meadow = sheet(strip(size, rng, 800, 20, "#8a6a35", 5), lift=2)
    fur, deep = "#e2601f", "#b8451a"
    body = path("M330 1160C330 960 400 860 520 840C640 830 760 900 800 1160Z", fur)
    bib = path("M390 1160C390 1010 440 920 510 900C560 940 580 1040 576 1160Z", "#fffaf0")
    arch_wall = path("M520 -40H860V1180H600V560C600 430 560 330 470 250C380 170 200 130 -40 128V-40Z", "#8f7f86")
    masonry = "".join(
        group(rect(-44, -34, 88, 68, mix("#9d8d92", CREAM, rng.uniform(0.05, 0.3)), r=10), at=(x, y), turn=turn)
        for x, y, turn in (
            (30, 92, 2),
            (130, 98, 5),
            (230, 116, 12),
            (326, 146, 22),
            (414, 190, 32),
            (490, 252, 44),
            (556, 330, 56),
            (606, 420, 68),
            (640, 520, 82),
        )
    )
    blocks = stones(rng, (650, 590, 800, 1120), "#9d8d92") + stones(rng, (690, 40, 800, 420), "#9d8d92")
    skull = group(
        sheet(_big_fox(fur, deep), lift=3),
        _fox_face(),
        at=(470, 660),
        scale=3.1,
        turn=-9,
    )
    paw = sheet(ellipse(640, 872, 64, 42, deep), lift=3) + sheet(
        "".join(ellipse(592 + at * 10, 850 + at * 24, 26, 14, INK) for at in range(3)), lift=1
    )
    ivy = sheet(branch(800, 60, 230, 155, "#4f7a3a", 9), branch(810, 420, 200, 190, "#3f6a34", 8), lift=2)
    return (
        sky
        + far
        + castle
        + flag
        + hills
        + meadow
        + road
        + sheet(body, bib, lift=3)
        + skull
        + sheet(arch_wall, lift=3)
        + sheet(masonry, lift=1)
        + sheet(blocks, lift=1)
        + paw
        + ivy
        + frame(size, rng, ("#4a1f2a", "#260c18"), 30)
    )


def _big_fox(fur: str, deep: str) -> str:
    """Ears and head, the nose at (0, 60)."""
    ears = (
        path("M-60 -6L-62 -72Q-60 -80 -52 -74L-6 -34Z", fur)
        + path("M-62 -50L-62 -72Q-60 -80 -52 -74L-38 -62Z", INK)
        + path("M-50 -18L-50 -48L-26 -32Z", CREAM)
        + path("M60 -6L62 -72Q60 -80 52 -74L6 -34Z", fur)
        + path("M62 -50L62 -72Q60 -80 52 -74L38 -62Z", INK)
        + path("M50 -18L50 -48L26 -32Z", CREAM)
    )
    skull = path(
        "M0 -42C28 -42 56 -24 76 18C56 26 34 40 20 56Q0 76 -20 56C-34 40 -56 26 -76 18C-56 -24 -28 -42 0 -42Z", fur
    )
    brow = path("M0 -42C8 -20 10 0 0 24C-10 0 -8 -20 0 -42Z", deep, opacity=0.4)
    return ears + skull + brow


def _fox_face() -> str:
    white = path("M-76 18C-52 6 -26 8 -14 30L0 66Q-12 64 -20 56C-34 40 -56 26 -76 18Z", "#fffaf0") + path(
        "M76 18C52 6 26 8 14 30L0 66Q12 64 20 56C34 40 56 26 76 18Z", "#fffaf0"
    )
    eyes = "".join(
        ellipse(x, 4, 12, 9.5, "#ffd84a") + ellipse(x + 4, 5, 4.4, 7.5, INK) + circle(x + 6, 1.5, 2, "#ffffff")
        for x in (-26, 26)
    )
    lids = path("M-40 4C-38 -10 -16 -12 -12 2C-18 -2 -32 -2 -40 4Z", "#b8451a") + path(
        "M40 2C38 -12 16 -12 12 2C18 -4 32 -4 40 2Z", "#b8451a"
    )
    brows = stroke("M-40 -10q12 -8 24 -2M14 -16q12 -8 26 -2", INK, 3.2)
    nose = path("M-10 58q10 -6 20 0q-2 10 -10 12q-8 -2 -10 -12z", INK) + ellipse(
        -3, 59, 3, 1.5, "#fffaf0", opacity=0.7
    )
    smirk = stroke("M-1 69Q-13 61 -21 46Q-25 39 -33 39", INK, 2.8) + polygon(
        ((-13, 60), (-17, 54), (-18, 61)), "#fffaf0", stroke=INK, stroke_width=0.8
    )
    whiskers = stroke("M-40 36l-28 0M-38 46l-24 10M30 40l30 -2M31 46l28 6", INK, 1.3)
    return sheet(white, lift=1) + eyes + lids + brows + smirk + whiskers + sheet(nose, lift=1)


def _paw(x: float, y: float, fur: str) -> str:
    claws = "".join(
        polygon(((x + 22, y - 22 + at * 15), (x + 46, y - 14 + at * 13), (x + 22, y - 10 + at * 15)), CREAM)
        for at in range(3)
    )
    return claws + ellipse(x, y, 36, 29, darker(fur, 0.3))


@picture("reinaert/honing", PLATE)
def reinaert_honey(size: Size, rng: Random) -> str:
    sky = rect(0, 0, 1200, 800, "#5aa08c") + rings(760, 260, (620, 470, 330, 210), "#7ab894", "#fff0b0")
    trees = "".join(
        pine(x, 560, rng.uniform(250, 360), mix("#3f8a5a", "#2c6650", rng.random())) for x in range(40, 1240, 130)
    )
    yard = sheet(strip(size, rng, 545, 14, "#9cbf5a", 7), lift=2)
    hut = sheet(
        rect(70, 380, 210, 190, "#c98a4e"),
        rect(140, 460, 62, 110, "#6b4030", r=6),
        rect(222, 430, 40, 40, LAMP, r=4),
        lift=2,
    ) + sheet(polygon(((36, 396), (175, 276), (314, 396)), "#a8502f"), lift=2)
    log = path("M430 640C420 560 432 500 470 486L1130 500C1164 520 1168 620 1140 650Z", "#bd8650")
    bark = "".join(
        stroke(f"M{x} {y}q40 -8 {w} 0", "#94612f", 6)
        for x, y, w in (
            (640, 530, 120),
            (820, 545, 150),
            (700, 585, 140),
            (960, 580, 110),
            (860, 620, 130),
            (560, 620, 90),
            (1000, 530, 80),
        )
    )
    end = ellipse(1140, 575, 38, 76, "#e0b070") + "".join(
        ellipse(1140, 575, 28 - at * 9, 58 - at * 19, "none", stroke="#a8683f", stroke_width=5) for at in range(3)
    )
    split = path("M480 548L800 545L480 600Z", "#3a1f18")
    wedge = polygon(((570, 506), (616, 504), (604, 604), (582, 606)), "#e8c07c")
    fur = "#6f4023"
    hole = sheet(ellipse(452, 572, 46, 96, "#e8c48a"), lift=1) + ellipse(456, 572, 34, 80, "#3a1f18")
    rump = path(
        "M474 516C430 450 330 372 220 398C120 424 80 520 110 600C140 670 240 700 330 682C400 668 450 650 474 628Z",
        fur,
    )
    shine_on = stroke("M150 470Q196 418 262 420", lighter(fur, 0.16), 12)
    kick = path("M150 560C110 590 80 620 60 664L128 704C150 660 190 640 220 630Z", darker(fur, 0.12))
    sole = group(
        ellipse(0, 0, 58, 38, darker(fur, 0.3)),
        ellipse(4, 6, 26, 16, "#c99a6a"),
        *(circle(x, -20, 9, "#c99a6a") for x in (-26, 0, 26)),
        at=(92, 690),
        turn=28,
    )
    stand = path("M268 640C262 690 270 720 276 742H372C372 710 384 680 392 640Z", darker(fur, 0.16)) + ellipse(
        330, 744, 70, 24, darker(fur, 0.32)
    )
    tail = circle(100, 478, 32, lighter(fur, 0.12))
    upper = path("M318 452C370 420 450 430 530 468L512 520C440 494 390 508 346 528Z", darker(fur, 0.14)) + _paw(
        526, 494, fur
    )
    lower = path("M318 660C372 706 450 706 522 668L500 622C440 646 390 636 340 600Z", darker(fur, 0.14)) + _paw(
        516, 646, fur
    )
    bees = ""
    for x, y in ((520, 400), (590, 340), (450, 340), (660, 420), (380, 300), (730, 350), (560, 260)):
        bees += stroke(f"M{x - 60} {y + 30}q20 -30 40 -10t22 -14", CREAM, 3, stroke_dasharray="2 9") + head(
            Animal.BIJ, x, y, 0.42, rng.uniform(-30, 30)
        )
    fox = group(sheet(_big_fox("#e2601f", "#b8451a"), lift=2), _fox_face(), at=(990, 392), scale=1.05, turn=6)
    bush = "".join(
        sheet(circle(x, y, r, tone), lift=2)
        for x, y, r, tone in (
            (900, 470, 62, "#4f8f4a"),
            (1080, 470, 70, "#4f8f4a"),
            (980, 490, 76, "#66a556"),
            (1160, 430, 60, "#3f7f44"),
        )
    )
    drip = path(
        "M596 516C620 506 700 500 742 506C742 530 726 556 722 532C712 524 704 590 694 560C690 530 672 530 664 548C656 590 642 560 640 536C628 524 604 540 596 516Z",
        "#f5b82e",
    )
    grass = "".join(
        stroke(
            f"M{x} 800q{number(rng.uniform(-14, 14))} -40 {number(rng.uniform(-24, 24))} {number(-rng.uniform(50, 100))}",
            rng.choice(("#5a8a3a", "#6fa045", "#4a7a34")),
            9,
        )
        for x in range(460, 1200, 24)
    )
    return (
        sky
        + trees
        + yard
        + hut
        + fox
        + bush
        + sheet(log, bark, lift=3)
        + sheet(end, lift=1)
        + split
        + hole
        + sheet(kick, lift=1)
        + sheet(stand, lift=1)
        + sheet(rump, lift=3)
        + shine_on
        + sheet(sole, lift=2)
        + sheet(tail, lift=2)
        + sheet(lower, lift=2)
        + sheet(upper, lift=2)
        + sheet(wedge, lift=1)
        + group(sheet(drip, lift=1), at=(40, 4))
        + bees
        + sheet(grass, lift=2)
        + frame(size, rng, ("#2c5a44", "#173a32"), 34)
    )


@picture("reinaert/pelgrim", PLATE)
def reinaert_pilgrim(size: Size, rng: Random) -> str:
    sky = rect(0, 0, 1200, 800, "#d9653f") + rings(810, 380, (640, 500, 370, 250, 150), "#e8854a", "#fff0b0")
    birds = stroke(
        "M300 190q20 -20 36 0q16 -20 36 0M420 130q14 -14 26 0q12 -14 26 0M240 260q12 -12 22 0q10 -12 22 0",
        "#7a2f3f",
        6,
    )
    hills = "".join(
        sheet(strip(size, rng, y, 30, tone, 5), lift=2) for y, tone in ((470, "#b8503f"), (530, "#963f3f"))
    )
    castle = sheet(
        rect(120, 380, 60, 120, "#7a2f3f"),
        rect(180, 420, 120, 80, "#7a2f3f"),
        rect(290, 350, 56, 150, "#7a2f3f"),
        "".join(rect(116 + at * 24, 366, 15, 20, "#7a2f3f") for at in range(3)),
        "".join(rect(286 + at * 23, 336, 14, 20, "#7a2f3f") for at in range(3)),
        lift=1,
    ) + "".join(rect(x, y, 12, 20, LAMP, r=5) for x, y in ((142, 420), (310, 390), (230, 450)))
    front = sheet(path("M-60 860V640C200 560 420 590 640 620C860 650 1040 600 1260 560V860Z", "#6a3326"), lift=3)
    road = sheet(
        path(
            "M-20 760C240 660 520 690 700 700C900 706 1060 660 1220 640V720C1040 760 880 780 660 776C420 770 220 780 -20 850Z",
            "#e0b070",
        ),
        lift=1,
    )
    fur, deep = "#e2601f", "#b8451a"
    tail = path("M560 610C470 600 400 540 390 450C440 470 470 500 500 500C560 510 610 560 610 610Z", fur) + path(
        "M390 450C376 480 384 520 404 552C430 530 440 500 430 476C416 468 404 458 390 450Z", "#fffaf0"
    )
    cloak = path("M520 700C520 560 560 460 640 440C720 460 760 560 764 700Q640 730 520 700Z", "#7a6a52")
    hem = stroke("M530 690Q640 716 754 690", "#5f523e", 9)
    legs = (
        stroke("M596 700L580 752M690 700L706 750", deep, 26)
        + ellipse(572, 756, 34, 14, INK)
        + ellipse(718, 754, 34, 14, INK)
    )
    bag = sheet(
        path("M522 560C516 540 600 536 604 560L610 640Q560 664 516 640Z", "#c98a4e"),
        stroke("M520 566Q560 588 606 566", "#8a5430", 6),
        circle(562, 590, 8, GOLD),
        lift=2,
    )
    strap = stroke("M560 556Q600 480 668 462", "#8a5430", 10)
    staff = stroke("M812 330L790 752", "#6b4030", 15) + circle(812, 322, 15, "#8a5430")
    arm = stroke("M706 520Q760 560 798 530", fur, 34) + circle(800, 528, 21, INK)
    shell = group(
        path("M0 20C-22 14 -32 -2 -22 -14C-12 -24 12 -24 22 -14C32 -2 22 14 0 20Z", CREAM)
        + stroke("M0 16V-18M-6 14L-14 -14M6 14L14 -14", "#c9a878", 2.6),
        at=(652, 296),
    )
    hat = path("M540 322Q650 262 766 322Q650 350 540 322Z", "#5f523e") + path(
        "M590 312C596 250 700 246 716 310Q650 326 590 312Z", "#7a6a52"
    )
    fox = group(sheet(_big_fox(fur, deep), lift=2), _fox_face(), at=(652, 396), scale=1.5, turn=4)
    hare = head(Animal.HAAS, 980, 590, 1.15, 4) + sheet(
        path("M920 748C920 680 950 660 984 660C1020 664 1046 690 1044 748Z", "#b98a55"), lift=2
    )
    ram = (
        sheet(
            ellipse(272, 690, 120, 74, "#fdf7ea"),
            *(
                circle(272 + 112 * cos(a), 690 + 66 * sin(a), 30, "#fdf7ea")
                for a in (at * pi / 5 for at in range(10))
            ),
            lift=2,
        )
        + head(Animal.SCHAAP, 330, 592, 1.05, -4)
        + sheet(
            stroke(
                "M290 572C250 548 236 600 262 618C280 626 284 606 272 600M372 570C412 546 426 598 400 616C382 624 378 604 390 598",
                "#a8927a",
                15,
            ),
            lift=2,
        )
        + stroke("M220 752v30M320 752v30", "#5a4650", 16)
    )
    grass = "".join(
        stroke(
            f"M{x} 800q{number(rng.uniform(-12, 12))} -26 {number(rng.uniform(-18, 18))} {number(-rng.uniform(28, 60))}",
            rng.choice(("#4a2a20", "#5a3826")),
            8,
        )
        for x in range(20, 1200, 26)
    )
    return (
        sky
        + sheet(birds, lift=1)
        + hills
        + castle
        + front
        + road
        + ram
        + hare
        + sheet(tail, lift=2)
        + sheet(legs, lift=1)
        + sheet(cloak, hem, lift=2)
        + strap
        + bag
        + sheet(staff, lift=2)
        + fox
        + sheet(hat, lift=2)
        + sheet(shell, lift=1)
        + sheet(arm, lift=2)
        + sheet(grass, lift=2)
        + frame(size, rng, ("#5a1f2a", "#2c0c18"), 34)
    )


# De blauwe vogel.


@picture("blauwe-vogel/cover", COVER)
def bird_cover(size: Size, rng: Random) -> str:
    night = "#101a4e"
    sky = rect(0, 0, 800, 1120, night) + rings(400, 400, (640, 520, 410, 310), "#1c2a6e", "#5b74c8")
    moon = sheet(circle(400, 400, 228, "#fff0c0"), lift=2) + "".join(
        circle(x, y, r, "#f3dca0")
        for x, y, r in ((300, 330, 34), (480, 290, 22), (500, 480, 40), (330, 500, 24), (410, 400, 16))
    )
    woods = sheet(strip(size, rng, 760, 24, "#26367e", 5), lift=2) + "".join(
        pine(x, 850, rng.uniform(120, 190), "#22306e") for x in range(30, 820, 74)
    )
    hills = sheet(strip(size, rng, 830, 20, "#dfe8f8", 5), lift=2)
    cottages = "".join(
        sheet(
            rect(x, 800, 84, 70, "#5a3a4a"), polygon(((x - 14, 806), (x + 42, 748), (x + 98, 806)), "#f4f7fd"), lift=2
        )
        + rect(x + 26, 820, 30, 28, LAMP, r=3)
        + shine(x + 41, 834, 46, 0.8)
        for x in (60, 660)
    )
    roof = path("M-40 1180L-40 1090L400 930L840 1090V1180Z", "#6a2f2a")
    tiles = "".join(
        path(f"M{x} {y}h40v14a20 18 0 0 1 -40 0z", mix("#7f3a30", "#a85540", rng.random()))
        for row, y in enumerate(range(985, 1120, 38))
        for x in range(-20 + 20 * (row % 2), 800, 42)
        if y > 948 + abs(x + 20 - 400) * 0.364 + 26
    )
    snow = path(
        "M-40 1098L400 934L840 1098L840 1064Q780 1050 740 1018Q680 1012 640 978Q570 968 540 940Q470 930 400 896Q340 926 270 938Q220 970 160 980Q110 1016 60 1024Q20 1056 -40 1062Z",
        "#f4f7fd",
    )
    chimney = sheet(
        rect(596, 800, 84, 190, "#8a4538"),
        rect(586, 788, 104, 26, "#6a2f2a", r=4),
        path("M580 794q58 -40 116 0z", "#f4f7fd"),
        lift=2,
    )
    smoke = stroke("M638 780C620 740 670 720 652 676C640 640 690 630 684 596", "#c8d4f0", 16, opacity=0.7)
    boy = tyltyl(
        318, 934, 250, Pose(lean=4, left_arm=(-38, -20), right_arm=(150, 168), left_leg=(-12, -4), right_leg=(12, 4))
    )
    girl = figure(480, 942, 205, MYTYL, Pose(lean=-4, left_arm=(-140, -160), right_arm=(140, 172)))
    flakes = "".join(
        circle(x, y, rng.uniform(3, 6), "#ffffff", opacity=0.9) for x, y in scatter(rng, 40, (30, 60, 770, 1000), 70)
    )
    return (
        sky
        + stars(size, rng, 640)
        + moon
        + woods
        + hills
        + cottages
        + smoke
        + chimney
        + sheet(roof, lift=3)
        + sheet(tiles, lift=1)
        + sheet(snow, lift=2)
        + shine(430, 420, 300, 0.35)
        + boy
        + girl
        + blue_bird(420, 480, 1.5, -14)
        + flakes
        + frame(size, rng, ("#2c3f96", "#0c1236"), 34)
    )


@picture("blauwe-vogel/herinnering", PLATE)
def bird_memory(size: Size, rng: Random) -> str:
    sky = rect(0, 0, 1200, 800, "#c9a7c8") + rings(600, 360, (640, 500, 370, 250), "#d8b8cc", "#fff3d0")
    mists = "".join(
        sheet(strip(size, rng, y, 22, tone, 6), lift=1) for y, tone in ((430, "#c2a9d0"), (500, "#b59cc8"))
    )
    oak = (
        sheet(path("M70 660C96 540 90 420 80 300L150 290C146 420 156 540 190 660Z", "#6b4636"), lift=2)
        + sheet(
            *(
                circle(x, y, r, "#7fa05a")
                for x, y, r in ((110, 200, 110), (20, 250, 90), (220, 240, 90), (130, 300, 84))
            ),
            lift=3,
        )
        + sheet(*(circle(x, y, r, "#93b568") for x, y, r in ((90, 170, 60), (200, 220, 44), (30, 240, 40))), lift=1)
    )
    wall = sheet(rect(420, 330, 420, 290, CREAM), lift=2)
    beams = (
        rect(420, 330, 420, 16, "#8a5430") + rect(470, 340, 14, 280, "#8a5430") + rect(776, 340, 14, 280, "#8a5430")
    )
    roof = sheet(
        path("M370 346Q420 180 630 156Q840 180 890 346Q630 312 370 346Z", "#c98a4e"),
        *(
            stroke(f"M{x} 330Q{630 + (x - 630) * 0.8:.0f} 240 {630 + (x - 630) * 0.45:.0f} 176", "#a8683f", 4)
            for x in range(410, 880, 46)
        ),
        lift=3,
    )
    door = sheet(path("M590 620V450a44 44 0 0 1 88 0V620Z", "#3f7a6b"), lift=1) + circle(662, 540, 6, GOLD)
    window = "".join(
        sheet(rect(x, 420, 70, 76, "#9fd2e8", r=6), lift=1) + stroke(f"M{x + 35} 420v76M{x} 458h70", CREAM, 6)
        for x in (500, 700)
    )
    clock = sheet(circle(634, 380, 26, "#f3dcae"), lift=1) + stroke("M634 380V362M634 380L646 386", INK, 4)
    vines = sheet(branch(860, 620, 220, -98, "#7fa05a", 8), branch(404, 620, 200, -84, "#6f9050", 8), lift=1)
    cage = stroke("M860 330v30", INK, 4) + sheet(
        path("M820 450V400a40 44 0 0 1 80 0v50z", "none", stroke=GOLD, stroke_width=5),
        stroke("M840 362V450M860 356V450M880 362V450M816 450h88", GOLD, 4),
        lift=1,
    )
    meadow = sheet(strip(size, rng, 612, 10, "#9dbb6a", 6), lift=2) + sheet(
        strip(size, rng, 690, 12, "#82a356", 6), lift=2
    )
    bench = sheet(
        rect(380, 600, 190, 16, "#8a5430", r=4),
        rect(396, 612, 14, 56, "#6b4030"),
        rect(540, 612, 14, 56, "#6b4030"),
        lift=1,
    )
    granny = figure(
        430,
        668,
        150,
        Look("#7a5b9a", "#5b3f7a", "#fbdcc0", "#e6e2e8", "bun", True),
        Pose(left_arm=(-20, 20), right_arm=(70, 110)),
    )
    grandpa = figure(
        520,
        668,
        160,
        Look("#5b7fb5", "#4a3a2a", "#f6cba6", "#eeeaf0", "short"),
        Pose(left_arm=(-24, 10), right_arm=(80, 120)),
    )
    beard = sheet(path("M502 536q18 12 36 0q0 34 -18 40q-18 -6 -18 -40z", "#f4f1f5"), lift=1)
    boy = tyltyl(
        690, 706, 150, Pose(lean=-6, left_arm=(-95, -120), right_arm=(30, 15), left_leg=(-24, -30), right_leg=(20, 6))
    )
    girl = figure(778, 716, 126, MYTYL, Pose(lean=-6, left_arm=(-110, -130), right_arm=(60, 100)))
    blackbird = group(
        blue_bird(0, 0, 0.3)
        .replace("#2f86e8", "#3a3a52")
        .replace(lighter("#2f86e8", 0.1), "#4a4a66")
        .replace("#1c55b5", "#26263a"),
        at=(862, 424),
    )
    flowers = "".join(
        stroke(f"M{x} {y + 34}V{y}", "#5f8a3f", 5)
        + "".join(circle(x + 10 * cos(a), y + 10 * sin(a), 7, tone) for a in (at * pi * 0.4 for at in range(5)))
        + circle(x, y, 6, "#f5b82e")
        for x, y, tone in (
            (90, 720, "#ef8fbf"),
            (190, 748, "#fff3d6"),
            (300, 730, "#8fb4f0"),
            (920, 736, "#ef8fbf"),
            (1010, 716, "#fff3d6"),
            (1100, 744, "#8fb4f0"),
            (610, 754, "#fff3d6"),
        )
    )
    front = (
        sheet(cloud(-80, 800, 330, "#f6eef6"), lift=2)
        + sheet(cloud(930, 812, 360, "#f6eef6"), lift=2)
        + sheet(cloud(880, 300, 260, "#f3e6f0"), lift=1)
    )
    return (
        sky
        + mists
        + oak
        + meadow
        + wall
        + beams
        + window
        + door
        + clock
        + roof
        + vines
        + cage
        + blackbird
        + bench
        + granny
        + grandpa
        + beard
        + boy
        + girl
        + sheet(flowers, lift=1)
        + front
        + frame(size, rng, ("#8a6a9a", "#4a3462"), 34)
    )


@picture("blauwe-vogel/nacht", PLATE)
def bird_night(size: Size, rng: Random) -> str:
    wall = "#241a48"
    hall = rect(0, 0, 1200, 800, wall)
    pillars = "".join(
        sheet(
            rect(x, 0, 70, 700, tone),
            rect(x - 14, 640, 98, 40, lighter(tone, 0.1), r=6),
            rect(x - 14, 40, 98, 34, lighter(tone, 0.1), r=6),
            lift=2,
        )
        for x, tone in ((90, "#3a2a66"), (250, "#443278"), (880, "#443278"), (1040, "#3a2a66"))
    )
    opening = "M380 690V300a220 230 0 0 1 440 0V690Z"
    garden = path(opening, "#2f4fb0") + f'<clipPath id="door"><path d="{opening}"/></clipPath>'
    inside = (
        '<g clip-path="url(#door)">'
        + rings(600, 250, (420, 330, 240, 150), "#3a62c8", "#a8d0ff")
        + sheet(circle(600, 220, 78, "#fff6d8"), lift=1)
        + stars((1200, 800), Random("garden"), 420, "#eaf4ff")
        + sheet(strip(size, rng, 560, 22, "#2a7f8f", 9), lift=1)
        + "".join(
            stroke(f"M{x} 700Q{x + bend} 600 {x + bend * 2} {y}", "#1f6f7a", 10)
            + sheet(
                *(
                    circle(x + bend * 2 + 18 * cos(a), y + 18 * sin(a), 13, tone)
                    for a in (at * pi / 3 for at in range(6))
                ),
                circle(x + bend * 2, y, 11, LAMP),
                lift=1,
            )
            for x, bend, y, tone in (
                (430, 8, 560, "#c8e0ff"),
                (500, -6, 610, "#ef8fbf"),
                (700, 6, 600, "#c8e0ff"),
                (770, -8, 550, "#ef8fbf"),
            )
        )
        + "</g>"
    )
    left_leaf = sheet(
        path("M380 700V300C384 240 340 180 300 170V740Z", "#b9792a"),
        stroke("M318 230V700M356 290V700", "#8a5430", 6),
        lift=3,
    )
    right_leaf = sheet(
        path("M820 700V300C816 240 860 180 900 170V740Z", "#b9792a"),
        stroke("M882 230V700M844 290V700", "#8a5430", 6),
        lift=3,
    )
    arch = sheet(
        path(
            "M340 700V300a260 268 0 0 1 520 0V700H820V300a220 230 0 0 0 -440 0V700Z", "#e0a93c", fill_rule="evenodd"
        ),
        lift=3,
    )
    floor = sheet(path("M-40 690H1240V860H-40Z", "#33245e"), lift=2) + path(
        "M380 692H820L1000 820H200Z", "#8fb8f0", opacity=0.5
    )
    flock = ""
    for x, y, s, turn, flip in (
        (520, 330, 0.34, -18, True),
        (680, 400, 0.36, -24, False),
        (600, 470, 0.3, -10, False),
        (470, 440, 0.32, -24, True),
        (740, 300, 0.3, -30, False),
        (420, 250, 0.42, -16, True),
        (800, 210, 0.46, -20, False),
        (330, 380, 0.5, -12, True),
        (900, 380, 0.52, -16, False),
        (210, 210, 0.56, -18, True),
        (1010, 190, 0.6, -22, False),
        (600, 150, 0.4, -26, False),
    ):
        flock += blue_bird(x, y, s, turn if not flip else -turn, flip)
    boy = tyltyl(530, 752, 210, Pose(lean=2, left_arm=(-110, -140), right_arm=(40, 60)))
    girl = figure(650, 758, 176, MYTYL, Pose(left_arm=(-60, -80), right_arm=(140, 165)))
    dog = head(Animal.HOND, 780, 706, 0.72)
    return (
        hall
        + pillars
        + garden
        + inside
        + left_leaf
        + right_leaf
        + arch
        + floor
        + shine(600, 430, 420, 0.35)
        + flock
        + boy
        + girl
        + dog
        + frame(size, rng, ("#1a1238", "#0c0820"), 30)
    )


# Rendering.


def png(browser: Browser, source: str, size: Size) -> bytes:
    """The picture as a palette PNG, with as many colours as fit in `BYTES_MAX`."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_content(f'<body style="margin:0">{source}</body>')
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.close()
    for colours, dither in ((256, Image.Dither.FLOYDSTEINBERG), (256, Image.Dither.NONE), (128, Image.Dither.NONE)):
        reduced = drawn.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
        if dither is not Image.Dither.NONE:
            reduced = drawn.quantize(colours, palette=reduced, dither=dither)
        out = io.BytesIO()
        reduced.save(out, "PNG", optimize=True)
        if out.tell() <= BYTES_MAX:
            return out.getvalue()
    raise SystemExit("A picture does not fit; take gradients out of it.")


def main(wanted: Sequence[str]) -> None:
    """Draw and render the pictures that are asked for, or all."""
    chromium = os.environ.get("FOYER_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for name in wanted or PICTURES:
            source = svg(name)
            (SHIPPED / f"{name}.svg").write_text(source, encoding="utf-8", newline="\n")
            (SHIPPED / f"{name}.png").write_bytes(png(browser, source, PICTURES[name][0]))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
