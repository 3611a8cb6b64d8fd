"""Applaus: four sections answer at once, what is right depends on the show, and applause grows."""

import pytest

from content.model import Level, PerformanceMode
from game.rules import applause
from game.rules.activity import Advance, Card, GoOn, Hint, IllegalAction, SceneDone, Together
from game.rules.applause import (
    COUNT_TICKS,
    AnswersAsked,
    ApplausePhase,
    ApplauseState,
    Began,
    Bring,
    CloseCard,
    Count,
    CountedDown,
    CurtainUp,
    Give,
    GiveAll,
    HallAnswered,
    OpenCard,
    SeeCards,
)
from game.rules.together import TEAMS, Team
from tests.game.packs import EVERY, a_play, a_reaction, a_show_moment, applause_scene


def opened(**setup) -> ApplauseState:
    return a_play(EVERY, "applause", **setup)


def done(state, *actions):
    for action in actions:
        state, _ = applause.apply(state, action)
    return state


def until(state, phase, *, picture=None):
    for _ in range(400):
        if state.phase is phase and state.card is None and picture in (None, state.moment.picture):
            return state
        moves = applause.moves(state)
        state = done(state, moves[0] if moves else Advance(30))
    raise AssertionError(f"never comes to {phase}")


def of(*moments, **setup) -> ApplauseState:
    """A play of just these moments."""
    state = opened(**setup)
    fields = applause_scene(moments=list(moments), rounds=dict.fromkeys(Level, len(moments)))
    scene = type(state.scene).model_validate(fields, strict=False)
    return until(applause.start(scene, state.setup), ApplausePhase.ENTER)


def other(state):
    return next(team for team in TEAMS if team is not state.leader)


# Secret cards -----------------------------------------------------------------------------------------------------


def test_the_curtain_waits_until_every_team_saw_its_card():
    state = done(opened(), OpenCard("A"), CloseCard(), OpenCard("B"))

    with pytest.raises(IllegalAction, match="listen_first"):
        applause.apply(state, CurtainUp())
    state = done(state, OpenCard("C"), OpenCard("D"), CurtainUp())
    assert state.phase is ApplausePhase.SCENE
    assert state.open is None


@pytest.mark.parametrize("seed", range(12))
def test_every_moment_has_one_team_that_begins_and_no_team_begins_all(seed):
    state = opened(level=Level.L4, seed=seed)

    cards = [applause.begins_at(state, team) for team in TEAMS]

    assert sum(map(len, cards)) == len(state.moments) == 5
    assert {len(card) for card in cards} == {1, 2}


# The answer of the hall -------------------------------------------------------------------------------------------


def test_the_hall_answers_at_the_count_of_three():
    state = done(until(opened(), ApplausePhase.SCENE), Count())
    assert state.number == 3

    state, events = applause.apply(state, Advance(COUNT_TICKS))

    assert events == (CountedDown(2), CountedDown(1), AnswersAsked())
    assert state.phase is ApplausePhase.ENTER


def test_a_calm_class_counts_at_its_own_pace():
    assert done(until(opened(calm=True), ApplausePhase.SCENE), Count()).phase is ApplausePhase.ENTER


def test_nothing_goes_on_before_all_four_sections_and_the_first_one_are_known():
    state = until(opened(), ApplausePhase.ENTER)
    good = applause.best(state)

    for team in TEAMS[:3]:
        state = done(state, Give(team, good))
    for incomplete in (state, done(state, Began(state.leader)), done(state, GiveAll(good))):
        with pytest.raises(IllegalAction, match="count_short"):
            applause.apply(incomplete, Bring())

    state = done(state, Give("D", good), Began(state.leader), Bring())
    assert state.phase is ApplausePhase.LANDED


def test_one_section_that_does_something_else_is_heard_and_the_others_stand():
    state = of(a_show_moment("grap"), a_show_moment("einde", ends=True))
    state = done(state, GiveAll("laugh"), Give("C", "silent"), Began(state.leader), Bring())

    assert state.card == Card("wrong", "Want silent.")
    assert state.given == ("laugh", "laugh", "", "laugh")
    assert done(state, GoOn()).phase is ApplausePhase.SCENE


def test_two_good_answers_may_stand_side_by_side():
    state = of(a_show_moment("grap"), a_show_moment("einde", ends=True))

    state = done(state, GiveAll("laugh"), Give("A", "clap"), Began(state.leader), Bring())

    assert state.card == Card("right", "Want laugh.")


def test_an_answer_that_is_fine_too_gets_a_card_that_says_so():
    state = of(a_show_moment("grap"), a_show_moment("einde", ends=True))

    assert done(state, GiveAll("clap"), Began(state.leader), Bring()).card == Card("ok", "Want clap.")


