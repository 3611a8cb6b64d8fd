"""Sou blinks and looks aside, with pictures that exist, and holds still for a calm class."""

from game.view.boards.common import alive
from game.view.motion import Motion
from game.view.pictures import catalogue


def seen_in_a_minute(mood: str, *, calm: bool = False) -> list[str]:
    motion = Motion()
    motion.calm = calm
    found = []
    for frame in range(60 * 60):
        motion.now_s = frame / 60
        found.append(alive(mood, motion))
    return found


def test_a_waiting_sou_blinks_now_and_then_and_looks_aside():
    seen = seen_in_a_minute("sou_listen")

    assert {"sou_listen", "sou_listen_blink", "sou_listen_look"} == set(seen)
    assert seen.count("sou_listen_blink") < len(seen) / 10


def test_a_clapping_sou_claps():
    assert set(seen_in_a_minute("sou_clap")) == {"sou_clap", "sou_clap_move"}


def test_every_pose_only_asks_for_pictures_that_exist():
    poses = [name for name in catalogue() if name.startswith("sou_")]

    assert {name for pose in poses for name in seen_in_a_minute(pose)} <= set(catalogue())


def test_a_calm_class_sees_the_pose_alone():
    assert set(seen_in_a_minute("sou_clap", calm=True)) == {"sou_clap"}
