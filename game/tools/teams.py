"""The four teams: colour, shape and pattern together, so that no child needs to tell colours apart."""

from game.tools.paper import CREAM, INK, TEAMS, Sheet, box, darker, oval, poly, star


def team_patch(s: Sheet, team: str, x: float, y: float, r: float) -> None:
    """The shape of a team in ink, its pattern in colour on it, within radius `r`."""
    colour = TEAMS[team]
    s.paper(team_shape(team, x, y, r), INK, lift=r * 0.1, edge=1)
    w = max(1.6, r * 0.14)
    if team == "a":
        for dx, dy in ((0, 0), (0.5, 0), (-0.5, 0), (0.25, 0.45), (-0.25, 0.45), (0.25, -0.45), (-0.25, -0.45)):
            s.path(oval(x + dx * r, y + dy * r, w), colour)
    elif team == "b":
        for dy in (-0.48, -0.16, 0.16, 0.48):
            s.line(f"M{x - r * 0.58:.1f} {y + dy * r:.1f}H{x + r * 0.58:.1f}", colour, w)
    elif team == "c":
        for dy, half in ((0.42, 0.5), (0.08, 0.3)):
            steps = 6 if half > 0.4 else 4
            dx = half * 2 * r / steps
            d = f"M{x - half * r:.1f} {y + dy * r:.1f}" + "".join(
                f"l{dx:.1f} {(-0.17 if i % 2 == 0 else 0.17) * r:.1f}" for i in range(steps)
            )
            s.line(d, colour, w)
    else:
        q = r * 0.2
        for i in range(-2, 2):
            for j in range(-2, 2):
                if (i + j) % 2 == 0:
                    s.path(box(x + i * q, y + j * q + r * 0.06, q, q, jit=0), colour)


def team_shape(team: str, x: float, y: float, r: float) -> str:
    if team == "a":
        return oval(x, y, r)
    if team == "b":
        return box(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76, r=r * 0.1, jit=0)
    if team == "c":
        return poly([(x, y - r), (x + r, y + r * 0.78), (x - r, y + r * 0.78)], r=r * 0.1, jit=0)
    return star(x, y + r * 0.06, r * 1.14, r * 0.56)


def team_badge(team: str) -> None:
    s = Sheet(f"ui/team_{team}", 120, 120)
    s.paper(team_shape(team, 59, 60, 50), CREAM, lift=7, edge=1.6)
    s.paper(team_shape(team, 59, 60, 43), TEAMS[team], lift=0, edge=1.2)
    s.line(team_shape(team, 59, 60, 43), darker(TEAMS[team], 0.25), 1.5, op=0.6)
    team_patch(s, team, 59, 62, 24)
    s.save()
