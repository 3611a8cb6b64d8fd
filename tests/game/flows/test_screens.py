"""Every screen, at every size: it paints, its words fit, its targets can be reached and don't touch each other."""

import itertools
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest

from content.load import LoadedPack
from game.rules import run as rules
from game.rules.run import EnterScene
from game.scenes.finale import Finale
from game.scenes.learned import Learned
from game.scenes.pause import Ask, Pause
from game.scenes.plan import PlanBoard
from game.scenes.teacher import TeacherBar
from game.scenes.title import Address, ChoosePack, OpenFile, VisitCode
from game.scenes.whisper import Whisper
from game.view import layout, theme
from game.view.sound import CAPTIONS, NullSounds, open_sounds
from game.view.sound import ROOT as SOUNDS
from tests.game.flows.playing import settled
from tests.thorough import share

SIZES = [(1920, 1080), (3840, 2160), (1366, 768), (1024, 768)]
LEVELS = ("L1", "L2", "L3", "L4")
GAP = 20
"""The layout keeps 24 px; the edge of a paper card may take a few of them."""

Open = Callable[[Any], None]


def _push(scene: type) -> Open:
    return lambda klas: klas.app.desk.stack.push(scene(klas.app.desk))


def _ask(klas: Any) -> None:
    klas.app.desk.stack.push(Ask(klas.app.desk, "Stoppen?", "Jullie kunnen later verder.", "Ja, stop", lambda: None))


def _whisper(klas: Any) -> None:
    longest = (
        "Denk aan wat de zaalwachter zegt: eerst de jas, dan de deur, dan de rij en pas op het einde de stoel. Ja?!"
    )
    klas.app.desk.stack.push(Whisper(klas.app.desk, longest))


SCREENS: dict[str, Open] = {
    "house": lambda klas: None,
    "packs": _push(ChoosePack),
    "file": _push(OpenFile),
    "code": _push(VisitCode),
    "address": lambda klas: klas.app.desk.stack.push(Address(klas.app.desk, "https://foyer.example.org", print)),
    "pause": _push(Pause),
    "ask": _ask,
    "plan": _push(PlanBoard),
    "learned": _push(Learned),
    "teacher": _push(TeacherBar),
    "finale": _push(Finale),
    "whisper": _whisper,
}


def every_picture(klas: Any, mistakes: bool) -> Iterator[str]:
    """Play all scenes and stop at every different thing that is on the board."""
    seen: set[str] = set()
    chance = random.Random(3)
    for _ in range(900):
        run = klas.run
        name = f"{run.scene_id}/{run.phase}/{getattr(run.play, 'phase', '')}/{getattr(run.play, 'hint', 0)}"
        if name not in seen:
            seen.add(name)
            yield name
        if run.stage == rules.Stage.FINALE:
            return
        slips = rules.slips(run) if mistakes and chance.random() < 0.5 else ()
        moves = slips or rules.moves(run)
        if moves:
            klas.lesson.perform(chance.choice(moves))
        else:
            klas.lesson.advance(30)
        while klas.scene == "whisper":
            klas.app.desk.stack.pop()
    raise AssertionError("the run came to no end")


@pytest.mark.parametrize(("turn", "size"), [*enumerate(SIZES)])
def test_every_screen_paints_at_every_size(
    tmp_path: Path, klas: Any, theatercode: LoadedPack, turn: int, size: tuple[int, int]
) -> None:
    board = type(klas)(tmp_path / "board", size)
    board.open()
    settled(board)
    assert_painted(board)
    board.begin(theatercode, minutes=50, touch="turns")
    # The largest board draws for half a minute what differs from the others in its size alone.
    largest = size == (3840, 2160)
    for open_it in share(tuple(SCREENS.values()), turn, of=2 if largest else 1):
        open_it(board)
        settled(board)
        assert_painted(board)
        if len(board.app.desk.stack) > 1:
            board.app.desk.stack.pop()
    for scene in share(board.run.plan, turn, of=6 if largest else 2):
        board.lesson.perform(EnterScene(scene))
        settled(board)
        board.lesson.perform(rules.StartPlay())
        settled(board)
        assert_painted(board)


