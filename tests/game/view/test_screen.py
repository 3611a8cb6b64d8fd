"""The board paints what changed and nothing else, and a picture in parts is the same picture."""

import os

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pygame
import pytest

from game.view.cutout import cut
from game.view.kept import Kept
from game.view.motion import Motion
from game.view.pictures import catalogue, natural_size
from game.view.screen import Canvas, Screen
from game.view.text import BUDGET_BYTES, Type

SIZE = (960, 540)


@pytest.fixture
def window() -> Iterator[pygame.Surface]:
    pygame.display.init()
    pygame.font.init()
    yield pygame.display.set_mode(SIZE)
    pygame.display.quit()


@pytest.fixture
def screen(window: pygame.Surface) -> Screen:
    return Screen(window)


def hall(screen: Screen, puppet_x: float = 700, light: float = 1.0) -> Canvas:
    canvas = screen.canvas()
    canvas.picture("wall", 0, 0)
    canvas.picture("backstage", 330, 105)
    canvas.picture("proscenium", 0, 0)
    if light < 1:
        canvas.light_map(light)
    canvas.panel((500, 300, 900, 400))
    canvas.standing("stage_manager", puppet_x, 900)
    return canvas


def pixels(window: pygame.Surface) -> bytes:
    return pygame.image.tobytes(window, "RGB")


def show_all(screen: Screen, canvas: Canvas) -> list[pygame.Rect]:
    """Show it, with the strips of a fade that are still to follow; what was painted in all."""
    painted = list(screen.show(canvas))
    while screen.stale:
        painted += screen.show(canvas)
    return painted


def painted_anew(window: pygame.Surface, paint: Canvas) -> bytes:
    """What a board that begins with this picture shows."""
    fresh = Screen(window)
    canvas = fresh.canvas()
    canvas.pieces = paint.pieces
    fresh.show(canvas)
    return pixels(window)


def test_the_same_picture_twice_paints_nothing(screen: Screen) -> None:
    screen.show(hall(screen))

    assert screen.show(hall(screen)) == []


def test_a_puppet_that_moves_repaints_where_it_was_and_where_it_is(screen: Screen) -> None:
    screen.show(hall(screen, 700))
    w, h = (round(side * screen.scale) for side in natural_size("stage_manager"))

    painted = screen.show(hall(screen, 704))

    assert sum(rect.w * rect.h for rect in painted) <= (w + 4) * (h + 2)


def test_two_puppets_far_apart_do_not_repaint_what_is_between_them(screen: Screen) -> None:
    def picture(step: int) -> Canvas:
        canvas = screen.canvas()
        canvas.picture("wall", 0, 0)
        canvas.standing("stage_manager", 200 + step, 900, 0.5)
        canvas.standing("stage_manager", 1700 - step, 900, 0.5)
        return canvas

    screen.show(picture(0))

    assert len(screen.show(picture(3))) == 2