def test_who_began_is_asked_after_what_was_done():
    state = of(a_show_moment("grap"), a_show_moment("einde", ends=True))
    state = done(state, GiveAll("laugh"), Began(other(state)), Bring())

    assert state.card == Card("wrong", "Eén team begint.")
    assert state.given == ("laugh",) * 4
    assert state.began is None


@pytest.mark.parametrize(
    ("mode", "sign", "verdict"),
    [
        ("standard", "silent", "right"),
        ("standard", "answer", "wrong"),
        ("relaxed", "silent", "ok"),
        ("relaxed", "answer", "right"),
    ],
)
def test_the_same_moment_has_another_right_answer_at_another_show(mode, sign, verdict):
    song = next(moment for moment in opened().scene.moments if moment.id == "lied").model_dump(mode="json")
    state = of(song, a_show_moment("einde", ends=True), performance_mode=PerformanceMode(mode))

    state = done(state, GiveAll(sign), Began(state.leader), Bring())

    assert state.card is not None
    assert state.card.verdict == verdict


def test_applause_grows_with_the_show():
    state, warmth = opened(level=Level.L4), []
    while state.phase is not ApplausePhase.DONE:
        moves = applause.moves(state)
        state, events = applause.apply(state, moves[0] if moves else Advance(60))
        warmth += [event.warmth for event in events if isinstance(event, HallAnswered)]

    assert warmth == sorted(warmth)
    assert (len(warmth), warmth[-1]) == (5, 1.0)


# Which moments ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("seed", range(5))
def test_the_show_keeps_its_order_and_ends_with_the_bow(level, seed):
    state = opened(level=level, seed=seed)
    told = [moment.id for moment in state.scene.moments]

    order = [told.index(moment.id) for moment in state.moments]

    assert order == sorted(order)
    assert state.moments[-1].ends
    assert len(state.moments) == state.scene.rounds[level]


def test_a_show_without_an_interval_has_none():
    show = {
        "title": "Kort",
        "company": "De Boot",
        "genre": ["mime"],
        "performance_mode": "standard",
        "age_from": 6,
        "age_to": 12,
        "duration_min": 40,
        "about": "Een kort stuk.",
    }
    pack = type(EVERY).model_validate(EVERY.model_dump(mode="json") | {"show": show})

    pictures = [moment.picture for moment in a_play(pack, "applause", level=Level.L4).moments]

    assert "interval" not in pictures
    assert "interval" in [moment.picture for moment in opened(level=Level.L4).moments]


# Help -------------------------------------------------------------------------------------------------------------


def test_the_first_hint_takes_away_a_sign_that_does_not_fit():
    state = of(a_show_moment("grap"), a_show_moment("einde", ends=True))
    state = done(state, GiveAll("silent"), Hint())

    assert applause.signs(state) == ("clap", "laugh")
    assert state.given == ("",) * 4
    with pytest.raises(IllegalAction, match="not_there"):
        applause.apply(state, Give("A", "silent"))


def test_of_two_signs_none_is_taken_away():
    pair = [a_reaction("clap"), a_reaction("leave", "wrong")]
    state = done(of(a_show_moment("einde", ends=True, reactions=pair), a_show_moment("nog", reactions=pair)), Hint())

    assert applause.signs(state) == ("clap", "leave")


def test_with_the_second_hint_the_teams_see_their_cards_again():
    state = until(opened(), ApplausePhase.SCENE)
    with pytest.raises(IllegalAction, match="too_early"):
        applause.apply(state, SeeCards())

    state = done(state, Hint(), Hint(), SeeCards(), OpenCard("B"), CurtainUp())

    assert (state.phase, state.hint) == (ApplausePhase.SCENE, 2)


def test_after_three_mistakes_the_class_does_it_together():
    state = until(opened(), ApplausePhase.ENTER)
    for _ in range(3):
        state = done(
            until(state, ApplausePhase.ENTER), GiveAll(applause.best(state)), Began(other(state)), Bring(), GoOn()
        )
    assert applause.moves(state) == (Together(),)
    with pytest.raises(IllegalAction, match="only_together"):
        applause.apply(state, Count())

    state = until(done(state, Together()), ApplausePhase.ENTER)

    assert applause.board_view(state).answer == (applause.best(state), state.leader)
    with pytest.raises(IllegalAction):
        applause.apply(state, Began(other(state)))


def test_a_show_is_over_after_the_bow():
    state = until(opened(level=Level.L1), ApplausePhase.ENTER, picture="bow")
    state = done(state, GiveAll("clap"), Began(state.leader), Bring())

    state, events = applause.apply(state, GoOn())

    assert applause.is_complete(state)
    assert SceneDone() in events


def test_teams_are_named_as_they_are():
    state = until(opened(), ApplausePhase.ENTER)

    for action in (Give("E", "clap"), Began("x"), Give(Team.A, "dance")):
        with pytest.raises(IllegalAction, match="not_there"):
            applause.apply(state, action)
