"""The curtain moves as cloth: its edge pushes the pleats together, and none is left when it is open."""

from itertools import pairwise

from game.view.cloth import APART, PLEAT_W, PLEATS, PRESSED, WIDE, pleats
from game.view.pictures import catalogue, natural_size


def test_a_closed_curtain_covers_its_half_without_a_gap():
    hanging = pleats(0.0)

    assert hanging[0].x == 0
    assert all(after.x - before.x == APART < PLEAT_W for before, after in pairwise(hanging))
    assert hanging[-1].x + PLEAT_W >= WIDE


def test_pulling_pushes_the_pleats_together_from_the_middle():
    pulled = pleats(0.4)

    gaps = [after.x - before.x for before, after in pairwise(pulled)]
    assert gaps[0] == APART
    assert gaps[-1] == PRESSED
    assert gaps == sorted(gaps, reverse=True)


def test_an_open_curtain_is_behind_the_column():
    assert all(pleat.x < 0 for pleat in pleats(1.0))


def test_hanging_cloth_is_still_and_moving_cloth_sways():
    assert pleats(0.5, 1.0) == pleats(0.5, 2.0)
    assert pleats(0.5, 1.0, moving=True) != pleats(0.5, 2.0, moving=True)


def test_cloth_that_is_not_reached_yet_hangs_still():
    one, other = pleats(0.2, 1.0, moving=True), pleats(0.2, 2.0, moving=True)

    assert one[:3] == other[:3]
    assert one[-1] != other[-1]


def test_every_pleat_has_a_picture_of_that_width():
    named = {pleat.picture for pleat in pleats(0.0)}

    assert named <= set(catalogue())
    assert {natural_size(name)[0] for name in named} == {PLEAT_W}
    assert len(pleats(0.0)) == PLEATS
