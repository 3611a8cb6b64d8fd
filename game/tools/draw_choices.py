"""Cuts scene 10, "Wat doe jij?": `python -m game.tools.draw_choices`."""

from game.tools import props
from game.tools.paper import (
    CREAM,
    GOLD,
    GOLD_DARK,
    GOLD_LIGHT,
    NIGHT_BLUE,
    RED,
    TEAMS,
    WOOD,
    WOOD_DARK,
    Sheet,
    blob,
    box,
    curve,
    darker,
    lighter,
    oval,
    pick,
    poly,
    star,
)  # fmt: skip
from game.tools.puppets import HAIRS, SKINS, Figure, Look, chair_behind, chair_front, hand_at, puppet

A = Look(
    skin=SKINS["rose"], hair=HAIRS["red"], style="braids", outfit="overall", top="#fff3d6", bottom="#3f6fb0", trim=RED
)
B = Look(skin=SKINS["brown"], hair=HAIRS["black"], style="curly", top="#e0a93c", pattern="stripes", trim=RED)
C = Look(
    skin=SKINS["olive"],
    hair="#3f7f9a",
    style="hijab",
    outfit="dress",
    top="#4a9c78",
    bottom="#2d4a5a",
    pattern="dots",
)
D = Look(
    skin=SKINS["peach"],
    hair=HAIRS["blond"],
    style="short",
    outfit="jacket",
    top="#5a8ad0",
    bottom="#39407a",
    extras=("hearing_aid",),
)
ACTOR = Look(
    skin=SKINS["tan"],
    hair=HAIRS["dark"],
    style="bob",
    outfit="coat",
    top="#7b4bd1",
    trim=GOLD,
    pattern="buttons",
    extras=("crown",),
    adult=True,
)
NEIGHBOUR = Look(
    skin=SKINS["rose"],
    hair=HAIRS["grey"],
    style="bun",
    outfit="jacket",
    top="#2f6f6a",
    bottom="#4a3a4a",
    extras=("glasses",),
    trim=CREAM,
    adult=True,
)
YOU = Look(
    skin=SKINS["olive"],
    hair=HAIRS["chestnut"],
    style="tail",
    top="#e8574e",
    pattern="star",
    trim=GOLD_LIGHT,
    bottom="#39407a",
)


