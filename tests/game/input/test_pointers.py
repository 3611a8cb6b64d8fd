"""Fingers, palms, sleeves, echoes: what a board says, and what was meant."""

from hypothesis import given, settings
from hypothesis import strategies as st

from game.input.pointers import (
    ECHO_TICKS,
    LOST_TICKS,
    MAX_CONTACTS,
    SHORTEST_TICKS,
    Drag,
    HoldEnded,
    HoldStarted,
    Pointers,
    Sample,
    Tap,
)

LEFT, RIGHT = (100.0, 600.0), (1800.0, 600.0)


def halves(at):
    """Two targets: the left and the right half of the board, with a strip in between that is none."""
    if 900 <= at[0] < 1020:
        return None
    return "left" if at[0] < 900 else "right"


def down(number, at, tick, **more):
    return Sample("down", number, at, tick, **more)


def move(number, at, tick, **more):
    return Sample("move", number, at, tick, **more)


def up(number, at, tick, **more):
    return Sample("up", number, at, tick, **more)


def fed(*samples, tick=1000):
    return Pointers(halves).feed(samples, tick)


def taps(gestures):
    return [gesture.target for gesture in gestures if isinstance(gesture, Tap)]


def test_a_tap_counts_on_release_inside_the_target():
    assert fed(down(1, LEFT, 0), up(1, LEFT, 10)) == [
        HoldStarted(1, LEFT, "left"),
        HoldEnded(1, LEFT, "left", 10),
        Tap(LEFT, "left"),
    ]


def test_who_slides_off_the_target_has_changed_their_mind():
    gestures = fed(down(1, LEFT, 0), move(1, RIGHT, 5), up(1, RIGHT, 10))

    assert taps(gestures) == []
    assert Drag(1, LEFT, RIGHT, "left") in gestures
    assert HoldEnded(1, RIGHT, "left", 10) in gestures


def test_a_finger_that_trembles_does_not_drag():
    trembled = (LEFT[0] + 10, LEFT[1] - 10)

    assert taps(fed(down(1, LEFT, 0), move(1, trembled, 5), up(1, trembled, 10))) == ["left"]
    assert not [g for g in fed(down(1, LEFT, 0), move(1, trembled, 5)) if isinstance(g, Drag)]


def test_a_board_that_sends_no_motion_still_gives_taps():
    assert taps(fed(down(1, LEFT, 0), up(1, (LEFT[0] + 300, LEFT[1]), 10))) == ["left"]


def test_a_sleeve_for_a_moment_is_nothing():
    assert fed(down(1, LEFT, 0), up(1, LEFT, SHORTEST_TICKS - 1)) == []


def test_a_hold_starts_as_soon_as_it_is_meant():
    pointers = Pointers(halves)

    assert pointers.feed([down(1, LEFT, 0)], SHORTEST_TICKS - 1) == []
    assert pointers.feed([], SHORTEST_TICKS) == [HoldStarted(1, LEFT, "left")]
    assert pointers.feed([], 500) == []


def test_many_hands_hold_at_once():
    places = [(150.0 * n + 50, 700.0) for n in range(12)]

    gestures = fed(*(down(n, at, 0) for n, at in enumerate(places)))

    assert len([g for g in gestures if isinstance(g, HoldStarted)]) == 12


