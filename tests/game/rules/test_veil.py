"""Scene 11 by value: whose curtain, who nods, what is asked for which pack, and nothing scored."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model import Level
from game.rules import veil
from game.rules.activity import GoOn, Hint, IllegalAction, Together, VisitRound
from game.rules.together import TEAMS, Team
from game.rules.veil import AllLifted, CurtainLifted, Nod, PickGuess, TalkOn, VeilPhase, VeilState
from tests.game.packs import EVERY, a_curtain, a_pack, a_play, veil_scene

THEMES = [
    {"id": slug, "word": slug, "sentence": f"Over {slug}.", "question": f"Wat is {slug}?", "after": f"Zag je {slug}?"}
    for slug in ("moed", "thuis")
]
SPOILER = THEMES[0] | {"id": "einde", "word": "einde", "spoiler": "light"}
INSPIRATIONS = [{"id": "schelp", "label": "Een schelp", "sentence": "'Ik vond een schelp.'"}]
SHOW = {
    "title": "De wolk",
    "company": "De Boot",
    "genre": ["dans"],
    "performance_mode": "standard",
    "age_from": 6,
    "age_to": 9,
    "duration_min": 50,
    "about": "Een wolk.",
}


def a_show_pack(**fields):
    given = {"show": SHOW, "themes": [*THEMES, SPOILER], "inspirations": INSPIRATIONS, "scenes": [veil_scene()]}
    return a_pack(**(given | fields))


def scene(pack=EVERY, **setup) -> VeilState:
    return a_play(pack, "veil", **setup)


def done(state, *actions):
    for action in actions:
        state, _ = veil.apply(state, action)
    return state


def opened(state):
    """One curtain, its card read."""
    return done(state, PickGuess(state.owner, 0), nod_of(state), GoOn())


def nod_of(state, *, agrees=True):
    return Nod(state.second, agrees)


def played(state):
    while not veil.is_complete(state):
        state = done(state, veil.moves(state)[0])
    return state


def test_curtains_go_round_the_teams_and_the_game_asks_another_one():
    state = scene()
    owners, seconds = [], []
    for _ in range(6):
        owners.append(state.owner)
        seconds.append(state.second)
        state = opened(state)

    assert owners == [*TEAMS, Team.A, Team.B]
    assert all(one is not other for one, other in zip(owners, seconds, strict=True))
    assert set(seconds) == set(TEAMS)


def test_a_guess_waits_for_the_other_team_and_then_lifts_the_curtain():
    state = scene()
    state, _ = veil.apply(state, PickGuess(Team.A, 1))
    assert state.phase is VeilPhase.AGREE
    assert state.labels == ()

    state, events = veil.apply(state, nod_of(state))

    assert CurtainLifted(0) in events
    assert state.labels == (1,)
    assert state.card is not None
    assert state.card.text == state.question.voice
    assert state.card.verdict == "ok"


def test_a_team_that_can_not_follow_costs_nothing_and_another_one_is_asked():
    state = done(scene(), PickGuess(Team.A, 0))
    first = state.second
    state, events = veil.apply(state, nod_of(state, agrees=False))

    assert TalkOn() in events
    assert state.phase is VeilPhase.ASK
    assert state.card is None
    assert state.hint == 1
    assert state.second is not first


def test_after_three_times_no_the_teacher_goes_on_with_all_of_them():
    state = scene()
    for _ in range(3):
        state = done(state, PickGuess(Team.A, 0))
        state = done(state, nod_of(state, agrees=False))

    assert state.phase is VeilPhase.STUCK
    with pytest.raises(IllegalAction, match="only_together"):
        veil.apply(state, PickGuess(Team.A, 0))
    state = done(state, Together(), PickGuess(Team.A, 0))
    assert state.labels == (0,)


def test_whatever_is_guessed_the_makers_say_the_same_and_nothing_counts_as_asked():
    voices = set()
    for number in range(3):
        state = scene()
        state = done(state, PickGuess(Team.A, number))
        state = done(state, nod_of(state))
        voices.add((state.card.verdict, state.card.text))
        assert state.score.asked == ()

    assert len(voices) == 1


def test_the_last_choice_is_always_what_the_team_thinks_itself():
    assert all(question.guesses[-1].text == "Iets anders" for question in scene().questions)


def test_without_a_show_the_class_reads_the_poster_of_the_game():
    assert [question.id for question in scene().questions] == [f"vraag-{n}" for n in range(1, 7)]


def test_with_a_show_its_own_themes_and_inspirations_are_behind_the_curtains():
    state = scene(a_show_pack())
    asked = {question.id: question for question in state.questions}

    assert set(asked) == {"titel", "thema-moed", "thema-thuis", "begin-schelp"}
    assert asked["thema-moed"].prompt == "Wat is moed?"
    assert asked["thema-moed"].voice == "Over moed."
    assert asked["begin-schelp"].voice == "'Ik vond een schelp.'"


def test_a_theme_that_gives_something_away_waits_for_the_visit():
    before = scene(a_show_pack())
    after = scene(a_show_pack(), visit=VisitRound.AFTER)

    assert not any("einde" in question.id for question in before.questions)
    assert [question.prompt for question in after.questions if question.id.startswith("na-")] == [
        "Zag je moed?",
        "Zag je thuis?",
    ]


@pytest.mark.parametrize("minutes", [10, 25, 50])
def test_after_the_visit_every_team_says_whether_it_came_true(minutes):
    run = scene(a_show_pack(), visit=VisitRound.AFTER)
    assert all(veil.is_open(run, curtain) for curtain in range(6))
    assert [question.id for question in run.questions][:4] == [f"klopte-{team}" for team in TEAMS]
    assert [len(question.guesses) for question in run.questions[:4]] == [2] * 4, "no choice of one's own here"


def expected(**fields) -> tuple[str, ...]:
    """What a class of the show noted: its first guess, at every curtain."""
    return veil.noted(played(scene(a_show_pack(**fields))))


def test_what_a_team_expected_is_looked_up_after_the_visit_with_what_it_was_asked():
    before = scene(a_show_pack())
    notes = veil.noted(played(before))
    titled = [question.id for question in before.questions].index("titel")

    first = scene(a_show_pack(), visit=VisitRound.AFTER, foretold=notes).question

    assert first.prompt == "Wat verwacht je van titel?"
    assert first.foretold.text == before.questions[titled].guesses[0].text
    assert first.team is veil.owner_of(before, titled)
    assert [guess.text for guess in first.guesses] == ["iets", "iemand"], "what may have become of it"


def test_what_says_nothing_of_the_show_is_not_looked_up_and_every_team_is_heard_all_the_same():
    state = scene(a_show_pack(), visit=VisitRound.AFTER, foretold=expected(), minutes=10)

    about = [question for question in state.questions if question.team is not None]
    assert len([question for question in about if question.foretold]) == 1
    assert {question.team for question in about} == set(TEAMS)


def test_a_pack_says_itself_what_can_come_true():
    """A guess about a theme or an inspiration may be a prediction too."""
    curtains = [
        dict(one, foretells=True) if one["about"] in ("theme", "inspiration") else one
        for one in veil_scene()["curtains"]
    ]
    fields = {"scenes": [veil_scene(curtains=curtains)]}

    state = scene(a_show_pack(**fields), visit=VisitRound.AFTER, foretold=expected(**fields))

    assert len([question for question in state.questions if question.foretold]) == 4


@pytest.mark.parametrize("note", ["weg=0", "titel=9", "titel=-1", "titel", "", "titel=een"])
def test_a_note_that_fits_nothing_any_more_is_passed_over(note):
    state = scene(a_show_pack(), visit=VisitRound.AFTER, foretold=(note,))

    assert [question.foretold for question in state.questions] == [None] * len(state.questions)
    assert veil.is_complete(played(state))


def test_a_short_lesson_after_the_visit_looks_up_every_prediction():
    curtains = [a_curtain(f"show-{n}", about="show") for n in range(6)] + [
        one for one in veil_scene()["curtains"] if one.get("visit") == "after"
    ]
    fields = {"scenes": [veil_scene(curtains=curtains)]}

    short = scene(a_show_pack(**fields), visit=VisitRound.AFTER, foretold=expected(**fields), minutes=10)

    assert [bool(question.foretold) for question in short.questions] == [True] * 6


def test_the_hints_after_the_visit_speak_of_no_curtain():
    fields = {"scenes": [veil_scene(after_hint1="Begin zo: en toen.", after_hint2="Denk aan wat je zag.")]}
    state = scene(a_show_pack(**fields), visit=VisitRound.AFTER)

    state, (hinted,) = veil.apply(state, Hint())

    assert hinted.text == "Begin zo: en toen."


def test_curtains_that_no_team_had_go_up_by_themselves_in_the_end():
    state = scene(a_show_pack())
    while state.phase is not VeilPhase.WALL:
        assert not veil.is_open(state, 5)
        state, events = veil.apply(state, veil.moves(state)[0])

    assert AllLifted() in events
    assert all(veil.is_open(state, curtain) for curtain in range(6))
    assert len(state.labels) == state.rounds


def test_a_short_lesson_opens_fewer_curtains():
    setup = scene().setup
    counts = [veil.start(scene().scene, replace(setup, minutes=minutes)).rounds for minutes in (10, 25, 50)]

    assert counts == [3, 5, 6]


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("visit", list(VisitRound))
def test_it_can_be_played_at_every_level_before_and_after(level, visit):
    for pack in (EVERY, a_show_pack()):
        assert veil.is_complete(played(scene(pack, level=level, visit=visit)))


@given(st.lists(st.tuples(st.sampled_from(TEAMS), st.integers(-1, 4), st.booleans()), max_size=40))
def test_only_a_guess_of_the_owner_and_a_nod_of_the_asked_team_open_anything(tries):
    state = scene()
    for team, number, agrees in tries:
        for action in (PickGuess(team, number), Nod(team, agrees), Hint(), GoOn()):
            before = state
            try:
                state, events = veil.apply(state, action)
            except IllegalAction:
                continue
            if any(isinstance(event, CurtainLifted) for event in events):
                assert action == Nod(before.second, True)
                assert before.choice is not None
