"""Cards, panels and buttons of any size, cut from the same paper as the pictures.

They are small SVG texts made in memory: `pygame.draw` has no smooth edges, no gradients and no shadow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import pygame

from game.tools.paper import GOLD, GOLD_DARK, GOLD_LIGHT, Sheet, box, darker, lighter, oval, poly
from game.view.cutout import Cutout
from game.view.pictures import Pictures
from game.view.theme import CARDS

MARGIN = 34
"""Room around a card for its shadow, on every side."""
_TEAM_DEPTH = 0.02
_scissors = Lock()
_THICK = 12
"""How far a button stands above the table."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A finished card: its picture lies at (x - MARGIN, y - MARGIN)."""

    surface: Cutout
    w: float
    h: float


class Paper:
    """Cuts each size once and keeps it."""

    def __init__(self, pictures: Pictures) -> None:
        self._pictures = pictures

    def panel(
        self, w: float, h: float, card: str = "cream", *, radius: float = 26, lift: float = 14, plain: bool = False
    ) -> Cut:
        """A piece of card; `plain` has no line along its edge, for words that need the whole width."""
        key = ("panel", round(w), round(h), card, radius, lift, plain)
        return self._cut(key, w, h, lambda s: _panel(s, w, h, card, radius, lift, plain=plain))

    def button(self, w: float, h: float, card: str = "gold", *, pressed: bool = False, radius: float = 30) -> Cut:
        return self._cut(
            ("button", round(w), round(h), card, pressed, radius),
            w,
            h,
            lambda s: _button(s, w, h, card, pressed, radius),
        )

    def flat(self, w: float, h: float, card: str) -> Cut:
        """The painted front of a flat: canvas in the colour and pattern of a card, in a wooden frame."""
        return self._cut(("flat", round(w), round(h), card), w, h, lambda s: _flat(s, w, h, card))

    def sign(self, w: float, h: float, card: str = "cream") -> Cut:
        """A board that hangs on two ropes from above."""
        return self._cut(("sign", round(w), round(h), card), w, h, lambda s: _sign(s, w, h, card))

    def bubble(self, w: float, h: float, *, points_left: bool) -> Cut:
        """What Sou whispers: a card with a tail to the side Sou sits at."""
        return self._cut(("bubble", round(w), round(h), points_left), w, h, lambda s: _bubble(s, w, h, points_left))

    def ring(self, w: float, h: float) -> Cut:
        """The keyboard's focus: a band of gold with an ink edge around a target."""
        return self._cut(("ring", round(w), round(h)), w, h, lambda s: _ring(s, w, h))

    def meter(self, w: float, h: float, part: float) -> Cut:
        """A filled strip; `part` 0-1 in hundredths."""
        part = round(part, 2)
        return self._cut(("meter", round(w), round(h), part), w, h, lambda s: _meter(s, w, h, part))

    def _cut(self, key: tuple[object, ...], w: float, h: float, draw: Callable[[Sheet], None]) -> Cut:
        return Cut(self._pictures.kept.get(key, lambda: self._drawn(key, w, h, draw)), w, h)

    def _drawn(self, key: tuple[object, ...], w: float, h: float, draw: Callable[[Sheet], None]) -> pygame.Surface:
        # All sheets are cut with one pair of scissors: its wobbles would mix when two were cut at once.
        with _scissors:
            sheet = Sheet("-".join(map(str, key)), w + 2 * MARGIN, h + 2 * MARGIN)
            with sheet.at(MARGIN, MARGIN):
                draw(sheet)
        return self._pictures.svg(sheet.svg(), (sheet.width, sheet.height))


def _panel(s: Sheet, w: float, h: float, card: str, radius: float, lift: float, *, plain: bool = False) -> None:
    outline = box(0, 0, w, h, r=radius, jit=1.6)
    if CARDS[card].pattern:
        s.paper(outline, _shaded(s, card, 0.13, "d"), flat=CARDS[card].face, lift=lift, edge=2.6)
    else:
        s.paper(outline, CARDS[card].face, lift=lift, edge=2.6)
    if plain:
        return
    if card in ("night", "wine"):
        s.line(box(11, 11, w - 22, h - 22, r=max(6, radius - 9), jit=1), GOLD, 3.5, op=0.9)
        s.line(box(18, 18, w - 36, h - 36, r=max(4, radius - 14), jit=1), GOLD_LIGHT, 1.4, op=0.45)
    else:
        s.line(box(12, 12, w - 24, h - 24, r=max(6, radius - 9), jit=1.2), darker(CARDS[card].face, 0.22), 2, op=0.32)
        s.fibres(20, 20, w - 40, h - 40, round(w * h / 24000))


def _shaded(s: Sheet, card: str, depth: float, way: str = "v") -> str:
    """Lit from above. The colours of teams grow hardly darker: ink stands out from them by little more than 7:1."""
    face = CARDS[card].face
    return s.grad(
        [(0, lighter(face, 0.2)), (0.5, face), (1, darker(face, _TEAM_DEPTH if CARDS[card].pattern else depth))], way
    )


