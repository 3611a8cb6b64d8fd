"""The title: a closed curtain, Sou, and one big button to the last pack."""

import json
from collections.abc import Callable
from pathlib import Path

from content.files import PACK_JSON
from content.load import SHIPPED, LoadedPack, PackError, complete, load_pack, shipped
from game.fetch import BadPortal, PortalAway, VisitError, VisitPack, tidy_address, tidy_code, usual_portal
from game.input.keys import Key
from game.scenes.common import sou, whisper
from game.scenes.desk import Desk, Errand
from game.scenes.lesson import resumable
from game.scenes.stack import Scene
from game.view import theatre
from game.view.screen import Canvas
from game.view.targets import Target
from game.view.theme import CARDS, LOGICAL_W, SIZE_BODY, SIZE_TITLE

CODE_ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
CODE_LENGTH = 8
_KEYS_PER_ROW = 9


def pack_name(pack: LoadedPack) -> str:
    return pack.pack.show.title if pack.pack.show else pack.pack.title


def choose_pack(desk: Desk, pack: LoadedPack, source: str = "", visit: tuple[str, str] | None = None) -> None:
    """Stand the pack on its base and go to the set-up."""
    desk.pack, desk.visit, desk.pack_source = complete(pack), visit, source
    if visit is None and pack.pack.id in shipped():
        desk.wish(last_pack=pack.pack.id)
    desk.stack.push(desk.scene("setup"))


class Hall(Scene):
    """A scene in front of the closed curtain."""

    mood = "neutral"

    def sentence(self) -> str:
        return ""

    def paint_logo(self, canvas: Canvas, shift: float = 0.0) -> None:
        """The name of the house under its little theatre."""
        canvas.picture("logo", (LOGICAL_W - 760) / 2, 106 + shift, (760, 253))
        canvas.panel((730, 344 + shift, 460, 136), "wine", radius=34, lift=10)
        canvas.words("Foyer", (730, 338 + shift, 460, 136), (SIZE_TITLE,), "#ffe9a8", align="center")

    def paint_hall(self, canvas: Canvas, *, bubble: bool = True) -> None:
        theatre.hall(canvas, self.desk.motion)
        left = not self.desk.wishes.mirrored
        sou(canvas, self.desk.motion, self.mood, 20 if left else LOGICAL_W - 320, 815, mirrored=not left)
        text = self.sentence()
        if bubble and text:
            width = min(1400.0, canvas.type.width(text, SIZE_BODY) + 110)
            x = 330.0 if left else LOGICAL_W - 330 - width
            whisper(canvas, text, (x, 918, width, 130), points_left=left)


class Title(Hall):
    name = "title"
    mood = "happy"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._saved = newest_run(desk)
        self._pack_name = _short(desk)

    def enter(self) -> None:
        self._saved = newest_run(self.desk)
        self._pack_name = _short(self.desk)
        theatre.close_curtain(self.desk.motion)
        self.desk.motion.light(theatre.HOUSE, 1.0)
        self.desk.motion.go(("sign", "logo"), -420, 0, 0.9)
        self.desk.sounds.play("theme")

    def sentence(self) -> str:
        return "Welkom! Wie zit er al klaar?"

    def targets(self) -> list[Target]:
        first = Target("resume", (410, 496, 1100, 184), "Verder waar we waren", "icon_play", number=1, sizes=(84, 72))
        fresh = Target(
            "play", (410, 496, 1100, 184), f"Speel {self._pack_name}", "icon_play", number=1, sizes=(84, 76, 72, 64)
        )
        second = ("play", "Nieuw spel", "icon_play") if self._saved else ("packs", "Kies spel", "icon_eye")
        lower = [second, ("code", "Bezoekcode", "icon_ticket"), ("file", "Bestand", "icon_file")]
        widths = (470.0, 560.0, 450.0)
        x = (LOGICAL_W - sum(widths) - 2 * 36) / 2
        buttons = [first if self._saved else fresh]
        for number, ((target_id, label, icon), w) in enumerate(zip(lower, widths, strict=True), start=2):
            buttons.append(Target(target_id, (x, 708, w, 140), label, icon, card="cream", number=number, sizes=(64,)))
            x += w + 36
        return buttons

    def choose(self, target: str) -> None:
        desk = self.desk
        if target == "resume" and self._saved is not None:
            self._saved()
        elif target == "play" and self._saved is None:
            open_shipped(desk, desk.wishes.last_pack)
        elif target in ("play", "packs"):
            desk.stack.push(ChoosePack(desk))
        elif target == "code":
            desk.stack.push(VisitCode(desk))
        elif target == "file":
            desk.stack.push(OpenFile(desk))

    def paint(self, canvas: Canvas) -> None:
        self.paint_hall(canvas)
        self.paint_logo(canvas, self.desk.motion.value(("sign", "logo"), 0))
        self.paint_targets(canvas)