def foyer_room() -> None:
    s = Sheet("choices/foyer_room", 1260, 760)
    s.path("M0 0H1260V760H0Z", s.grad([(0, "#7a3420"), (0.6, "#a85a34"), (1, "#b86a3c")]))
    for row in range(8):
        for col in range(14):
            x, y = 40 + col * 94 + (47 if row % 2 else 0), 40 + row * 70
            s.path(f"M{x} {y - 22}Q{x + 20} {y} {x} {y + 22}Q{x - 20} {y} {x} {y - 22}Z", "#d9985a", op=0.2)
            s.path(oval(x, y, 4), "#ffe0a0", op=0.25)
    s.grain(0, 0, 1260, 560, 10, 0.05)
    s.path("M0 486H1260V580H0Z", "#5c2418")
    for i in range(11):
        s.paper(box(14 + i * 116, 500, 98, 64, r=4), "#7a3a24", lift=3)
    s.paper(box(-10, 476, 1280, 14, r=3), GOLD_DARK, lift=4)
    for x in (70, 1004):
        _window(s, x, 90, 186, 350)
    # A mirror between two lamps, posters of shows
    s.paper(blob(630, 210, 170, 120, n=16, jit=0.008), s.gold("d"), flat=GOLD, lift=9)
    s.path(oval(630, 210, 148, 100), s.grad([(0, "#e8f4f6"), (1, "#8ab0bc")], "d"))
    s.path(poly([(540, 262), (610, 118), (650, 112), (572, 292)], jit=0), "#ffffff", op=0.3)
    s.path(star(630, 86, 22), GOLD_LIGHT)
    for x in (410, 850):
        s.glow(x, 170, 130, "#ffd774", 0.6)
        s.paper(poly([(x - 12, 210), (x + 12, 210), (x + 6, 262), (x - 6, 262)], r=3), GOLD, lift=4)
        s.paper(poly([(x - 24, 212), (x - 34, 156), (x + 34, 156), (x + 24, 212)], r=6), "#fff0b8", lift=4)
    for x, back, motif in ((330, NIGHT_BLUE, "moon"), (858, "#6d0a1a", "star")):
        s.paper(box(x, 292, 80, 118, r=3), GOLD_DARK, lift=5)
        s.path(box(x + 7, 299, 66, 104), s.grad([(0, back), (1, darker(back, 0.4))]))
        if motif == "moon":
            props.moon(22).emit(s, x + 40, 340, border=0, lift=3)
        else:
            s.path(star(x + 40, 340, 24), TEAMS["a"])
        s.path(box(x + 16, 376, 48, 6, jit=0), CREAM, op=0.8)
        s.path(box(x + 24, 388, 32, 5, jit=0), CREAM, op=0.6)
    props.chandelier().emit(s, 630, -30, 1.25, border=0, lift=6)
    # Floor, runner, furniture
    s.path("M0 580H1260V760H0Z", s.grad([(0, "#6a3a2a"), (1, "#c08a58")]))
    for i in range(16):
        for j in range(4):
            if (i + j) % 2:
                y0, y1 = 580 + j * j * 11 + j * 12, 580 + (j + 1) ** 2 * 11 + (j + 1) * 12
                k0, k1 = 1 + j * 0.12, 1 + (j + 1) * 0.12
                xs = [
                    (630 + (i * 90 - 720) * k0, y0),
                    (630 + (i * 90 - 630) * k0, y0),
                    (630 + (i * 90 - 630) * k1, y1),
                    (630 + (i * 90 - 720) * k1, y1),
                ]
                s.path(poly(xs, jit=0), "#4a2018", op=0.35)
    s.paper(poly([(470, 580), (790, 580), (930, 768), (330, 768)], r=2), "#a51c34", lift=5)
    s.line("M486 580L356 768M774 580L904 768", GOLD, 5)
    s.halo(630, 660, 420, 70, "#ffe0a0", 0.3)
    props.plant(1.6).emit(s, 318, 600, 1, border=0, lift=6)
    props.plant(1.6).emit(s, 950, 600, 1, border=0, lift=6)
    _bench(s, 40, 560)
    _bench(s, 1010, 560)
    s.save()


def _window(s: Sheet, x: float, y: float, w: float, h: float) -> None:
    arch = f"M{x} {y + h}V{y + w / 2}A{w / 2} {w / 2} 0 0 1 {x + w} {y + w / 2}V{y + h}Z"
    s.paper(
        f"M{x - 14} {y + h + 8}V{y + w / 2}A{w / 2 + 14} {w / 2 + 14} 0 0 1 {x + w + 14} {y + w / 2}V{y + h + 8}Z",
        GOLD,
        lift=8,
    )
    s.path(arch, s.grad([(0, "#141c50"), (0.7, "#3d4596"), (1, "#8a6aa8")]))
    for _ in range(12):
        s.path(oval(x + pick(16, w - 16), y + pick(60, h * 0.7), pick(1.4, 2.8)), "#fff6d8", op=0.85)
    bx = x + 10
    for i in range(4):
        bw, bh = w / 4.4, 50 + (i * 37) % 60
        s.path(
            poly(
                [
                    (bx, y + h),
                    (bx, y + h - bh),
                    (bx + bw / 2, y + h - bh - 20),
                    (bx + bw, y + h - bh),
                    (bx + bw, y + h),
                ]
            ),
            "#2a2a5c",
        )
        s.path(box(bx + bw * 0.3, y + h - bh + 14, 9, 12), "#ffe27a")
        bx += bw
    s.line(f"M{x + w / 2} {y}V{y + h}M{x} {y + h * 0.42:.0f}H{x + w}M{x} {y + h * 0.72:.0f}H{x + w}", GOLD_DARK, 7)
    for side in (-1, 1):
        cx = x + w / 2
        e = cx + side * (w / 2 + 26)
        drape = curve(
            [
                (e, y - 12),
                (cx + side * 18, y - 4),
                (cx + side * w * 0.36, y + h * 0.34),
                (e - side * 10, y + h * 0.56),
                (e - side * 4, y + h * 0.8),
                (e - side * 26, y + h + 20),
                (e + side * 8, y + h + 22),
            ],
            tension=0.7,
        )
        s.paper(drape, RED, lift=7)
        s.line(
            f"M{e - side * 6} {y + 10}Q{e - side * 30} {y + h * 0.3} {e - side * 4} {y + h * 0.55}",
            darker(RED, 0.4),
            3,
            op=0.5,
        )
        s.paper(box(e - 20, y + h * 0.54, 36, 14, r=6), GOLD, lift=3)
    s.paper(box(x - 34, y - 24, w + 68, 24, r=8), s.gold(), flat=GOLD, lift=6)


