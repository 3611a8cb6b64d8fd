"""Coulissengeheugen: flats in four wings, the card that hangs open, and what one team alone may see."""

from game.rules import pairs
from game.rules.activity import Event
from game.rules.pairs import PairsPhase, PairsState
from game.rules.run import PlayStarted, Run
from game.rules.together import TEAMS, Team
from game.view import theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, question, sou, word_picture
from game.view.layout import HEIGHT, Rect, grid
from game.view.motion import arrive, settle
from game.view.screen import Box, Canvas
from game.view.slots import pairs as pairs_slots
from game.view.theme import CARDS, SIZE_BODY

_TEXT = (84, 80, 76, 72, 68, SIZE_BODY)
_WORD = (104, 96, 84, 80, 76, 72, 68, SIZE_BODY)
_DEFINITIONS_AT_ONCE = 2
"""More than two don't stand under each other at a size that one can read."""
_AWAY = 760.0
"""How far a wing is pushed off the stage."""

_RAISED = 460.0
"""How far an open card is pulled up for the because-card, and from where it comes down."""
_DIM = (0.5, 0.46, 0.56)
"""The light on flats that are not at stake now."""


class PairsBoard:
    """`_page` counts which cards of its wing a team sees; that is the board's own page turning."""

    captions_y = pairs_slots.SEARCH_LINE.y
    """Below the open cards, where the line to do makes room."""

    def __init__(self) -> None:
        self._page = 0

    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted():
                drop_question(view)
                motion.light(theatre.HOUSE, 0.8)
                for number, team in enumerate(TEAMS):
                    start = -_AWAY if number < 2 else _AWAY
                    motion.go(("wing", team), start, 0, 0.9, wait_s=0.2 * (number in (0, 3)), curve=arrive)
            case pairs.NewSearch():
                drop_question(view)
            case pairs.FlatsOpened():
                self._page = _page_of(play_of(run))
                motion.go("peek", 900, 0, 0.6, curve=arrive)
            case pairs.FlatsClosed():
                drop_question(view)
            case pairs.CardOpened(place=place):
                motion.go("open", -_RAISED, 0, 0.7, curve=settle)
                motion.go(("card", place), -22, 0, 0.4)
            case pairs.Matched(second=second):
                motion.go("second", -_RAISED, 0, 0.5, curve=settle)
                motion.go(("card", second), -22, 0, 0.4)
            case pairs.Missed(place=place):
                motion.go("second", -_RAISED, 0, 0.5, curve=settle)
                motion.go(("card", place), 26, 0, 0.6)

    def turn_page(self, run: Run) -> bool:
        """A team sees all its cards before the flats close; False when it has."""
        state: PairsState = play_of(run)
        if state.card is not None or state.peeking is None or self._page + 1 >= len(_pages(state)):
            return False
        self._page += 1
        return True

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        state: PairsState = play_of(run)
        canvas.picture("wings", 0, -39, (1920, 1158))
        if state.peeking is not None:
            view.part(canvas, self._peek, state, view, state.peeking)
        else:
            view.part(canvas, self._wings, state, view)
            view.part(canvas, self._above, state, view)
            view.part(canvas, self._signs, state, view)
            view.part(canvas, self._again, view)
        sou(canvas, view, _mood(state, mirrored=view.mirrored))
        buttons(canvas, view)

    # -- the wings --------------------------------------------------------------------------------------
    def _wings(self, canvas: Canvas, state: PairsState, view: View) -> None:
        lit, lies_open, shown = _lit_teams(state), pairs.open_places(state), pairs.answer(state)
        rects = pairs_slots.places(state, view.wishes.reach)
        # Under the because-card they would be cut in two: they sink into the floor as it rises.
        sunk = round((HEIGHT - min(rect.y for rect in rects)) * view.covered)
        for place, rect in enumerate(rects if view.covered < 1 else ()):
            team = pairs.owner(state, place)
            x, y, w, h = view.lies(rect, "card")
            x += round(view.motion.value(("wing", team), 0.0) + view.motion.value(("card", place), 0.0))
            at = (x, y + sunk, w, h)
            if pairs.is_found(state, place):
                self._found(canvas, state, view, place, at)
            elif place in lies_open:
                self._lies_open(canvas, state, view, place, at)
            else:
                self._flat(canvas, state, view, place, at, dim=team not in lit)
            if place == shown:
                canvas.cut(canvas.paper.ring(w, h), x, at[1])

    def _flat(self, canvas: Canvas, state: PairsState, view: View, place: int, at: Box, *, dim: bool) -> None:
        """The back of a flat: canvas on a wooden frame, painted in the colour and pattern of its team."""
        x, y, w, h = at
        team = pairs.owner(state, place)
        y += 6 if view.pressed(f"card:{place}") else 0
        canvas.cut(canvas.paper.flat(w, h, f"team_{team.lower()}"), x, y)
        self._label(canvas, state, place, (x, y, w, h))
        if dim:
            canvas.shade((x, y, w, h), _DIM)

    def _label(self, canvas: Canvas, state: PairsState, place: int, at: Box) -> None:
        """Shape, letter and number: how the class calls a place, or points at it."""
        x, y, w, h = at
        team = pairs.owner(state, place)
        wide = 196.0
        left, top = x + (w - wide) / 2, y + (h - 84) / 2
        canvas.panel((left, top, wide, 84), "cream", radius=20, lift=3, plain=True)
        canvas.picture(f"team_{team.lower()}", left + 8, top + 6, (72, 72))
        number = pairs.wing(state, team).index(place) + 1
        canvas.words(f"{team}{number}", (left + 84, top - 3, wide - 92, 84), (SIZE_BODY,), align="center")

    def _lies_open(self, canvas: Canvas, state: PairsState, view: View, place: int, at: Box) -> None:
        x, y, w, h = at
        canvas.panel((x + 4, y + 2, w - 8, h - 4), "cream", radius=18, lift=6, plain=True)
        self._small(canvas, state, view, place, (x + 16, y + 8, w - 32, h - 16))
        if place != state.first and place in state.missed:
            _mark(canvas, "icon_eye", "cream", at)

    def _found(self, canvas: Canvas, state: PairsState, view: View, place: int, at: Box) -> None:
        """A pair that was found stays to be seen: the picture in the place of the flat."""
        x, y, w, h = at
        canvas.panel((x + 4, y + 2, w - 8, h - 4), "green", radius=18, lift=3, plain=True)
        self._small(canvas, state, view, place, (x + 16, y + 8, w - 32, h - 16))
        _mark(canvas, "icon_check", "green", at)

    def _small(self, canvas: Canvas, state: PairsState, view: View, place: int, at: Box) -> None:
        """What lies open below is known again by its picture: a word of a size to read would not fit."""
        if _is_detail(state, place):
            self._detail(canvas, state, view, place, at)
        else:
            word_picture(canvas, view, pairs.concept_of(state, state.cards[place]), at)

    # -- what hangs above -------------------------------------------------------------------------------
    def _above(self, canvas: Canvas, state: PairsState, view: View) -> None:
        if state.first is None or state.phase is PairsPhase.STUCK:
            question(canvas, view, _asked(state))
            return
        x, y, w, h = view.place(pairs_slots.OPEN_CARD)
        away = round(_RAISED * view.covered)
        second = _second(state)
        if second is None:
            wide = min(w, self._wants(canvas, state, state.first, h))
            self._face(
                canvas, state, view, state.first, (x + (w - wide) / 2, y + _down(view, "open") - away, wide, h)
            )
            self._line(canvas, view, _asked(state))
            return
        wanted = self._widths(canvas, state, sorted((state.first, second)), w, h)
        left = x + (w - sum(wanted.values()) - 24 * (len(wanted) - 1)) / 2
        for place, wide in wanted.items():
            shift = _down(view, "open" if place == state.first else "second")
            self._face(canvas, state, view, place, (left, y + shift - away, wide, h))
            left += wide + 24

    def _widths(self, canvas: Canvas, state: PairsState, both: list[int], w: float, h: float) -> dict[int, float]:
        """Two cards side by side, and how wide: as wide as they want, else what it means gets what the word leaves.

        Where even that is too narrow, what it means hangs alone: the word was read, and lies open below.
        """
        room = w - 24
        wanted = {place: self._wants(canvas, state, place, h) for place in both}
        if sum(wanted.values()) <= room:
            return wanted
        long = next((place for place in both if not _is_short(state, place)), None)
        if long is None:
            return {place: room * one / sum(wanted.values()) for place, one in wanted.items()}
        word = next(place for place in both if place != long)
        for size in (SIZE_BODY + 8, SIZE_BODY):
            narrow = max(380.0, canvas.type.width(_text(state, word), size) + 80)
            if canvas.type.fits(_text(state, long), SIZE_BODY, room - narrow - 72, h - 60):
                return {place: narrow if place == word else room - narrow for place in both}
        return {long: w}

    def _wants(self, canvas: Canvas, state: PairsState, place: int, h: float) -> float:
        """How wide a card hangs: as wide as its picture, its word, or the whole line for what it means."""
        if not _is_short(state, place):
            return pairs_slots.OPEN_CARD.w - 24.0
        text, picture = _text(state, place), h - 60 if _is_pictured(state, place) else 0.0
        if not text:
            return picture + 72
        return picture + 40 * bool(picture) + 72 + max(260.0, canvas.type.width(text, _WORD[0]) + 10)

    def _line(self, canvas: Canvas, view: View, text: str) -> None:
        if view.covered or view.motion.moving("open"):
            return
        x, y, w, h = view.place(pairs_slots.SEARCH_LINE)
        canvas.panel((x, y, w, h), "night", radius=26, lift=6, plain=True)
        canvas.words(text, (x + 30, y, w - 60, h - 4), (SIZE_BODY,), CARDS["gold"].face, align="center")

    def _face(self, canvas: Canvas, state: PairsState, view: View, place: int, at: Box) -> None:
        """A card that hangs open from two ropes, large, with the name of its place in the corner."""
        x, y, w, h = at
        for rope in (x + w * 0.16, x + w * 0.84):
            canvas.fill((rope - 4, 0, 9, max(0.0, y + 14)), "#9b6a1c")
            canvas.fill((rope - 3, 0, 3, max(0.0, y + 14)), "#e9c470")
        canvas.panel(at, "cream", radius=34, lift=18)
        self._content(canvas, state, view, place, (x + 36, y + 30, w - 72, h - 60))

    def _content(self, canvas: Canvas, state: PairsState, view: View, place: int, at: Box) -> None:
        x, y, w, h = at
        text, pictured = _text(state, place), _is_pictured(state, place)
        if not text:
            side = min(w, h)
            self._picture(canvas, state, view, place, (x + (w - side) / 2, y + (h - side) / 2, side, side))
        elif not pictured:
            sizes = _WORD if _is_short(state, place) else _TEXT
            canvas.words(text, at, sizes, align="center" if _is_short(state, place) else "left")
        elif w - 0.6 * h - 40 >= canvas.type.width(text, SIZE_BODY + 8):
            side = min(h, w - 40 - canvas.type.width(text, SIZE_BODY + 8))
            self._picture(canvas, state, view, place, (x, y + (h - side) / 2, side, side))
            canvas.words(text, (x + side + 40, y, w - side - 40, h), _WORD)
        else:
            side = min(w, h - 110)
            self._picture(canvas, state, view, place, (x + (w - side) / 2, y, side, side))
            canvas.words(text, (x, y + side, w, h - side), _WORD[2:], align="center")

    def _picture(self, canvas: Canvas, state: PairsState, view: View, place: int, at: Box) -> None:
        if _is_detail(state, place):
            self._detail(canvas, state, view, place, at)
            return
        word_picture(canvas, view, pairs.concept_of(state, state.cards[place]), at)

    def _detail(self, canvas: Canvas, state: PairsState, view: View, place: int, at: Box) -> None:
        """A part of the picture, in a round-cornered frame of card as seen through a hole in the flat."""
        image = pairs.concept_of(state, state.cards[place]).image
        detail = pairs.pair_of(state, state.cards[place]).detail
        if image is None or detail is None:
            return
        x, y, w, h = at
        side = min(w, h)
        left, top = x + (w - side) / 2, y + (h - side) / 2
        frame = round(side * 0.035)
        canvas.panel((left, top, side, side), "night", radius=20, lift=4, plain=True)
        inner = side - 2 * frame
        part = (detail.x, detail.y, detail.size)
        canvas.surface(canvas.pictures.part_of_pack(view.pack, image.file, inner, part), left + frame, top + frame)

    def _signs(self, canvas: Canvas, state: PairsState, view: View) -> None:
        """For who can't read: eyes above the wings, one open and the others shut; a hand above who opens a card."""
        if view.covered:
            return
        rects = pairs_slots.places(state, view.wishes.reach)
        lit = _lit_teams(state)
        for number, team in enumerate(TEAMS):
            icon = _sign_of(state, now=team in lit)
            if not icon:
                continue
            x, y, w, _h = view.lies(rects[pairs.wing(state, team)[0]], "card")
            top = y - 112 + (round(view.motion.bob(number, 5)) if team in lit else 0)
            canvas.panel(
                (x + (w - 96) / 2, top, 96, 96), "gold" if team in lit else "grey", radius=48, lift=6, plain=True
            )
            canvas.picture(icon, x + (w - 76) / 2, top + 10, (76, 76))

    # -- what one team sees -----------------------------------------------------------------------------
    def _peek(self, canvas: Canvas, state: PairsState, view: View, team: Team) -> None:
        pages = _pages(state)
        page = pages[min(self._page, len(pages) - 1)]
        x, y, w, _h = view.place(Rect(288, 24, 1344, 100))
        canvas.panel((x, y, w, 100), f"team_{team.lower()}", radius=26, lift=8, plain=True)
        for left in (x + 18, x + w - 94):
            canvas.picture(f"team_{team.lower()}", left, y + 12, (76, 76))
        canvas.words(
            f"Alleen team {team} kijkt. Onthoud waar!", (x + 110, y, w - 220, 96), (72, 68, SIZE_BODY), align="center"
        )
        if state.peek_left is not None:
            left = state.peek_left / (pairs.PEEK_TICKS * len(pairs.closed(state, team)))
            canvas.cut(canvas.paper.meter(w, 18, round(left * 40) / 40), x, y + 108)
        rise = view.motion.value("peek", 0.0)
        for place, cell in zip(page, _peek_cells(state, len(page)), strict=True):
            cx, cy, cw, ch = view.place(cell)
            self._peek_card(canvas, state, view, place, (cx, cy + rise, cw, ch))

    def _peek_card(self, canvas: Canvas, state: PairsState, view: View, place: int, at: Box) -> None:
        x, y, w, h = at
        canvas.panel(at, "cream", radius=30, lift=14)
        if place == pairs.marked(state):
            canvas.cut(canvas.paper.ring(w, h), x, y)
        if h > w * 0.8:
            self._label(canvas, state, place, (x, y + 14, w, 96))
            self._content(canvas, state, view, place, (x + 26, y + 122, w - 52, h - 148))
        else:
            self._label(canvas, state, place, (x + 18, y, 210, h))
            self._content(canvas, state, view, place, (x + 250, y + 18, w - 280, h - 36))

    def _again(self, canvas: Canvas, view: View) -> None:
        """Buttons with which a team that lost its places looks behind its own flats again."""
        again = [slot for slot in view.slots if slot.id.startswith("peek:")]
        if again and not view.covered:
            x, y, w, _h = view.place(pairs_slots.AGAIN)
            top = min(slot.rect.y for slot in again) - 104
            canvas.panel((x, top, w, 88), "night", radius=26, lift=6, plain=True)
            canvas.words("Kwijt?", (x, top - 2, w, 88), (SIZE_BODY,), CARDS["gold"].face, align="center")
        for slot in again:
            team = slot.id.removeprefix("peek:").lower()
            x, y, w, h = (float(side) for side in slot.rect.box)
            pressed = view.pressed(slot.id)
            canvas.cut(canvas.paper.button(w, h, f"team_{team}", pressed=pressed, radius=24), x, y)
            y += 9 if pressed else 0
            canvas.picture("icon_eye", x + 40, y + 24, (62, 62))
            canvas.picture(f"team_{team}", x + 4, y + 4, (58, 58))