def assert_painted(klas: Any) -> None:
    """Not blank: the board shows many colours."""
    wide, high = klas.window.get_size()
    places = [(x, y) for x in range(wide // 6, wide * 5 // 6, wide // 40) for y in range(high // 8, high, high // 16)]
    assert len({tuple(klas.window.get_at(place)) for place in places}) > 12


@pytest.mark.parametrize(
    ("level", "mistakes"),
    [(level, mistakes) for number, level in enumerate(LEVELS) for mistakes in share([False, True], number, of=2)],
)
def test_words_fit_and_what_pupils_touch_is_within_reach_and_apart_in_every_phase(
    klas: Any, theatercode: LoadedPack, level: str, mistakes: bool
) -> None:
    klas.begin(theatercode, level=level, minutes=50, touch="turns")
    words = klas.app.desk.screen.type

    unfit = {}
    for name in every_picture(klas, mistakes):
        settled(klas)
        assert_reachable(klas, name)
        if words.unfit:
            unfit[name] = words.unfit[:]
            words.unfit.clear()

    assert unfit == {}
    assert klas.app.desk.screen.pictures.missing == set()
    assert min(words.sizes_used) >= theme.SIZE_MIN


@pytest.mark.parametrize("name", SCREENS)
def test_words_fit_on_the_other_screens(klas: Any, theatercode: LoadedPack, name: str) -> None:
    klas.begin(theatercode)
    SCREENS[name](klas)

    settled(klas)

    assert klas.app.desk.screen.type.unfit == []
    assert klas.app.desk.screen.pictures.missing == set()
    assert min(klas.app.desk.screen.type.sizes_used) >= theme.SIZE_MIN


@pytest.mark.parametrize("name", [name for name in SCREENS if name not in ("teacher", "plan")])
def test_the_other_screens_are_within_reach_and_apart(klas: Any, theatercode: LoadedPack, name: str) -> None:
    klas.begin(theatercode)
    SCREENS[name](klas)

    assert_reachable(klas, name)


def test_title_and_setup_are_within_reach_and_apart(klas: Any, theatercode: LoadedPack) -> None:
    klas.open()
    assert_reachable(klas, "title")
    klas.tap("play")
    assert_reachable(klas, "setup")


def assert_reachable(klas: Any, name: str) -> None:
    found = [target for target in klas.targets() if target.enabled]
    for number, target in enumerate(found):
        x, y, w, h = target.box
        assert y >= layout.REACH, f"{name}: {target.id} is too high"
        assert x >= 0, f"{name}: {target.id} hangs over the left edge"
        assert x + w <= 1920, f"{name}: {target.id} hangs over the right edge"
        assert y + h <= 1080, f"{name}: {target.id} hangs over the lower edge"
        assert min(w, h) >= theme.TARGET_MIN, f"{name}: {target.id} is too small"
        for other in found[number + 1 :]:
            assert _gap(target.box, other.box) >= GAP, f"{name}: {target.id} and {other.id} are too close"


def _gap(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    across = max(other[0] - one[0] - one[2], one[0] - other[0] - other[2])
    down = max(other[1] - one[1] - one[3], one[1] - other[1] - other[3])
    return max(across, down)


@pytest.mark.parametrize("screen", ["title", "house", "words", "vote"])
def test_a_still_screen_paints_nothing(klas: Any, theatercode: LoadedPack, screen: str) -> None:
    klas.open(calm=True)
    if screen != "title":
        klas.begin(theatercode, calm=True)
    if screen in ("words", "vote"):
        klas.lesson.perform(EnterScene("wat-doe-jij"))
    if screen == "vote":
        klas.lesson.perform(rules.StartPlay())
    klas.seconds(6)

    assert [klas.frames() for _ in range(30)] == [[]] * 30


def test_a_waiting_title_repaints_only_what_breathes(klas: Any) -> None:
    klas.open()
    klas.seconds(4)
    board = klas.window.get_width() * klas.window.get_height()

    painted = [sum(rect.w * rect.h for rect in klas.frames()) for _ in range(60)]

    assert max(painted) < board / 5


def test_a_finger_on_the_letterbox_is_a_finger_on_the_edge(klas: Any, tmp_path: Path) -> None:
    board = type(klas)(tmp_path / "board", (1024, 768))
    screen = board.app.desk.screen

    assert screen.top == 96
    assert screen.logical(512, 10) == pytest.approx((960, 0))
    assert screen.logical(512, 384) == pytest.approx((960, 540), abs=2)


def test_a_tap_lands_in_the_letterboxed_picture(klas: Any, tmp_path: Path) -> None:
    board = type(klas)(tmp_path / "board", (1024, 768))
    board.open()

    board.tap("play")

    assert board.scene == "setup"


def test_a_touch_and_its_mouse_echo_count_once(klas: Any, theatercode: LoadedPack) -> None:
    klas.open(theatercode, pupils=20)
    box = klas.target("more-pupils").box
    at = (box[0] + box[2] / 2, box[1] + box[3] / 2)
    pixel = klas.app.desk.screen.pixel(*at)

    klas.tap_at(at)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pixel, button=1, touch=False))
    klas.frames(6)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=pixel, button=1, touch=False))
    klas.frames(2)

    assert klas.app.desk.wishes.pupils == 21


@pytest.mark.parametrize("name", theme.CARDS)
def test_ink_stands_out_on_every_card(name: str) -> None:
    card = theme.CARDS[name]

    assert theme.contrast(card.face, card.ink) >= 7


@pytest.mark.parametrize(
    ("ink", "card"), [("#8e1226", "cream"), ("#6d0a1a", "cream"), ("#ffe9a8", "night"), ("#ffe9a8", "wine")]
)
def test_coloured_words_stand_out_too(ink: str, card: str) -> None:
    assert theme.contrast(theme.CARDS[card].face, ink) >= 7


def test_the_board_can_be_mirrored(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, mirrored=True)
    klas.lesson.perform(EnterScene("decorwissel"))
    klas.lesson.perform(rules.StartPlay())
    settled(klas)

    assert_reachable(klas, "mirrored")
    assert klas.target("sou").box[0] > 960