def _bench(s: Sheet, x: float, y: float) -> None:
    s.paper(box(x, y - 60, 220, 70, r=20), "#6a3a86", lift=6)
    s.paper(box(x - 8, y, 236, 36, r=12), "#8a52a8", lift=6)
    for dx in (14, 196):
        s.paper(box(x + dx, y + 34, 14, 34, r=3), WOOD_DARK, lift=3)
    for i in range(5):
        s.path(oval(x + 30 + i * 40, y - 28, 4), "#4a2460")


# -- the door ----------------------------------------------------------------------------------------------
def door(state: str) -> None:
    s = Sheet(f"choices/door_{state}", 360, 620)
    s.paper("M14 616V150Q180 0 346 150V616Z", "#4a0f20", lift=12, edge=2)
    s.paper("M30 616V158Q180 26 330 158V616Z", s.gold("d"), flat=GOLD, lift=7, edge=2.2)
    s.line("M44 616V166Q180 50 316 166V616", GOLD_DARK, 3, op=0.7)
    opening = "M58 616V176Q180 74 302 176V616Z"
    s.path(opening, s.grad([(0, "#1e0814"), (1, "#3a1420")]))
    if state != "closed":
        warm = (
            [(0, "#ffb84a"), (0.5, "#ffe09a"), (1, "#fff6d8")]
            if state == "open"
            else [(0, "#c8803a"), (1, "#ffe0a0")]
        )
        s.path(opening, s.grad(warm))
    if state == "open":
        # The hall behind: rows, and a lit stage.
        s.paper("M120 300H240V392H120Z", NIGHT_BLUE, lift=0)
        s.path(star(180, 340, 26), GOLD_LIGHT)
        for side in (-1, 1):
            s.paper(
                poly(
                    [(180 + side * 66, 290), (180 + side * 40, 290), (180 + side * 52, 400), (180 + side * 66, 400)],
                    r=3,
                ),
                RED,
                lift=3,
            )
        for row in range(4):
            y, n = 418 + row * 48, 3 + row % 2
            for i in range(n):
                w = 46 + row * 8
                x = 180 + (i - (n - 1) / 2) * (w + 6)
                if x - w / 2 > 70 and x + w / 2 < 290:
                    s.paper(
                        f"M{x - w / 2:.0f} {y + 52}V{y + 18}Q{x:.0f} {y - 12} {x + w / 2:.0f} {y + 18}V{y + 52}Z",
                        lighter("#a51c38", 0.1 * (3 - row)),
                        lift=4,
                    )
        s.glow(180, 350, 200, "#ffe9a8", 0.5)
    if state in ("closed", "ajar"):
        for x0, x1 in ((60, 178), (182, 300)):
            right = x0 > 100
            if state == "ajar" and right:
                _leaf_ajar(s)
                continue
            y0, y1 = (172, 124) if not right else (124, 172)
            s.paper(
                f"M{x0} 616V{y0}Q{(x0 + x1) / 2 + (12 if right else -12)} {126} {x1} {y1}V616Z",
                "#a51c38",
                lift=5,
                edge=1.6,
            )
            _panels(s, x0, right=right)
    else:
        for side in (-1, 1):
            e = 180 + side * 122
            s.paper(poly([(e, 616), (e, 176), (e + side * 30, 160), (e + side * 34, 640)], r=3), "#8e1730", lift=9)
            s.paper(box(e + side * 18 - 6, 360, 12, 70, r=6), GOLD, lift=3)
    s.paper(blob(180, 74, 46, 40, n=12, jit=0.01), s.gold(), flat=GOLD, lift=7)
    s.path(oval(180, 74, 35, 29), "#5c0c1c")
    s.path(star(180, 75, 23), GOLD_LIGHT)
    s.save()