@pytest.mark.parametrize("seed", range(4))
def test_however_it_got_there_the_board_shows_the_picture(window: pygame.Surface, screen: Screen, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        canvas = hall(screen, chance.choice([700, 705, 900]), chance.choice([1.0, 0.5, 0.4, 0.3]))
        if chance.random() < 0.3:
            canvas.shade((0, 0, 1920, 1080), (0.5, 0.4, 0.6))
        screen.show(canvas)
        if chance.random() < 0.3:  # The board comes to rest.
            show_all(screen, canvas)
            screen.show(canvas)
    show_all(screen, canvas)
    shown = pixels(window)

    assert shown == painted_anew(window, canvas)


def test_a_puppet_that_stirs_leaves_what_was_kept_of_a_board_at_rest(window: pygame.Surface, screen: Screen) -> None:
    for _ in range(2):
        screen.show(hall(screen, 700))
    screen.show(hall(screen, 705))

    screen.forget()
    screen.show(hall(screen, 900))

    assert len(screen._backdrop) == len(hall(screen).pieces) - 1
    assert pixels(window) == painted_anew(window, hall(screen, 900))


def test_a_step_of_a_fade_is_painted_in_strips_that_end_as_the_picture(
    window: pygame.Surface, screen: Screen
) -> None:
    for light in (0.9, 0.8, 0.7, 0.6):
        show_all(screen, hall(screen, light=light))

    canvas = hall(screen, light=0.5)
    first = screen.show(canvas)
    screen.show(canvas)  # The puppet moves before the last strip has had its turn.
    moved = hall(screen, 710, light=0.5)
    screen.show(moved)

    assert max(rect.right for rect in first) < 0.4 * SIZE[0]
    assert not screen.stale
    assert pixels(window) == painted_anew(window, moved)


def test_a_fade_paints_the_hall_and_not_the_card_before_it(window: pygame.Surface, screen: Screen) -> None:
    for light in (0.8, 0.7, 0.6, 0.5):
        painted = show_all(screen, hall(screen, light=light))

    middle = (round(950 * screen.scale), round(500 * screen.scale))
    assert painted
    assert not any(rect.collidepoint(middle) for rect in painted)
    assert pixels(window) == painted_anew(window, hall(screen, light=0.5))


def test_a_light_that_rests_is_the_light_that_came(window: pygame.Surface, screen: Screen) -> None:
    shown = []
    for _ in range(6):
        screen.forget()
        screen.show(hall(screen, light=0.5))
        shown.append(pixels(window))

    assert shown[-1] == shown[0]


def test_what_lies_behind_a_card_is_not_seen_and_not_missed(window: pygame.Surface, screen: Screen) -> None:
    canvas = hall(screen)
    screen.show(canvas)
    shown = pixels(window)

    window.set_clip(None)
    window.fill((0, 0, 0))
    for piece in canvas.pieces:  # As a painter without any cleverness does it.
        for part in piece.surface.parts:  # type: ignore[union-attr]
            window.blit(part.surface, (piece.rect[0] + part.at[0], piece.rect[1] + part.at[1]))

    assert pixels(window) == shown


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_picture_in_parts_is_the_same_picture(window: pygame.Surface, name: str) -> None:
    size = [max(1, round(side / 4)) for side in natural_size(name)]
    drawn = pygame.image.load_sized_svg(str(catalogue()[name]), (size[0], size[1]))
    ground = pygame.Surface(drawn.get_size()).convert()
    ground.fill((40, 90, 160))
    whole, parts = ground.copy(), ground.copy()

    whole.blit(drawn.convert_alpha(), (0, 0))
    for part in cut(drawn, 8).parts:
        parts.blit(part.surface, part.at)

    assert pixels(parts) == pixels(whole)


@pytest.mark.parametrize("name", ["proscenium", "sou_listen", "beam"])
def test_a_part_of_a_picture_is_shown_where_it_belongs(window: pygame.Surface, screen: Screen, name: str) -> None:
    def shown(*, part: bool) -> bytes:
        screen.forget()
        canvas = screen.canvas()
        drawn = canvas.pictures.get(name)
        if part:
            canvas.surface(drawn, 150, 200, part=(30, 40, 100, 90))
        else:
            canvas.surface(drawn, 150 - 30 / screen.scale, 200 - 40 / screen.scale)
        screen.show(canvas)
        return pixels(window.subsurface((75, 100, 100, 90)))

    assert shown(part=True) == shown(part=False)


def test_the_light_is_full_in_the_middle_and_less_in_the_corners(window: pygame.Surface, screen: Screen) -> None:
    for level in (1.0, 0.6, 0.2):
        canvas = screen.canvas()
        canvas.fill((0, 0, 1920, 1080), "#ffffff")
        canvas.light_map(level)
        show_all(screen, canvas)

        assert window.get_at((480, 250))[:3] == (255, 255, 255)
        assert 255 - window.get_at((2, 2))[0] == pytest.approx(255 * 0.78 * (1 - level), abs=4)


def test_packed_words_look_as_they_were_set(window: pygame.Surface) -> None:
    packed = Type(1.0).block("Het doek gaat op", 80, "#2a1020", 700.0).surface
    plain = pygame.image.frombytes(pygame.image.tobytes(packed, "RGBA"), packed.get_size(), "RGBA")

    def painted(words: pygame.Surface, clip: pygame.Rect) -> bytes:
        window.set_clip(None)
        window.fill("#fff3d6")
        window.set_clip(clip)
        window.blit(words, (40, 30))
        return pygame.image.tobytes(window, "RGB")

    for clip in (window.get_rect(), pygame.Rect(97, 51, 203, 40)):
        pairs = zip(painted(packed, clip), painted(plain, clip), strict=True)
        assert max(abs(one - other) for one, other in pairs) <= 1


def test_words_on_the_board_are_set_once_however_many_they_are(window: pygame.Surface) -> None:
    setting = Type(1.0)
    texts = [f"{number} " + "een lange zin " * 5 for number in range(12)]

    def describe(wanted: list[str]) -> list[int]:
        setting.next_picture()
        return [id(setting.block(text, 80, "#000000", 1700.0).surface) for text in wanted]

    first = describe(texts)
    weight = setting.held_bytes
    assert weight > BUDGET_BYTES
    assert describe(texts) == first

    # And what no picture shows any more makes room.
    for _ in range(3):
        describe(["anders", *texts[:1]])
    describe([f"{number} nog iets" for number in range(3)])
    assert setting.held_bytes <= BUDGET_BYTES


def test_pictures_on_the_board_are_kept_however_small_the_budget(window: pygame.Surface) -> None:
    kept = Kept(budget=1)
    drawn = []

    for _ in range(3):
        kept.next_picture()
        for key in range(5):
            kept.get(key, lambda: drawn.append(1) or pygame.Surface((100, 100)))  # type: ignore[func-returns-value]

    assert len(drawn) == 5


def test_pictures_of_an_earlier_scene_make_room(window: pygame.Surface) -> None:
    kept = Kept(budget=5 * 100 * 100 * 4)
    for key in range(20):
        kept.next_picture()
        kept.get(key, lambda: pygame.Surface((100, 100)))

    assert kept.held_bytes <= 6 * 100 * 100 * 4


def test_a_board_that_waits_for_a_picture_keeps_the_one_before(window: pygame.Surface) -> None:
    with ThreadPoolExecutor(1) as crew:
        screen = Screen(window, crew)
        window.fill((1, 2, 3))

        first = screen.show(hall(screen))
        before = window.get_at((480, 270))[:3]
        while screen.waiting:
            screen.show(hall(screen))

    assert first == []
    assert before == (1, 2, 3)
    assert screen.painted


def test_motion_tells_when_the_picture_changes() -> None:
    motion = Motion()
    motion.now_s = 10.0
    motion.go("a", 0, 100, 1.0, wait_s=0.5)

    motion.watch()
    motion.value("a", 0.0)
    waits = motion.changes_s
    motion.now_s = 11.0
    motion.watch()
    motion.value("a", 0.0)
    moves = motion.changes_s
    motion.now_s = 12.0
    motion.watch()
    motion.value("a", 0.0)

    assert (waits, moves, motion.changes_s) == (10.5, 11.0, float("inf"))


def test_without_ambient_movement_nothing_bobs() -> None:
    motion = Motion()
    motion.ambient = False

    assert {motion.bob(key, 5) for key in range(9)} == {0.0}


def test_what_is_hushed_waits_still_and_stirs_again_afterwards() -> None:
    motion = Motion()

    with motion.hushed():
        hushed = {motion.bob(key, 5) for key in range(9)}

    assert hushed == {0.0}
    assert {motion.bob(key, 5) for key in range(9)} != {0.0}
