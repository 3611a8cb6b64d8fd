"""The house curtain as cloth: where each pleat hangs while the curtain is pulled.

As on a real track, the rope pulls the edge in the middle and that edge pushes the pleats before it together, one
after the other; those near the column hang still until it reaches them. Pure: pictures and places, no pygame.
"""

import math
from dataclasses import dataclass

PLEATS = 10
APART = 65.0
"""How far the pleats of a hanging curtain are from each other."""
PRESSED = 17.0
"""And when they are pushed together."""
PLEAT_W = 90.0
WIDE = PLEATS * APART
_SWAY = 5.0
_FELT = 4
"""So many pleats before the pushed ones sway with them; those nearer to the column hang still."""


@dataclass(frozen=True, slots=True)
class Pleat:
    picture: str
    x: float
    """From the column that this half hangs at, towards the middle."""


def pleats(opened: float, now_s: float = 0.0, *, moving: bool = False) -> tuple[Pleat, ...]:
    """The pleats of one half that can be seen, in the order in which they are painted: each lies over the one before.

    `opened` is 0 for a closed and 1 for an open curtain. Cloth that moves sways a little.
    """
    edge = WIDE - opened * (WIDE + PLEATS * PRESSED)
    pushed = [edge - (PLEATS - number) * PRESSED for number in range(PLEATS)]
    reached = next((number for number in range(PLEATS) if pushed[number] < number * APART), PLEATS)
    found = []
    for number in range(PLEATS):
        x = min(number * APART, pushed[number])
        if moving:
            near = min(1.0, max(0.0, 1 - (reached - number) / _FELT))
            x += _SWAY * math.sin(now_s * 5.2 - number * 0.7) * min(1.0, number / 3) * near
        if x > -PLEAT_W:
            found.append(Pleat(f"curtain_fold_{number % 3 + 1}", x))
    return tuple(found)