def _panels(s: Sheet, x: float, *, right: bool) -> None:
    for y, h in ((216, 150), (400, 186)):
        s.path(box(x + 18, y, 82, h, r=10), darker("#a51c38", 0.3))
        s.path(box(x + 22, y + 5, 78, h - 6, r=9), lighter("#a51c38", 0.06))
        s.line(f"M{x + 30} {y + 16}H{x + 90}V{y + h - 14}H{x + 30}Z", GOLD, 2.6, op=0.8)
        s.path(star(x + 60, y + h / 2, 18), GOLD, op=0.8)
    hx = x + 14 if right else x + 104
    s.paper(box(hx - 7, 350, 14, 78, r=7), GOLD, lift=4)


def _leaf_ajar(s: Sheet) -> None:
    s.path("M184 616V126L206 132V616Z", s.grad([(0, "#fff3c0"), (1, "#ffd774")]))
    s.glow(196, 400, 150, "#ffe9a8", 0.6)
    s.paper("M206 604V138Q262 138 300 172V616Z", "#8e1730", lift=8, edge=1.6)
    for y, h in ((222, 142), (402, 176)):
        s.path(poly([(224, y), (288, y + 6), (288, y + h), (224, y + h - 4)], r=8), darker("#8e1730", 0.3))
        s.line(f"M232 {y + 14}L280 {y + 18}V{y + h - 14}L232 {y + h - 18}Z", GOLD, 2.4, op=0.8)
    s.paper(box(212, 352, 12, 74, r=6), GOLD, lift=4)


# -- people ------------------------------------------------------------------------------------------------
def figure(name: str, f: Figure, *, k: float = 1.0, y: float = 346, x: float = 110) -> None:
    s = Sheet(f"choices/{name}", 220, 400)
    f.emit(s, x, y, k)
    s.save()


def umbrella(f: Figure) -> None:
    """The neighbour's folded umbrella: something to lean on, and to lift in surprise."""
    x, y = hand_at(NEIGHBOUR, "down", -1)
    f.piece(poly([(x - 8, y), (x + 8, y), (x + 3, y + 104), (x - 3, y + 104)], r=2), "#39407a", lift=3)
    f.ink(f"M{x} {y}v-16q0 -14 12 -14", 5, WOOD)


def wheel_child(mood: str) -> Figure:
    f = puppet(A, mood, ("belly", "up"), behind=chair_behind, stick_to=46, seated=True)
    chair_front(f)
    return f


def people() -> None:
    figure("child_a", wheel_child("happy"), k=0.96, y=350)
    figure("child_b", puppet(B, "joy", ("down", "up")), k=0.92, y=352, x=102)
    figure("child_c", puppet(C, "kind", ("hold", "down")), k=0.94, y=352)
    figure("child_d", puppet(D, "happy", ("hip", "stop")), k=0.94, y=352, x=104)
    figure("actor", puppet(ACTOR, "kind", ("belly", "down")), k=0.88, y=354)
    figure("actor_sad", puppet(ACTOR, "sad", ("heart", "down")), k=0.88, y=354)
    figure("actor_happy", puppet(ACTOR, "joy", ("stop", "stop")), k=0.88, y=354)
    figure("neighbour", puppet(NEIGHBOUR, "neutral", ("down", "belly"), behind=umbrella), k=0.88, y=354)
    figure("neighbour_annoyed", puppet(NEIGHBOUR, "annoyed", ("hip", "hip")), k=0.88, y=354)
    figure("neighbour_happy", puppet(NEIGHBOUR, "joy", ("belly", "up")), k=0.88, y=354)
    figure("you", puppet(YOU, "kind", ("down", "down")), k=0.94, y=352, x=106)
    figure("you_unsure", puppet(YOU, "unsure", ("belly", "chin")), k=0.94, y=352, x=106)
    figure("you_happy", puppet(YOU, "joy", ("stop", "stop")), k=0.94, y=352, x=106)


def main() -> None:
    foyer_room()
    for state in ("closed", "ajar", "open"):
        door(state)
    people()


if __name__ == "__main__":
    main()
