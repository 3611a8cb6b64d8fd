"""What the class knew before and knows now, with how sure that is, and all that is stored of it."""

from content.measure import Answers, Known, measure
from game.rules.probe import When
from game.rules.run import Run
from game.scenes.common import LEVELS
from game.scenes.desk import Desk
from game.scenes.stack import Scene
from game.view import theatre
from game.view.screen import Canvas
from game.view.targets import Target
from game.view.theme import CARDS, SIZE_BODY

_ROW = 140.0
_MOST = 4


def known(run: Run) -> tuple[Known, ...]:
    """The words of the probe, with the answers before and after."""
    terms = {concept.id: concept.terms.get("nl", concept.id) for concept in run.pack.concepts}
    found = dict.fromkeys(tally.concept for tally in run.tallies)
    return tuple(
        Known(
            word=terms.get(concept, concept),
            is_control=any(tally.control for tally in run.tallies if tally.concept == concept),
            before=_answers(run, concept, When.BEFORE),
            after=_answers(run, concept, When.AFTER),
        )
        for concept in found
    )


def _answers(run: Run, concept: str, when: When) -> Answers | None:
    tally = next((one for one in run.tallies if one.concept == concept and one.when is when), None)
    return Answers(tally.right, tally.answered) if tally is not None else None


class Learned(Scene):
    """Two bars a word, and two pages: what changed, and what is kept of it."""

    name = "learned"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._stored = False

    @property
    def _run(self) -> Run:
        if self.desk.run is None:
            raise RuntimeError("no run is open")
        return self.desk.run.state

    def targets(self) -> list[Target]:
        label = "Wat is er geleerd?" if self._stored else "Wat bewaren we?"
        return [
            Target("back", (60, 918, 380, 136), "Terug", "icon_back", "gold", sizes=(SIZE_BODY,)),
            Target("stored", (1000, 918, 860, 136), label, "icon_eye", "cream", sizes=(SIZE_BODY,)),
        ]

    def choose(self, target: str) -> None:
        if target == "back":
            self.desk.stack.pop()
        else:
            self._stored = not self._stored

    def paint(self, canvas: Canvas) -> None:
        theatre.hall(canvas, self.desk.motion)
        canvas.panel((30, 24, 1860, 1042), "night", radius=40, lift=20)
        if self._stored:
            self._kept(canvas)
        else:
            self._words(canvas)
        self.paint_targets(canvas)

    def _words(self, canvas: Canvas) -> None:
        ink = CARDS["night"].ink
        words = known(self._run)[:_MOST]
        canvas.words("Wat weten we nu?", (70, 34, 1100, 120), (84, 76), ink)
        canvas.words("voor", (1010, 60, 330, 90), (SIZE_BODY,), "#f3dcae")
        canvas.words("na", (1450, 60, 330, 90), (SIZE_BODY,), "#ffe9a8")
        for place, word in enumerate(words):
            y = 168 + place * _ROW
            canvas.words(word.word, (70, y, 800, 100), (72, SIZE_BODY), ink)
            if word.is_control:
                canvas.panel((880, y + 4, 92, 92), "gold", radius=46, lift=4, plain=True)
                canvas.picture("icon_lock", 894, y + 16, (64, 64))
            self._bar(canvas, word.before, 1010, y, "cream")
            self._bar(canvas, word.after, 1450, y, "gold")
        found = measure(known(self._run))
        if found is not None:
            canvas.words(_how_sure(found.pupils, found.margin), (70, 738, 1780, 168), (SIZE_BODY,), ink)

    def _bar(self, canvas: Canvas, answers: Answers | None, x: float, y: float, card: str) -> None:
        """A bar of card as long as the share, with the number in front: never by length alone."""
        if answers is None:
            canvas.words("-", (x, y, 120, 100), (72,), CARDS["night"].ink)
            return
        canvas.words(f"{answers.share} %", (x, y - 6, 190, 100), (SIZE_BODY,), CARDS["night"].ink)
        long = 200 * answers.share / 100
        canvas.panel((x + 208, y + 16, 210, 68), "wine", radius=16, lift=2, plain=True)
        if long > 12:
            canvas.panel((x + 213, y + 21, long, 58), card, radius=12, lift=2, plain=True)

    def _kept(self, canvas: Canvas) -> None:
        """All that is stored, in full: nothing else is."""
        run = self._run
        ink = CARDS["night"].ink
        canvas.words("Dit is alles wat we bewaren", (70, 44, 1780, 120), (84, 76), ink)
        asked = len({one.concept for one in run.asked})
        rows = (
            ("icon_ticket", f"Het spel: {run.pack.title}, versie {run.pack.version}."),
            ("icon_people", f"De klas: {LEVELS[run.setup.level]}, {run.setup.class_size} leerlingen."),
            ("icon_play", f"Per scène ({len(run.results)}): rondes, juist van de eerste keer, hints."),
            ("icon_eye", f"Per woord ({asked}): hoe vaak gevraagd en hoe vaak juist."),
            ("icon_hand", f"Per meetvraag ({len(run.tallies)}): hoeveel kaarten, hoeveel juist."),
            ("icon_lock", "Geen namen, geen leerlingen apart, geen school."),
        )
        for place, (icon, row) in enumerate(rows):
            y = 182 + place * 118
            coin = "green" if icon == "icon_lock" else "gold"
            canvas.panel((70, y + 5, 100, 100), coin, radius=50, lift=4, plain=True)
            canvas.picture(icon, 86, y + 21, (68, 68))
            canvas.words(row, (204, y, 1650, 110), (SIZE_BODY,), ink)


def _how_sure(pupils: int, points: int) -> str:
    return (
        f"Met {pupils} leerlingen kan dat toeval zijn: reken op {points} punten meer of minder. "
        "Het woord met het slot leerden we niet."
    )