def _button(s: Sheet, w: float, h: float, card: str, pressed: bool, radius: float) -> None:
    face = CARDS[card].face
    sunk = _THICK - 3 if pressed else 0
    foot = box(0, _THICK, w, h - _THICK, r=radius, jit=0.8)
    s.shadow(foot, 7 if pressed else 13)
    s.path(foot, darker(face, 0.55 if card != "night" else 0.2))
    # Three layers of card make the thickness that a hand would feel.
    for step in range(_THICK - sunk, 0, -4):
        s.path(box(0, sunk + step, w, h - _THICK, r=radius, jit=0.6), darker(face, 0.22 + step * 0.018))
    top = box(0, sunk, w, h - _THICK, r=radius, jit=1.2)
    s.path(top, lighter(face, 0.5), shift=(-1, -1.6))
    s.path(top, _shaded(s, card, 0.1))
    if CARDS[card].pattern:
        _pattern(s, CARDS[card].pattern, w, h - _THICK, sunk, lighter(face, 0.55))
    rim = GOLD if card in ("night", "wine") else darker(face, 0.25)
    s.line(box(10, sunk + 10, w - 20, h - _THICK - 20, r=max(6, radius - 9), jit=1), rim, 2.2, op=0.38)


def _pattern(s: Sheet, pattern: str, w: float, h: float, top: float, colour: str) -> None:
    """The team's own pattern, light on the face so that it never costs contrast."""
    inset, op = 24, 0.5
    if pattern == "dots":
        for row in range(max(1, int((h - 2 * inset) // 34) + 1)):
            for column in range(int((w - 2 * inset) // 34) + 1):
                s.path(oval(inset + column * 34 + (row % 2) * 10, top + inset + row * 34, 5), colour, op=op)
    elif pattern == "lines":
        for row in range(int((h - 2 * inset) // 22) + 1):
            y = top + inset + row * 22
            s.line(f"M{inset} {y:.0f}L{w - inset:.0f} {y:.0f}", colour, 5, op=op)
    elif pattern == "zigzag":
        for row in range(max(1, int((h - 2 * inset) // 40) + 1)):
            points = [
                (inset + i * 20.0, top + inset + row * 40 + (i % 2) * 14)
                for i in range(int((w - 2 * inset) // 20) + 1)
            ]
            s.line("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in points), colour, 5, op=op)
    else:
        for row in range(int((h - 2 * inset) // 28)):
            for column in range(int((w - 2 * inset) // 28)):
                if (row + column) % 2 == 0:
                    s.path(box(inset + column * 28, top + inset + row * 28, 26, 26, jit=0), colour, op=op * 0.8)


def _flat(s: Sheet, w: float, h: float, card: str) -> None:
    face, rim = CARDS[card].face, 11
    s.paper(box(0, 0, w, h, r=9, jit=1.4), "#a06a3c", lift=11, edge=2)
    s.line(box(4, 4, w - 8, h - 8, r=7, jit=1), "#e2b274", 2, op=0.7)
    cloth = box(rim, rim, w - 2 * rim, h - 2 * rim, r=5, jit=1.2)
    s.path(cloth, darker(face, 0.45), shift=(0, -2))
    s.path(cloth, _shaded(s, card, 0.14))
    if CARDS[card].pattern:
        _pattern(s, CARDS[card].pattern, w, h, 0, lighter(face, 0.55))
    for x in (rim, w - rim):
        for y in (rim, h - rim):
            s.brad(x, y, 5)


def _sign(s: Sheet, w: float, h: float, card: str) -> None:
    for x in (w * 0.14, w * 0.86):
        s.line(f"M{x:.0f} {-MARGIN}L{x:.0f} 26", "#12030c", 9, op=0.25)
        s.line(f"M{x - 2:.0f} {-MARGIN}L{x - 2:.0f} 26", GOLD_DARK, 8)
        s.line(f"M{x - 3:.0f} {-MARGIN}L{x - 3:.0f} 26", GOLD_LIGHT, 2.5, op=0.8, dash="6 7")
    _panel(s, w, h, card, 24, 15)
    for x in (w * 0.14 - 2, w * 0.86 - 2):
        s.brad(x, 25, 10)


def _bubble(s: Sheet, w: float, h: float, points_left: bool) -> None:
    y = h * 0.62
    near, far = (8, -MARGIN + 4) if points_left else (w - 8, w + MARGIN - 4)
    tail = poly([(near, y - 26), (far, y + 16), (near, y + 22)], r=5, jit=0)
    outline = box(0, 0, w, h, r=34, jit=1.6)
    s.shadow(outline, 12)
    s.shadow(tail, 6)
    s.path(tail, darker(CARDS["cream"].face, 0.12))
    s.paper(outline, CARDS["cream"].face, lift=0, edge=2.4)
    inner = poly(
        [
            (near + (12 if points_left else -12), y - 20),
            (far + (5 if points_left else -5), y + 14),
            (near + (12 if points_left else -12), y + 17),
        ],
        r=4,
        jit=0,
    )
    s.path(inner, CARDS["cream"].face)


def _ring(s: Sheet, w: float, h: float) -> None:
    d = box(-10, -10, w + 20, h + 20, r=38, jit=0)
    s.line(d, "#1a0814", 17)
    s.line(d, "#fff6d0", 10)
    s.line(d, "#ffcf4a", 5)


def _meter(s: Sheet, w: float, h: float, part: float) -> None:
    s.paper(box(0, 0, w, h, r=h / 2, jit=0.5), "#4a1c34", lift=4, edge=1.5)
    if part > 0:
        filled = max(h - 8, (w - 8) * min(1.0, part))
        s.path(box(4, 4, filled, h - 8, r=(h - 8) / 2, jit=0), s.grad([(0, GOLD_LIGHT), (0.5, GOLD), (1, GOLD_DARK)]))
