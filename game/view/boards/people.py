"""Wie roep je?: what goes wrong on the stage, the helpers in a row, and who comes on for it."""

from content.model import Trouble
from game.rules import people
from game.rules.activity import Event
from game.rules.people import (
    HelperCame,
    NewTrouble,
    NumberCalled,
    PeoplePhase,
    PeopleState,
    SteppedBack,
    TalkStarted,
    Uncovered,
)
from game.rules.run import PlayStarted, Run
from game.rules.together import TEAMS, InputMode, Team
from game.view import layout, theatre
from game.view.boards.board import View, play_of
from game.view.boards.common import buttons, done_together, drop_question, fitted, pack_picture, question, sou, to_do
from game.view.layout import Rect, Slot
from game.view.motion import arrive, settle, smooth
from game.view.pictures import catalogue, natural_size
from game.view.screen import Box, Canvas
from game.view.slots import people as people_slots
from game.view.theme import CARDS, SIZE_BODY, SIZE_QUESTION

_FEET = 668.0
"""The floor line of the helpers, a hand above their names."""
_PERSON, _STICK = 404.0, 56.0
"""From head to feet in a picture of a person, and the stick below."""
_PART = 0.80
_BREAK = "\u00ad"


class PeopleBoard:
    def happened(self, event: Event, run: Run, view: View) -> None:
        motion = view.motion
        match event:
            case PlayStarted() | NewTrouble():
                drop_question(view)
                motion.go("trouble", -760, 0, 1.0, curve=settle)
                motion.light(theatre.HOUSE, 0.8)
            case TalkStarted():
                self._enter(view, play_of(run))
            case NumberCalled():
                motion.go("number", -300, 0, 0.6, curve=settle)
            case Uncovered():
                motion.go("uncover", 240, 0, 0.6, curve=arrive)
            case SteppedBack(person=person):
                motion.go(("helper", person), 0, 1500, 0.9, curve=smooth)
            case HelperCame(right=right):
                drop_question(view)
                motion.go("comes", -900 if view.mirrored else 900, 0, 1.1, curve=arrive)
                motion.go("works", 0 if right else 26, 0, 1.8, wait_s=1.0, curve=settle)

    def _enter(self, view: View, state: PeopleState) -> None:
        """Left and right half of the helpers slide in from their own wing."""
        count = len(state.trouble.helpers)
        for n in people.open_people(state):
            start = -1500 if n < count / 2 else 1500
            view.motion.go(("helper", state.trouble.helpers[n].person), start, 0, 0.8, wait_s=0.12 * n, curve=arrive)

    def paint(self, canvas: Canvas, run: Run, view: View) -> None:
        theatre.hall(canvas, view.motion, seats=False)
        view.part(canvas, self._before, run, view)

    def _before(self, canvas: Canvas, run: Run, view: View) -> None:
        """What lies before the hall."""
        state: PeopleState = play_of(run)
        if state.phase in (PeoplePhase.TROUBLE, PeoplePhase.ACT, PeoplePhase.DONE):
            view.part(canvas, self._stage, state, view)
            question(canvas, view, state.came.act if state.came is not None else state.trouble.prompt)
        else:
            for n, column in enumerate(people_slots.columns(len(state.trouble.helpers))):
                view.part(canvas, self._helper, run, view, n, column, key=n)
            view.part(canvas, self._below, state, view)
            view.part(canvas, self._asked, state, view)
            view.part(canvas, self._snapshot, state, view)
        sou(canvas, view, _mood(state))
        buttons(canvas, view)

    # -- the stage --------------------------------------------------------------------------------------
    def _stage(self, canvas: Canvas, state: PeopleState, view: View) -> None:
        came = state.came
        x, y, w, h = view.place(people_slots.STAGE)
        arrived = came is not None and not view.motion.moving("comes")
        mended = came is not None and came.verdict != "wrong" and arrived
        aside = 0.0 if came is None else 400.0
        room = (x + (aside if view.mirrored else 0.0), y, w - aside, h - 30)
        shift = view.motion.value("trouble", 0.0)
        theatre.spot(canvas, room[0] + room[2] / 2, y + h - 60, 1.7)
        self._picture(canvas, view, state.trouble, (room[0], room[1] + shift, room[2], room[3]), mended=mended)
        if came is None:
            return
        if arrived and came.verdict == "wrong":
            self._in_earnest(canvas, view, came.person, room)
        foot_x = (x + w - 190 if not view.mirrored else x + 190) + view.motion.value("comes", 0.0)
        tilt = view.motion.value("works", 0.0) / 3
        sways = round(view.motion.bob(4, 3, 1.8)) if came.verdict == "wrong" else 0
        name = f"person_{came.person}"
        theatre.spot(canvas, foot_x, y + h - 40, 1.0)
        part = min(1.34, 620 / natural_size(name)[0])
        canvas.standing(
            name, foot_x, y + h - 30 + _STICK * part, part, tilt=round(tilt + sways), mirrored=not view.mirrored
        )

    def _in_earnest(self, canvas: Canvas, view: View, person: str, room: Box) -> None:
        """The tool of who can't help, hard at work on what goes wrong."""
        x, y, w, _h = room
        swing = round(view.motion.bob(2, 9, 1.6)) + round(view.motion.value("works", 0.0))
        name, side = f"tool_{person}", 250.0
        left = x + w * 0.5 - side / 2 + swing * 3
        canvas.picture(name, left, y + 30 + abs(swing) * 2, (side, side), tilt=-swing)

    def _picture(self, canvas: Canvas, view: View, trouble: Trouble, at: Box, *, mended: bool = False) -> None:
        if trouble.image is not None:
            canvas.panel(at, "cream", radius=22)
            pack_picture(canvas, view, trouble.image, (at[0] + 20, at[1] + 20, at[2] - 40, at[3] - 40))
            return
        name = trouble.picture or ""
        if mended and f"{name}_ok" in catalogue():
            name = f"{name}_ok"
        fitted(canvas, name, at)

    # -- who can be called ------------------------------------------------------------------------------
    def _snapshot(self, canvas: Canvas, state: PeopleState, view: View) -> None:
        x, y, w, h = view.place(people_slots.SNAPSHOT)
        y -= 420 * view.covered
        for rope in (x + 50, x + w - 56):
            canvas.fill((rope, 0, 8, max(0.0, y + 12)), "#9b6a1c")
        canvas.panel((x, y, w, h), "night", radius=20, lift=10)
        self._picture(canvas, view, state.trouble, (x + 8, y + 10, w - 16, h - 20))
        if state.hint >= 2:
            # The second hint: the tool of who can help, pinned on what goes wrong.
            helps = state.trouble.helpers[people.who_helps(state)].person
            left, top = x + w - 176, y + h - 96
            canvas.panel((left, top, 180, 180), "rose", radius=26, lift=12)
            fitted(canvas, f"tool_{helps}", (left + 14, top + 14, 152, 152))

    def _helper(self, canvas: Canvas, run: Run, view: View, n: int, column: Rect) -> None:
        state: PeopleState = play_of(run)
        person = state.trouble.helpers[n].person
        x, _y, w, _h = view.lies(column, "pick")
        is_open = n in people.open_people(state)
        middle = x + w / 2
        if is_open or view.motion.moving(("helper", person)):
            self._person(canvas, view, state, n, middle + view.motion.value(("helper", person), 0.0), w)
        slot = view.slot(f"pick:{n}") or view.slot(f"send:{n}")
        name = (x, float(people_slots.NAME_TOP), w, float(people_slots.NAME_HIGH))
        if slot is not None:
            name = self._whole(canvas, state, view, slot)
        else:
            canvas.panel(name, "cream" if is_open else "grey", radius=22, lift=8, plain=True)
        self._name(canvas, run, person, name)
        if state.phase is PeoplePhase.ANSWER and slot is None and is_open and not view.covered:
            self._signs(canvas, state, view, n)
        elif state.phase in (PeoplePhase.REASONS, PeoplePhase.STUCK):
            self._chosen(canvas, state, view, n, x, w)

    def _person(self, canvas: Canvas, view: View, state: PeopleState, n: int, x: float, w: float) -> None:
        helper = state.trouble.helpers[n]
        name = f"person_{helper.person}"
        part = min(_PART, (w + 20) / natural_size(name)[0])
        if state.shown and helper.verdict != "wrong":
            theatre.glow(canvas, x, _FEET - 160, 520)
        waits = round(view.motion.bob(n, 3, 3.0)) if state.phase is PeoplePhase.TALK else 0
        canvas.standing(name, x, _FEET + _STICK * part + waits, part)

    def _name(self, canvas: Canvas, run: Run, person: str, at: Box) -> None:
        """The name in one line, or broken where its writer allows it."""
        state: PeopleState = play_of(run)
        concept = next((one for one in run.pack.concepts if one.id == person), None)
        term = concept.terms.get("nl", person) if concept is not None else person
        text = state.scene.names.get(person, term)
        room = (at[0] + 8, at[1], at[2] - 16, at[3])
        whole = text.replace(_BREAK, "")
        if not canvas.type.fits(whole, SIZE_BODY, room[2], room[3]):
            whole = text.replace(_BREAK, "-\n", 1).replace(_BREAK, "")
        canvas.words(whole, room, (76, 72, 68, SIZE_BODY), CARDS["cream"].ink, align="center")

    def _whole(self, canvas: Canvas, state: PeopleState, view: View, slot: Slot) -> Box:
        """A helper as one card of the team that chooses now; where its name stands."""
        team = people.next_team(state) if state.phase is PeoplePhase.ANSWER else None
        x, y, w, h = (float(side) for side in slot.rect.box)
        card = "gold" if team is None else f"team_{team.lower()}"
        pressed = view.pressed(slot.id)
        canvas.cut(canvas.paper.button(w, h, card, pressed=pressed), x, y)
        y += 9 if pressed else 0
        name = (x + 16, y + 16, w - 32, float(people_slots.NAME_HIGH))
        canvas.panel(name, "cream", radius=20, lift=2, plain=True)
        if team is not None:
            canvas.picture(f"team_{team.lower()}", x + w / 2 - 65, y + 210, (130, 130))
        else:
            canvas.picture("icon_hand", x + w / 2 - 60, y + 210, (120, 120))
        if state.setup.input is InputMode.KEYS and slot.key:
            canvas.panel((x + w - 104, y + h - 116, 88, 88), "night", radius=18, lift=3, plain=True)
            canvas.words(
                slot.key, (x + w - 104, y + h - 120, 88, 92), (SIZE_BODY,), CARDS["night"].ink, align="center"
            )
        return name

    def _signs(self, canvas: Canvas, state: PeopleState, view: View, n: int) -> None:
        for team, pick in zip(TEAMS, state.picks, strict=True):
            slot = view.slot(f"sign:{team}:{n}")
            if slot is None:
                continue
            x, y, w, h = (float(side) for side in slot.rect.box)
            card = f"team_{team.lower()}" if pick is None else "grey"
            pressed = view.pressed(slot.id)
            canvas.cut(canvas.paper.button(w, h, card, pressed=pressed, radius=24), x, y)
            y += 9 if pressed else 0
            canvas.picture(f"team_{team.lower()}", x + w / 2 - 84, y + 6, (76, 76))
            if pick is None:
                canvas.words(team, (x + w / 2 + 6, y - 2, 76, h - 10), (72, SIZE_BODY), align="center")
            else:
                canvas.picture("icon_check", x + w / 2 + 14, y + 10, (68, 68))

    def _chosen(self, canvas: Canvas, state: PeopleState, view: View, n: int, x: float, w: float) -> None:
        """The signs of the teams that chose this helper."""
        teams = [team for team, pick in zip(TEAMS, state.picks, strict=True) if pick == n]
        rise = view.motion.value("uncover", 0.0)
        step = min(92.0, w / max(1, len(teams)))
        left = x + (w - step * len(teams)) / 2
        if teams:
            # On the dark: the signs of the teams are not to be taken for the ornaments of the stage.
            canvas.panel((left - 14, 832 + rise, step * len(teams) + 20, 80), "night", radius=24, lift=5, plain=True)
        for index, team in enumerate(teams):
            canvas.picture(f"team_{team.lower()}", left + index * step + 4, 836 + rise, (72, 72))

    # -- what is asked ----------------------------------------------------------------------------------
    def _below(self, canvas: Canvas, state: PeopleState, view: View) -> None:
        """While the teams talk: the numbers of the heads, and which of them still have to come."""
        if state.phase is not PeoplePhase.TALK or view.covered:
            return
        to_do(canvas, view, "Overleg. Weet iedereen het? Tik!", people_slots.TALK_LINE)
        count = people.heads(state.setup)
        x, y, w, _h = view.place(people_slots.NUMBERS)
        step = min(168.0, w / count)
        left = x + (w - step * count) / 2
        waiting = state.numbers or tuple(range(1, count + 1))
        for number in range(1, count + 1):
            at = left + (number - 1) * step + (step - 140) / 2
            canvas.panel((at, y + 12, 140, 140), "gold" if number in waiting else "grey", radius=70, lift=8)
            canvas.words(str(number), (at, y + 6, 140, 140), (84,), CARDS["gold"].ink, align="center")
        if state.left is not None:
            seconds = str(-(-state.left // 60))
            mx, my, mw, _ = view.place(layout.MAIN)
            canvas.panel((mx, my - 150, mw, 120), "night", radius=26, lift=8, plain=True)
            canvas.words(seconds, (mx, my - 154, mw, 120), (84, 72), CARDS["night"].ink, align="center")

    def _asked(self, canvas: Canvas, state: PeopleState, view: View) -> None:
        """The question beside the snapshot, with the number that was called."""
        x, y, w, h = view.place(people_slots.ASKED)
        y += view.motion.value("question", 0.0) - 16 - round(400 * view.covered)
        h -= 24
        canvas.cut(canvas.paper.sign(w, h), x, y)
        right = x + w - 36
        if state.phase is PeoplePhase.ANSWER and state.number is not None:
            top = y + 42 + view.motion.value("number", 0.0)
            canvas.panel((right - 184, top, 184, 184), "gold", radius=92, lift=8)
            canvas.words(
                str(state.number), (right - 184, top - 8, 184, 184), (120,), CARDS["gold"].ink, align="center"
            )
            right -= 210
        room = (x + 40, y + 16, right - x - 56, h - 30)
        sizes = (92, SIZE_QUESTION, 80, 76, 72, 68, SIZE_BODY)
        canvas.words(self._text(state), room, sizes, CARDS["cream"].ink)

    def _text(self, state: PeopleState) -> str:
        match state.phase:
            case PeoplePhase.ANSWER:
                return _who_answers(state)
            case PeoplePhase.REASONS:
                return "Niet hetzelfde! Zeg elk waarom. Overleg dan opnieuw."
            case PeoplePhase.STUCK:
                return done_together(state.setup.level)
            case PeoplePhase.CHOOSE:
                return "Praat erover en kies samen."
        return state.trouble.prompt


def _who_answers(state: PeopleState) -> str:
    number = state.number or 1
    heads = people.called(state.setup, number)
    if (team := people.turn(state)) is not None:
        return f"Team\u00a0{team}, nummer\u00a0{heads[team]}: wie roep je?"
    instead = [team for team in Team if heads[team] != number]
    if instead:
        return f"Nummers\u00a0{number}, wie roep je? Bij {_listed(instead)} komt nummer\u00a01."
    return f"Nummers\u00a0{number}, kom! Wie roep je?"


def _listed(teams: list[Team]) -> str:
    return " en ".join((", ".join(teams[:-1]), teams[-1])) if len(teams) > 1 else str(teams[0])


def _mood(state: PeopleState) -> str:
    if state.phase is PeoplePhase.ACT and state.came is not None:
        return "happy" if state.came.verdict != "wrong" else "surprised"
    if state.phase is PeoplePhase.TROUBLE:
        return "surprised"
    return "whisper" if state.hint else "listen"