def _mark(canvas: Canvas, icon: str, card: str, at: Box) -> None:
    """A small sign in the upper corner of a card, on a disc of its own: pictures may be dark there."""
    x, y, w, _ = at
    canvas.panel((x + w - 76, y + 8, 66, 66), card, radius=33, lift=3, plain=True)
    canvas.picture(icon, x + w - 69, y + 15, (52, 52))


def _down(view: View, key: str) -> float:
    """How far above its place a card still hangs: it swings a little before it is still."""
    return round(view.motion.value(key, 0.0))


# What is on a card ---------------------------------------------------------------------------------------------


def _is_detail(state: PairsState, place: int) -> bool:
    return state.faces == "detail" and not pairs.is_left(state, place)


def _is_pictured(state: PairsState, place: int) -> bool:
    """On the left there is always a picture; on the right only its detail."""
    return pairs.is_left(state, place) or state.faces == "detail"


def _text(state: PairsState, place: int) -> str:
    """The words on a card; none where a picture says it all."""
    concept = pairs.concept_of(state, state.cards[place])
    term = concept.terms.get("nl", concept.id)
    if pairs.is_left(state, place):
        return term if state.faces in ("definition", "near") else ""
    return {"detail": "", "word": term}.get(state.faces, concept.definition)


def _is_short(state: PairsState, place: int) -> bool:
    """A picture or a word; what it means is long."""
    return pairs.is_left(state, place) or state.faces in ("detail", "word")