def test_a_lower_reach_brings_targets_down(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode, level="L2", reach=590)
    klas.lesson.perform(EnterScene("naar-je-stoel"))
    for _ in range(40):
        if getattr(klas.run.play, "phase", "") == "seat":
            break
        klas.lesson.perform(rules.moves(klas.run)[0])

    settled(klas)

    assert min(target.box[1] for target in klas.targets()) >= 590


def test_light_never_steps_more_than_twice_a_second(klas: Any) -> None:
    motion = klas.app.desk.motion
    motion.light("a", 1.0)
    levels = []
    for frame in range(240):
        motion.now_s = 50 + frame / 60
        if frame % 5 == 0:  # A board that flickers as fast as it can.
            motion.light("a", float(frame // 5 % 2))
        levels.append(motion.light_level("a", 1.0))

    turns = [
        frame
        for frame in range(2, 240)
        if (levels[frame] - levels[frame - 1]) * (levels[frame - 1] - levels[frame - 2]) < 0
    ]
    steepest = max(abs(levels[frame] - levels[frame - 24]) for frame in range(24, 240))
    assert all(later - earlier >= 24 for earlier, later in itertools.pairwise(turns))
    assert steepest <= 1.0


@pytest.mark.parametrize("seed", range(3))
def test_ten_fingers_that_hit_everything_break_nothing(klas: Any, theatercode: LoadedPack, seed: int) -> None:
    chance = random.Random(seed)
    klas.begin(theatercode, level=chance.choice(LEVELS), touch="multi")
    down: set[int] = set()

    for _ in range(250):
        finger = chance.randrange(10)
        at = (chance.uniform(-20, 1940), chance.uniform(-20, 1100))
        kind = chance.choice([pygame.FINGERDOWN, pygame.FINGERMOTION, pygame.FINGERUP])
        klas.finger(kind, at, finger)
        down.add(finger)
        if chance.random() < 0.02:
            pygame.event.post(pygame.event.Event(pygame.WINDOWFOCUSLOST))
        if chance.random() < 0.1:
            klas.key(
                chance.choice([pygame.K_RETURN, pygame.K_u, pygame.K_LEFT, pygame.K_1, pygame.K_ESCAPE, pygame.K_p])
            )
        klas.frames(4)
        if not klas.app.desk.open or not len(klas.app.desk.stack):
            break
    assert_painted(klas)


def test_a_window_of_another_size_gets_a_picture_of_its_own(klas: Any) -> None:
    klas.open()
    pygame.display.set_mode((1280, 720))
    pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, size=(1280, 720), w=1280, h=720))

    klas.frames(2)

    assert klas.app.desk.screen.size == (1280, 720)
    klas.window = pygame.display.get_surface()
    assert_painted(klas)
    klas.tap("play")
    assert klas.scene == "setup"


def test_a_pause_dims_the_board_slowly(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode)
    klas.seconds(3)
    levels = []
    klas.key(pygame.K_p, "p")
    for _ in range(60):
        levels.append(klas.app.desk.motion.light_level("veil", 0.0))
        klas.frames()

    steps = [later - earlier for earlier, later in itertools.pairwise(levels)]
    assert levels[-1] == 1.0
    assert max(steps) < 0.15


def test_a_computer_without_sound_says_so_and_plays(klas: Any, theatercode: LoadedPack) -> None:
    klas.app.desk.sounds = NullSounds("Deze computer heeft geen geluid. Alles staat ook in beeld.")
    klas.open()
    assert "geen geluid" in klas.app.desk.notice

    klas.begin(theatercode)

    assert klas.scene == "house"


def test_sounds_come_with_a_caption_also_when_they_are_off(klas: Any, theatercode: LoadedPack) -> None:
    klas.begin(theatercode)
    klas.app.desk.wish(sound=False)

    klas.tap("go-on")

    assert klas.app.desk.sounds.caption(klas.app.desk.motion.now_s) != ""


def test_every_sound_and_every_caption_exist() -> None:
    assert {path.stem for path in SOUNDS.glob("*.wav")} == set(CAPTIONS)


def test_a_mixer_that_cannot_open_means_silence_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.mixer.quit()
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")

    sounds = open_sounds()
    sounds.play("gong")

    assert sounds.silent_because
    assert sounds.caption(1.0) == CAPTIONS["gong"]


@pytest.mark.parametrize(
    ("seen", "mode"),
    [
        ({"touches_seen": 4}, "multi"),
        ({"touches_seen": 1}, "latch"),
        ({"mouse_seen": True}, "turns"),
        ({"keyboard_seen": True}, "keys"),
        ({"touches_seen": 4, "single": True}, "turns"),
    ],
)
def test_the_input_mode_is_found_by_itself(klas: Any, seen: dict[str, Any], mode: str) -> None:
    desk = klas.app.desk
    desk.wish(touch="auto", single_touch=bool(seen.get("single")))
    for name, value in seen.items():
        setattr(desk, name, value)

    assert desk.input_mode() == mode
