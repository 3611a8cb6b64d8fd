"""Scene 6: envelopes, a road, a run-through that stops where it must, and applause."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.model import Level
from game.rules import making
from game.rules import run as rules
from game.rules.activity import GoOn, Hint, Hinted, IllegalAction, Together
from game.rules.making import (
    CardBack,
    CardPut,
    Clashed,
    CloseCards,
    MakingPhase,
    MakingState,
    OpenCards,
    PutCard,
    RunThrough,
    StepPlayed,
    TakeCard,
    ToCards,
    ToRoad,
)
from game.rules.together import TEAMS, InputMode, Team
from tests.game.packs import EVERY, a_pack, a_setup, making_scene

STEPS = ("idee", "tekst", "decor", "oefenen", "spelen")


def opened(pack=EVERY, **setup) -> MakingState:
    run = rules.start(pack, a_setup(**{"minutes": 50, **setup}))
    for action in (rules.EnterScene("making"), rules.StartPlay()):
        run, _ = rules.apply(run, action)
    return run.play


def done(state: MakingState, *actions) -> MakingState:
    for action in actions:
        state, _ = making.apply(state, action)
    return state


def on_road(state: MakingState) -> MakingState:
    return done(state, *(OpenCards(team) for team in making.needed(state)), ToRoad())


def laid(state: MakingState, *steps: str) -> MakingState:
    """The steps on the road, in this order, by their owners."""
    for stop, step in enumerate(steps):
        state = done(state, TakeCard(state.cards.index(step)), PutCard(stop))
    return state


def order(state: MakingState) -> list[str | None]:
    return [None if card is None else state.cards[card] for card in state.stops]


def filmed(state: MakingState) -> MakingState:
    """The run-through until its end or its clash."""
    state = done(state, RunThrough())
    while state.phase is MakingPhase.FILM and state.card is None:
        state = done(state, GoOn())
    return state


def test_every_team_owns_one_or_more_steps_and_looks_before_the_road_opens():
    state = opened()
    assert set(state.owners) == set(Team)
    with pytest.raises(IllegalAction, match="listen_first"):
        done(state, OpenCards(Team.A), ToRoad())

    assert on_road(state).phase is MakingPhase.PLACE


def test_one_team_looks_at_a_time_and_may_look_again_later():
    state = done(opened(), OpenCards(Team.A), OpenCards(Team.B))
    assert state.open is Team.B
    state = on_road(done(state, CloseCards()))
    assert state.open is None

    state = done(state, ToCards(), OpenCards(Team.C))

    assert state.open is Team.C
    assert done(state, ToRoad()).phase is MakingPhase.PLACE


def test_an_envelope_is_taken_and_put_with_two_taps_and_a_third_lays_it_back():
    state = done(on_road(opened()), TakeCard(2))
    assert (state.hand, order(state)) == (2, [None] * 5)
    assert done(state, TakeCard(2)).hand is None

    state, events = making.apply(state, PutCard(3))

    assert events == (CardPut(2, 3),)
    assert (state.hand, state.stops[3]) == (None, 2)


def test_an_envelope_between_two_others_makes_them_move_up_to_the_free_stop():
    state = done(on_road(opened()), TakeCard(0), PutCard(0), TakeCard(1), PutCard(1), TakeCard(2), PutCard(2))

    assert done(state, TakeCard(3), PutCard(1)).stops == (0, 3, 1, 2, None)
    assert done(state, TakeCard(2), PutCard(0)).stops == (2, 0, 1, None, None)
    assert done(state, TakeCard(0), PutCard(2)).stops == (1, 2, 0, None, None)


@pytest.mark.parametrize(
    "right",
    [
        ("idee", "tekst", "decor", "oefenen", "spelen"),
        ("idee", "decor", "tekst", "oefenen", "spelen"),
        ("idee", "tekst", "oefenen", "decor", "spelen"),
    ],
)
def test_every_order_that_works_gets_its_applause(right):
    state = filmed(laid(on_road(opened()), *right))

    assert state.phase is MakingPhase.APPLAUSE
    assert state.card is not None
    assert state.card.verdict == "right"
    assert (state.score.rounds, state.score.first_try) == (1, 1)
    assert all(asked.first_try for asked in state.score.asked)
    assert making.is_complete(done(state, GoOn()))


def test_the_film_stops_at_the_first_step_that_can_not_be_done_yet_and_tells_why():
    state = laid(on_road(opened()), "idee", "oefenen", "tekst", "decor", "spelen")
    state, events = making.apply(state, RunThrough())
    assert events == (StepPlayed("idee", 0),)

    state, events = making.apply(state, GoOn())
    assert events == (Clashed("oefenen", 1),)
    assert state.played is not None
    state, events = making.apply(state, GoOn())

    assert state.card is not None
    assert (state.card.verdict, state.card.text) == ("wrong", "Want tekst voor oefenen.")
    assert Hinted(1, "Denk aan het begin.") in events


def test_the_step_that_clashed_goes_back_to_its_owner_and_the_rest_stays():
    state = filmed(laid(on_road(opened()), "idee", "oefenen", "tekst", "decor", "spelen"))
    card = state.cards.index("oefenen")

    state, events = making.apply(done(state, GoOn()), GoOn())

    assert CardBack(card) in events
    assert order(state) == ["idee", None, "tekst", "decor", "spelen"]
    assert (state.locked, state.pool, state.phase) == (1, (card,), MakingPhase.PLACE)
    state = filmed(done(state, TakeCard(card), PutCard(2)))
    assert order(state) == ["idee", "tekst", "oefenen", "decor", "spelen"]
    assert state.phase is MakingPhase.APPLAUSE
    assert [asked.concept for asked in state.score.asked if not asked.first_try] == ["cue"]


def test_what_was_played_and_holds_can_not_be_moved_any_more():
    state = filmed(laid(on_road(opened()), "idee", "oefenen", "tekst", "decor", "spelen"))
    state = done(state, GoOn(), GoOn())

    with pytest.raises(IllegalAction, match="not_there"):
        done(state, TakeCard(state.cards.index("idee")))
    with pytest.raises(IllegalAction, match="not_there"):
        done(state, TakeCard(state.cards.index("oefenen")), PutCard(0))


def test_the_run_through_waits_until_all_lies_on_the_road():
    state = on_road(opened())

    with pytest.raises(IllegalAction, match="not_now"):
        done(state, RunThrough())


def test_hints_are_shown_inside_the_envelope_first_roughly_then_exactly():
    state = on_road(opened())
    card = state.cards.index("oefenen")
    assert making.hinted_stops(state, card) == ()

    state = done(state, Hint())
    assert making.hinted_stops(state, card) == (2, 3, 4)
    state = done(state, Hint())

    assert making.hinted_stops(state, card) == (3,)
    assert making.board_view(state).seen == (None,) * 5


def test_after_three_clashes_the_class_does_it_together_with_open_cards():
    state = on_road(opened())
    for _ in range(3):
        state = laid(state, *reversed(STEPS)) if state.pool == tuple(range(5)) else put_back_wrong(state)
        state = done(filmed(state), GoOn(), GoOn())

    assert state.phase is MakingPhase.STUCK
    with pytest.raises(IllegalAction, match="only_together"):
        done(state, ToCards())
    state = done(state, Together())
    assert making.board_view(state).seen == state.cards
    assert making.board_view(state).answer == making.answer(state)
    while not making.is_complete(state):
        state = done(state, making.moves(state)[0])
    assert (state.score.first_try, state.score.together) == (0, 1)


def put_back_wrong(state: MakingState) -> MakingState:
    """What clashed is put where it clashed."""
    return done(state, TakeCard(state.pool[0]), PutCard(state.at))


def test_on_a_board_with_one_finger_the_game_says_whose_turn_it_is():
    state = opened(input=InputMode.TURNS)
    assert making.turn(state) is Team.A
    with pytest.raises(IllegalAction, match="not_your_turn"):
        done(state, OpenCards(Team.B))
    state = on_road(state)
    assert making.turn(state) is Team.A
    with pytest.raises(IllegalAction, match="not_your_turn"):
        done(state, TakeCard(len(state.cards) - 1))

    for card in making.cards_of(state, Team.A):
        state = done(state, TakeCard(card))
        assert making.turn(state) is Team.A
        state = done(state, PutCard(card))

    assert making.turn(state) is Team.B


def test_a_show_tells_of_its_own_beginning_and_its_own_opening_night():
    inspiration = {"id": "schelp", "label": "een schelp", "sentence": "Wij vonden een schelp."}
    show = {
        "title": "De wolk",
        "company": "De Papieren Boot",
        "genre": ["figurentheater"],
        "performance_mode": "standard",
        "age_from": 6,
        "age_to": 10,
        "duration_min": 50,
        "about": "Een wolk die niet durft te regenen.",
    }
    scene = making_scene()
    for step, concept in ((0, "inspiratie"), (3, "tournee"), (4, "premiere")):
        scene["steps"][step] |= {"concept": concept}
    venue = {"name": "De Lantaarn"}
    state = opened(a_pack(scenes=[scene], inspirations=[inspiration], show=show, venue=venue))

    texts = [making.film_text(state, step) for step in state.scene.steps]

    assert texts[0] == "De makers begonnen met dit: een schelp."
    assert texts[3] == "De wagen stopt bij De Lantaarn. Daar komen jullie kijken!"
    assert texts[4] == "Het doek gaat open voor 'De wolk'!"
    assert texts[1] == state.scene.steps[1].film
    long = replace(state, setup=replace(state.setup, pack=a_pack(show=show | {"title": "De wolk " * 10})))
    assert making.film_text(long, state.scene.steps[4]) == state.scene.steps[4].film


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(Level)), st.integers(0, 500), st.lists(st.integers(0, 9), max_size=60))
def test_whatever_lies_where_no_envelope_gets_lost_and_the_class_can_finish(level, seed, doings):
    state = on_road(opened(level=level, seed=seed))
    for number in doings:
        for action in (TakeCard(number), PutCard(number)):
            try:
                state = done(state, action)
            except IllegalAction:
                continue
        placed = [card for card in state.stops if card is not None]
        assert sorted((*placed, *state.pool)) == list(range(len(state.cards)))
    for _ in range(200):
        if making.is_complete(state):
            break
        state = done(state, making.moves(state)[0])

    assert making.is_complete(state)


def test_each_next_round_deals_new_envelopes():
    scene = making_scene()
    scene["roads"].append({**scene["roads"][0], "id": "nog-een"})
    state = opened(a_pack(scenes=[{**scene, "rounds": {"L2": 2}}]))
    first = state.road.id
    while state.road.id == first:
        state = done(state, making.moves(state)[0])

    assert (state.phase, state.looked, state.locked) == (MakingPhase.CARDS, frozenset(), 0)
    assert making.needed(state) == TEAMS
