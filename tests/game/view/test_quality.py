"""The quality ladder: the highest rung on which the dearest frame is ready in time."""

import pytest

from game.view.quality import FADE_COPIES, LADDER, NAMES, Probe, choose_rung, rung_named

BOARD, HD = (3840, 2160), (1920, 1080)


def a_probe(size: tuple[int, int], frame_ms: float) -> Probe:
    """A computer on which the dearest frame takes so long."""
    return Probe(size, copy_ms=frame_ms / (FADE_COPIES + 1), present_ms=frame_ms / (FADE_COPIES + 1))


@pytest.mark.parametrize(
    ("size", "frame_ms", "rung"),
    [
        (BOARD, 10, "full"),
        (BOARD, 40, "hd"),
        (BOARD, 100, "half"),
        (BOARD, 400, "still"),
        (HD, 10, "full"),
        (HD, 25, "half"),
        (HD, 60, "still"),
    ],
)
def test_a_slower_computer_gets_a_lower_rung(size: tuple[int, int], frame_ms: float, rung: str) -> None:
    assert choose_rung(a_probe(size, frame_ms)).name == rung


@pytest.mark.parametrize(("frame_ms", "rung"), [(10, "full"), (25, "half"), (40, "still")])
def test_a_screen_with_one_mode_is_spared_by_fewer_frames_alone(frame_ms: float, rung: str) -> None:
    assert choose_rung(a_probe(BOARD, frame_ms), modes=False).name == rung


def test_each_rung_asks_less_than_the_one_above() -> None:
    asked = [(rung.native, rung.frames, rung.ambient) for rung in LADDER]

    assert asked == sorted(asked, reverse=True)


@pytest.mark.parametrize("name", NAMES)
def test_every_rung_can_be_forced(name: str) -> None:
    from game.cli import QUALITIES

    assert rung_named(name).name == name
    assert name in QUALITIES.choices