# What the class does -------------------------------------------------------------------------------------------


def _asked(state: PairsState) -> str:
    match state.phase:
        case PairsPhase.PEEK:
            return f"Team {state.to_peek[0]} kijkt achter zijn coulissen. De anderen: ogen dicht!"
        case PairsPhase.FIRST:
            return f"Een speler van team {pairs.opener(state)} opent een eigen kaartje."
        case PairsPhase.STUCK:
            return done_together(state.setup.level)
    one, other = pairs.across(state)
    return "Open samen het kaartje dat oplicht." if state.shown else f"{one} en {other} vertellen, de klas stemt."


def _mood(state: PairsState, *, mirrored: bool) -> str:
    """Sou points to the side where the class looks for the other card; Sou is mirrored with the board."""
    match state.phase:
        case PairsPhase.PEEK:
            return "hush"
        case PairsPhase.STUCK:
            return "comfort"
        case PairsPhase.SECOND:
            return "whisper" if state.hint else "left" if (Team.A in pairs.across(state)) is not mirrored else "right"
    return "listen"


def _sign_of(state: PairsState, *, now: bool) -> str:
    """The picture above the wing of a team; `now`: it is the one whose turn it is."""
    match state.phase:
        case PairsPhase.PEEK:
            return "icon_eye" if now else "eye_shut"
        case PairsPhase.FIRST:
            return "icon_hand" if now else ""
    return ""


