"""What stands still is described once, and anew when a fact, a movement or a picture of it changes."""

from collections.abc import Iterator

import pygame
import pytest

from game.view.motion import Motion
from game.view.screen import Canvas, Screen
from game.view.still import LONGEST_S


@pytest.fixture
def screen() -> Iterator[Screen]:
    pygame.display.init()
    pygame.font.init()
    yield Screen(pygame.display.set_mode((960, 540)))
    pygame.display.quit()


class Painter:
    """A part with a part in it; counts how often each was described."""

    def __init__(self, screen: Screen) -> None:
        self.motion = Motion()
        self.outer = self.inner = 0
        self._screen = screen

    def show(self, now_s: float, fact: str = "", *, inner_fact: str = "") -> Canvas:
        self.motion.now_s = now_s
        self.motion.watch()
        canvas = self._screen.canvas()
        canvas.still(self.motion, "outer", (fact, inner_fact), lambda: self._outer(canvas, inner_fact))
        self._screen.show(canvas)
        return canvas

    def _outer(self, canvas: Canvas, inner_fact: str) -> None:
        self.outer += 1
        canvas.picture("actor", 100 + self.motion.value("slides", 0.0), 200)
        canvas.still(self.motion, "inner", inner_fact, lambda: self._inner(canvas))

    def _inner(self, canvas: Canvas) -> None:
        self.inner += 1
        canvas.words("Kijk!", (400, 100, 600, 200), (84,))

    @property
    def described(self) -> tuple[int, int]:
        return self.outer, self.inner


@pytest.fixture
def painter(screen: Screen) -> Painter:
    painter = Painter(screen)
    painter.show(0.0)
    painter.show(0.01)  # The pictures are drawn by now.
    painter.outer = painter.inner = 0
    return painter


def test_a_part_that_stands_still_is_laid_down_again(painter: Painter) -> None:
    before = painter.show(0.02).pieces

    assert painter.show(0.03).pieces == before
    assert painter.described == (0, 0)


def test_another_fact_describes_the_part_and_not_what_is_still_in_it(painter: Painter) -> None:
    painter.show(0.02, "pressed")

    assert painter.described == (1, 0)


def test_a_part_within_another_is_not_forgotten_while_that_one_stands_still(painter: Painter) -> None:
    for frame in range(5):
        painter.show(0.02 + frame / 60)
    painter.show(0.2, "pressed")

    assert painter.described == (1, 0)


def test_what_moves_is_described_in_every_frame_and_where_it_came_to_rest(painter: Painter) -> None:
    painter.motion.go("slides", 0, 60, 0.1)
    places = [painter.show(0.02 + frame / 60).pieces[0].rect[0] for frame in range(12)]

    assert places == sorted(places)
    assert places[-1] == 80
    assert 7 <= painter.outer < 12


def test_a_part_that_moves_later_says_so_while_it_stands_still(painter: Painter) -> None:
    painter.motion.go("slides", 0, 60, 0.1, wait_s=0.5)
    painter.show(0.02)
    painter.show(0.03)

    assert painter.motion.changes_s == pytest.approx(0.51)


def test_nothing_is_believed_longer_than_a_second(painter: Painter) -> None:
    painter.show(0.03 + LONGEST_S)

    assert painter.described == (1, 1)


def test_what_a_still_part_shows_is_kept_however_small_the_budget(screen: Screen) -> None:
    painter = Painter(screen)
    screen.kept._budget = 1
    for frame in range(30):
        painter.show(frame / 60)
    drawn = screen.kept.version
    painter.show(0.5, "pressed")

    assert screen.kept.version == drawn