def test_more_contacts_than_any_board_has_are_left_out():
    pointers = Pointers(halves)

    pointers.feed([down(n, (n % 10 * 180.0, n // 10 * 180.0), 0) for n in range(50)], 10)

    assert len(pointers.contacts) == MAX_CONTACTS


def test_a_palm_counts_once():
    palm = [down(n, (400.0 + 20 * n, 600.0 + 15 * (n % 2)), n) for n in range(3)]

    gestures = fed(*palm, *(up(n, (400.0 + 20 * n, 600.0), 30) for n in range(3)))

    assert taps(gestures) == ["left"]


def test_a_palm_that_leans_on_a_button_chooses_nothing():
    blob = [down(n, (100 + 30 * n, 600 + 17 * (n % 3)), tick=10 + n // 4) for n in range(12)]
    lifted = [up(n, (100 + 30 * n, 600), tick=60) for n in range(12)]

    gestures = fed(*blob, *lifted)

    assert [g for g in gestures if isinstance(g, Tap)] == []


def test_quick_taps_at_one_place_all_count():
    taps = [s for n in range(4) for s in (down(n, LEFT, tick=10 + 9 * n), up(n, LEFT, tick=15 + 9 * n))]

    assert len([g for g in fed(*taps) if isinstance(g, Tap)]) == 4


def test_forty_fingers_at_once_are_forty_fingers():
    places = [(40 + 200 * (n % 9), 100 + 200 * (n // 9)) for n in range(40)]

    gestures = fed(*(down(n, at, tick=10) for n, at in enumerate(places)), tick=20)

    assert len([g for g in gestures if isinstance(g, HoldStarted)]) == 40


def test_a_touch_whose_end_was_lost_lets_go_by_itself():
    pointers = Pointers(halves)
    pointers.feed([down(1, LEFT, tick=10)], 20)

    held = pointers.feed([], 10 + LOST_TICKS - 1)
    lost = pointers.feed([], 10 + LOST_TICKS)

    assert held == []
    assert [type(g) for g in lost] == [HoldEnded]
    assert pointers.contacts == ()


def test_a_finger_that_comes_down_twice_lets_go_of_what_it_held():
    pointers = Pointers(halves)
    pointers.feed([down(1, LEFT, tick=10)], 20)

    again = pointers.feed([down(1, RIGHT, tick=200)], 210)

    assert [(type(g), g.target) for g in again] == [(HoldEnded, "left"), (HoldStarted, "right")]


def test_two_fingers_of_two_pupils_at_the_same_rope_count_twice():
    gestures = fed(down(1, (400.0, 600.0), 0), down(2, (500.0, 600.0), 0))

    assert len(gestures) == 2


def test_the_mouse_that_echoes_a_finger_is_not_heard():
    for late in (0, 5, ECHO_TICKS):
        gestures = fed(
            down(1, LEFT, 0),
            up(1, LEFT, 10),
            down(99, (LEFT[0] + 39, LEFT[1]), 10 + late, mouse=True),
            up(99, LEFT, 20 + late, mouse=True),
        )
        assert taps(gestures) == ["left"]


def test_a_mouse_elsewhere_or_later_is_a_mouse():
    elsewhere = fed(down(1, LEFT, 0), up(1, LEFT, 10), down(9, RIGHT, 12, mouse=True), up(9, RIGHT, 20, mouse=True))
    later = fed(down(1, LEFT, 0), up(1, LEFT, 10), down(9, LEFT, 50, mouse=True), up(9, LEFT, 60, mouse=True))

    assert taps(elsewhere) == ["left", "right"]
    assert taps(later) == ["left", "left"]


def test_lost_focus_ends_all_holds_and_taps_nothing():
    pointers = Pointers(halves)
    pointers.feed([down(1, LEFT, 0), down(2, RIGHT, 0)], 10)

    gestures = pointers.cancel_all(12)

    assert gestures == [HoldEnded(1, LEFT, "left", 12), HoldEnded(2, RIGHT, "right", 12)]
    assert pointers.feed([up(1, LEFT, 14)], 20) == []


def test_coordinates_outside_the_board_are_on_its_edge():
    gestures = fed(down(1, (-50.0, 2000.0), 0), up(1, (-50.0, 2000.0), 10))

    assert Tap((0.0, 1079.0), "left") in gestures


coordinates = st.tuples(st.floats(-100, 2100), st.floats(-100, 1200))
samples = st.lists(
    st.builds(
        Sample,
        st.sampled_from(["down", "move", "up", "cancel"]),
        st.integers(0, 5),
        coordinates,
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=60,
)


@settings(deadline=None)
@given(samples)
def test_whatever_a_board_says_every_hold_that_starts_also_ends(said):
    pointers, tick = Pointers(halves), 0
    gestures = []
    for sample in said:
        tick += sample.tick
        gestures += pointers.feed([Sample(sample.kind, sample.id, sample.at, tick, sample.mouse)], tick)
    gestures += pointers.cancel_all(tick)

    open_holds: set[int] = set()
    for gesture in gestures:
        if isinstance(gesture, HoldStarted):
            assert gesture.id not in open_holds
            open_holds.add(gesture.id)
        elif isinstance(gesture, HoldEnded):
            open_holds.remove(gesture.id)
    assert not open_holds
    assert pointers.contacts == ()