def _lit_teams(state: PairsState) -> tuple[Team, ...]:
    """Whose flats are at stake now; those of the others stand in the dark."""
    match state.phase:
        case PairsPhase.PEEK:
            return state.to_peek[:1]
        case PairsPhase.FIRST:
            return (pairs.opener(state),)
        case PairsPhase.SECOND:
            return pairs.across(state)
    return TEAMS


def _second(state: PairsState) -> int | None:
    """The other card that was just opened, while its card is read."""
    if state.first is None or state.card is None:
        return None
    if state.phase is PairsPhase.FOUND:
        return pairs.partner(state, state.first)
    return state.missed[-1] if state.missed else None


# What a team sees at once --------------------------------------------------------------------------------------


def _pages(state: PairsState) -> tuple[tuple[int, ...], ...]:
    if state.peeking is None:
        return ((),)
    places = pairs.closed(state, state.peeking)
    long = places and not _is_short(state, places[0])
    at_once = _DEFINITIONS_AT_ONCE if long else len(places)
    return tuple(places[start : start + at_once] for start in range(0, len(places), at_once))


def _page_of(state: PairsState) -> int:
    """Where a team begins to look: at the card that Sou marked for it, else at the first one."""
    marked = pairs.marked(state)
    return next((number for number, page in enumerate(_pages(state)) if marked in page), 0)


def _peek_cells(state: PairsState, count: int) -> tuple[Rect, ...]:
    """High cards side by side for pictures, long ones for words."""
    area = pairs_slots.PEEK_CARDS
    if state.faces == "detail" or (state.faces == "word" and state.peeking in (Team.A, Team.B)):
        return grid(area, min(count, 2), -(-count // 2))[:count]
    return grid(area, 1, max(count, 2))[:count]