def _short(desk: Desk) -> str:
    """The name of the last pack, from its own words: the first picture does not wait until a whole pack is judged."""
    try:
        words = json.loads((SHIPPED / desk.wishes.last_pack / PACK_JSON).read_text("utf-8"))
        return str((words.get("show") or words)["title"])
    except (OSError, ValueError, LookupError, AttributeError):
        return "De theatercode"


def newest_run(desk: Desk) -> Callable[[], bool] | None:
    """What resumes the newest unfinished run, if there is one."""
    return resumable(desk)


def open_shipped(desk: Desk, pack_id: str) -> None:
    try:
        pack_id = pack_id if pack_id in shipped() else "theatercode"
        choose_pack(desk, load_pack(pack_id), pack_id)
    except PackError:
        desk.say("Dit spel kan niet open. Kies een ander.")


class ChoosePack(Hall):
    """All packs of this computer: those we ship and those that visits brought."""

    name = "packs"
    _PER_PAGE = 3

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._choices: list[tuple[LoadedPack, tuple[str, str] | None]] = [(load_pack(i), None) for i in shipped()]
        self._choices += [(visit.pack, (visit.code, visit.portal)) for visit in desk.visits.known()]
        self._page = 0

    def sentence(self) -> str:
        return "Welk stuk gaan jullie zien?"

    def _shown(self) -> list[tuple[int, LoadedPack]]:
        first = self._page * self._PER_PAGE
        return [(i, self._choices[i][0]) for i in range(first, min(first + self._PER_PAGE, len(self._choices)))]

    def targets(self) -> list[Target]:
        found = [
            Target(
                f"pack-{i}",
                (300, 490 + row * 148, 1320, 124),
                pack_name(pack),
                "icon_ticket",
                card="cream" if row % 2 else "gold",
                number=row + 1,
                sizes=(72, 64),
            )
            for row, (i, pack) in enumerate(self._shown())
        ]
        found.append(Target("back", (LOGICAL_W - 28 - 250, 920, 250, 132), "", "icon_back", card="cream"))
        if len(self._choices) > self._PER_PAGE:
            found.append(Target("more", (LOGICAL_W - 28 - 520, 920, 240, 132), "", "icon_next", card="cream"))
        return found

    def choose(self, target: str) -> None:
        if target == "back":
            self.desk.stack.pop()
        elif target == "more":
            self._page = (self._page + 1) % -(-len(self._choices) // self._PER_PAGE)
        else:
            pack, visit = self._choices[int(target.removeprefix("pack-"))]
            choose_pack(self.desk, pack, "" if visit else pack.pack.id, visit)

    def paint(self, canvas: Canvas) -> None:
        self.paint_hall(canvas)
        self.paint_logo(canvas)
        self.paint_targets(canvas)


class Typing(Hall):
    """A line that is typed, on the board or on the keyboard of the desk."""

    question = ""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.line = ""
        self.problem = ""

    def paint_line(self, canvas: Canvas, shown: str, sizes: tuple[int, ...] = (104, 84, 72, 64)) -> None:
        canvas.panel((200, 40, 1520, 424), "rose" if self.problem else "cream")
        canvas.words(self.problem or self.question, (256, 56, 1408, 196), (84, 76, 72, 68, SIZE_BODY))
        canvas.panel((256, 268, 1408, 160), "night", radius=22, lift=6)
        canvas.words(shown, (306, 268, 1308, 160), sizes, CARDS["night"].ink)


class VisitCode(Typing):
    """The code of the confirmation opens the game of the very show that the class will see."""

    name = "code"
    question = "Typ je bezoekcode"

    def enter(self) -> None:
        self.desk.sounds.hush()

    def __init__(self, desk: Desk, code: str = "", portal: str = "") -> None:
        super().__init__(desk)
        self.line = tidy_code(code)
        self._portal = portal or desk.wishes.portal or usual_portal()
        self._away = False
        """The portal gave no answer: then its address can be changed."""
        self._errand: Errand | None = None
        if code:
            self._send()

    def targets(self) -> list[Target]:
        if self._errand is not None:
            return []
        keys = []
        w, h, gap = 160.0, 166.0, 24.0
        left = 226.0
        for i, letter in enumerate(CODE_ALPHABET):
            row, column = divmod(i, _KEYS_PER_ROW)
            at = (left + column * (w + gap), 494 + row * (h + gap), w, h)
            keys.append(Target(f"key-{letter}", at, letter, card="cream", sizes=(SIZE_TITLE,)))
        after = len(CODE_ALPHABET) % _KEYS_PER_ROW
        y = 494 + 2 * (h + gap)
        keys.append(
            Target("rub", (left + after * (w + gap), y, w, h), "", "icon_undo", card="rose", enabled=bool(self.line))
        )
        keys.append(
            Target(
                "go",
                (left + (after + 1) * (w + gap), y, w, h),
                "",
                "icon_check",
                enabled=len(self.line) == CODE_LENGTH,
            )
        )
        if self._away:
            keys.append(Target("address", (1120, 280, 530, 140), "Ander adres", sizes=(72, SIZE_BODY)))
        return [*keys, Target("back", (36, y, 150, h), "", "icon_back", card="gold")]

    def choose(self, target: str) -> None:
        if target == "rub":
            self.line = self.line[:-1]
        elif target == "go":
            self._send()
        elif target == "back":
            self.desk.stack.pop()
        elif target == "address":
            self.desk.stack.push(Address(self.desk, self._portal, self.ask))
        elif len(self.line) < CODE_LENGTH:
            self.line += target.removeprefix("key-")
        self.problem = ""

    def typed(self, letter: str) -> bool:
        if (
            self._errand is None
            and len(self.line) < CODE_LENGTH
            and (letter := tidy_code(letter))
            and letter in CODE_ALPHABET
        ):
            self.line += letter
            self.problem = ""
            return True
        return bool(letter) and letter.isalnum()

    def key(self, key: Key) -> bool:
        if key is Key.UNDO:
            self.line = self.line[:-1]
            return True
        if key in (Key.BACK, Key.TEACHER):
            self.desk.stack.pop()
            return True
        if key is Key.CHOOSE and not self.look.focus and len(self.line) == CODE_LENGTH:
            self._send()
            return True
        return super().key(key)

    def ask(self, portal: str) -> None:
        """Look for the visit at another portal, which is kept as the portal of this computer."""
        self._portal = portal
        self.desk.wish(portal=portal)
        self.problem = ""
        self._send()

    def _send(self) -> None:
        self._away = False
        code, portal = self.line, self._portal
        self._errand = Errand(lambda: self.desk.visits.fetch(code, portal))

    def wait(self) -> None:
        """Until the portal has answered: for tests, which turn the clock themselves."""
        if self._errand is not None:
            self._errand.wait()

    def tick(self) -> None:
        if self._errand is None or not self._errand.done:
            return
        errand, self._errand = self._errand, None
        if isinstance(errand.error, VisitError):
            self.problem = str(errand.error)
            self._away = isinstance(errand.error, PortalAway | BadPortal)
        elif errand.error is not None:
            raise errand.error
        else:
            self._arrived(errand.result)

    def _arrived(self, visit: VisitPack) -> None:
        self.desk.wish(portal=visit.portal)
        self.desk.stack.pop()
        choose_pack(self.desk, visit.pack, visit=(visit.code, visit.portal))
        if visit.from_store:
            self.desk.say("Geen verbinding: dit is het spel dat al op deze computer stond.")

    def paint(self, canvas: Canvas) -> None:
        theatre.hall(canvas, self.desk.motion, seats=False, footlights=False)
        if self._errand is not None:
            self.paint_line(canvas, "Even zoeken ...")
            return
        shown = f"{self.line[:4]} {self.line[4:]}".strip()
        self.paint_line(canvas, shown or "_ _ _ _  _ _ _ _")
        self.paint_targets(canvas)


ADDRESS_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm.:/")


class Address(Typing):
    """Another portal, for a computer at which `Bezoekcode` got no answer."""

    name = "address"
    question = "Typ het adres van het portaal"
    _LONGEST = 60

    def __init__(self, desk: Desk, portal: str, done: Callable[[str], None]) -> None:
        super().__init__(desk)
        self.line = portal.removeprefix("https://").removeprefix("http://")
        self._done = done

    def targets(self) -> list[Target]:
        keys = []
        w, h, gap = 116.0, 112.0, 26.0
        for row, letters in enumerate(ADDRESS_ROWS):
            for column, letter in enumerate(letters):
                at = (230 + column * (w + gap), 500 + row * (h + gap), w, h)
                keys.append(Target(f"key-{letter}", at, letter, card="cream", sizes=(72, SIZE_BODY)))
        right = 230 + 10 * (w + gap)
        return [
            *keys,
            Target("rub", (right, 500, 240, 112 + gap + h), "", "icon_undo", card="rose", enabled=bool(self.line)),
            Target("go", (right, 500 + 2 * (h + gap), 240, 2 * h + gap), "", "icon_check", enabled=bool(self.line)),
            Target("back", (36, 500 + 3 * (h + gap), 150, h), "", "icon_back", card="gold"),
        ]

    def choose(self, target: str) -> None:
        if target == "rub":
            self.line = self.line[:-1]
        elif target == "go":
            self._finish()
        elif target == "back":
            self.desk.stack.pop()
        else:
            self.typed(target.removeprefix("key-"))

    def typed(self, letter: str) -> bool:
        if len(self.line) < self._LONGEST and letter.isascii():
            self.line += letter.lower()
        return True

    def key(self, key: Key) -> bool:
        if key is Key.UNDO:
            self.line = self.line[:-1]
        elif key in (Key.BACK, Key.TEACHER):
            self.desk.stack.pop()
        elif key is Key.CHOOSE and not self.look.focus and self.line:
            self._finish()
        else:
            return super().key(key)
        return True

    def _finish(self) -> None:
        self.desk.stack.pop()
        self._done(tidy_address(self.line))

    def paint(self, canvas: Canvas) -> None:
        theatre.hall(canvas, self.desk.motion, seats=False, footlights=False)
        # The end of a long address is what is being typed.
        shown = self.line
        while canvas.type.width(shown, SIZE_BODY) > 1290:
            shown = shown[1:]
        self.paint_line(canvas, shown or "...")
        self.paint_targets(canvas)


class OpenFile(Hall):
    """Packs that lie in the user's own folders; what is dropped on the window works too."""

    name = "file"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._files = _packs_nearby(desk.folder.root)
        self._problem = ""

    def sentence(self) -> str:
        if self._problem:
            return self._problem
        return "Kies je bestand." if self._files else "Sleep je .foyer-bestand hierheen."

    def targets(self) -> list[Target]:
        found = [
            Target(
                f"file-{i}",
                (300, 490 + i * 148, 1320, 124),
                _fitting(path.stem),
                "icon_file",
                card="cream",
                number=i + 1,
            )
            for i, path in enumerate(self._files[:3])
        ]
        return [*found, Target("back", (LOGICAL_W - 28 - 250, 920, 250, 132), "", "icon_back", card="cream")]

    def choose(self, target: str) -> None:
        if target == "back":
            self.desk.stack.pop()
        else:
            self.open(self._files[int(target.removeprefix("file-"))])

    def open(self, path: Path) -> None:
        try:
            pack = load_pack(path)
        except (PackError, OSError):
            self._problem = "Dit bestand is geen spel van Foyer."
            return
        choose_pack(self.desk, pack, str(path.resolve()))

    def paint(self, canvas: Canvas) -> None:
        self.paint_hall(canvas)
        self.paint_logo(canvas)
        if not self._files:
            self._drop_here(canvas)
        self.paint_targets(canvas)

    def _drop_here(self, canvas: Canvas) -> None:
        """Where a file may be dropped: anywhere on the window, but an eye looks for a place."""
        x, y, w, h = _DROP_HERE
        canvas.panel((x, y, w, h), "cream", radius=36, lift=16)
        canvas.cut(canvas.paper.ring(w - 40, h - 40), x + 20, y + 20)
        canvas.picture("icon_file", x + 60, y + (h - 190) / 2, (190, 190))
        canvas.picture("icon_down", x + 290, y + (h - 110) / 2, (110, 110))
        words = (x + 430, y + 30, w - 490, h - 60)
        canvas.words("Laat je bestand hier los", words, (84, 76, SIZE_BODY))


_DROP_HERE = (410.0, 500.0, 1100.0, 330.0)


def _fitting(stem: str) -> str:
    return stem if len(stem) <= 34 else f"{stem[:33]}…"


def _packs_nearby(root: Path) -> list[Path]:
    """Packs where a teacher's download lands, the newest first."""
    places = (Path.home() / "Downloads", Path.home() / "Desktop", Path.home() / "Documents", root, Path.cwd())
    found: set[Path] = set()
    for place in places:
        try:
            found.update(place.glob("*.foyer"))
        except OSError:
            continue
    return sorted(found, key=lambda path: -path.stat().st_mtime)
