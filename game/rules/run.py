"""The whole run as one value: the house, the scenes one after the other, and what the class has learnt.

The rhythm of a scene: `words` (lights up) -> `play`, with a because-card after every round and answer ->
`recall` (one to three items) -> `seat` (a seat and a room light up) -> back to the house. When every scene of the
plan was played or skipped: `finale`, "de zaal is klaar". A class that measures has a `probe` before and after all.
The teacher can enter, skip and leave anything at any time, and change the plan in the house.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, ClassVar, cast

from content.model import AnyScene, Concept, Item, Level, Pack, PerformanceMode
from game.rules import (
    applause,
    bank,
    choices,
    finish,
    flies,
    lights,
    making,
    pairs,
    people,
    plan,
    probe,
    recall,
    seat,
    silence,
    veil,
    whisper,
)
from game.rules.activity import (
    LATER,
    Action,
    Advance,
    Card,
    Contact,
    Event,
    GoOn,
    IllegalAction,
    Release,
    Rules,
    SceneSetup,
    SceneState,
    Score,
    VisitRound,
    changed,
)
from game.rules.bank import Question
from game.rules.chance import Stream
from game.rules.probe import ProbeAsked, ProbeState, Tally, When
from game.rules.recall import RecallState
from game.rules.together import MAX_CLASS, MIN_CLASS, InputMode

RULES: Mapping[str, Rules] = MappingProxyType(
    {
        "seat": cast(Rules, seat),
        "flies": cast(Rules, flies),
        "choices": cast(Rules, choices),
        "people": cast(Rules, people),
        "making": cast(Rules, making),
        "pairs": cast(Rules, pairs),
        "whisper": cast(Rules, whisper),
        "silence": cast(Rules, silence),
        "veil": cast(Rules, veil),
        "lights": cast(Rules, lights),
        "finish": cast(Rules, finish),
        "applause": cast(Rules, applause),
    }
)
"""Scene kind -> its rules. A new kind is one line here."""


class NothingToPlay(Exception):
    """The pack has no scene for this level and performance mode."""

    def __init__(self, level: Level) -> None:
        super().__init__(f"no scene for level {level}")
        self.level = level


class Stage(StrEnum):
    """Where the run is. What is on the board is `Run.phase`, which also knows the because-card."""

    PROBE = "probe"
    HOUSE = "house"
    WORDS = "words"
    PLAY = "play"
    RECALL = "recall"
    SEAT = "seat"
    FINALE = "finale"


BECAUSE = "because"
"""`Run.phase` while a because-card waits to be read."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What the teacher chose at the start. It heads the journal: with it the run can be played again."""

    digest: str
    level: Level
    class_size: int = 20
    input: InputMode = InputMode.MULTI
    minutes: int = 25
    performance_mode: PerformanceMode = PerformanceMode.STANDARD
    seed: int = 0
    timed: bool = False
    calm: bool = False
    scenes: tuple[str, ...] = ()
    """Scene ids to play, in this order; empty chooses by `minutes`."""
    played: tuple[str, ...] = ()
    """Scenes of earlier lessons of this class."""
    visit: VisitRound = VisitRound.BEFORE
    foretold: tuple[str, ...] = field(default=(), metadata=LATER)
    """What this class expected of the show before it went, as scene 11 noted it (`veil.noted`)."""
    measure: bool = False
    """Ask a few questions before and after, and count the cards."""

    def __post_init__(self) -> None:
        if not MIN_CLASS <= self.class_size <= MAX_CLASS:
            raise ValueError(f"class_size must be {MIN_CLASS} to {MAX_CLASS}, not {self.class_size}")


@dataclass(frozen=True, slots=True)
class EnterScene(Action):
    """Go into a room of the house; from anywhere, because the teacher may jump."""

    kind: ClassVar[str] = "enter-scene"
    scene: str


@dataclass(frozen=True, slots=True)
class StartPlay(Action):
    """Skip the rest of the words."""

    kind: ClassVar[str] = "start-play"


@dataclass(frozen=True, slots=True)
class SkipScene(Action):
    """Leave the scene and count it as seen enough; after the play itself only what follows is skipped."""

    kind: ClassVar[str] = "skip-scene"


@dataclass(frozen=True, slots=True)
class GoHome(Action):
    """Back to the house; the scene stays to be played."""

    kind: ClassVar[str] = "go-home"


@dataclass(frozen=True, slots=True)
class PlanScene(Action):
    """Put a scene into the plan, or move it there; `place` counts from 0. The one that ends the run stays last."""

    kind: ClassVar[str] = "plan-scene"
    scene: str
    place: int


@dataclass(frozen=True, slots=True)
class DropScene(Action):
    """Take a scene out of the plan; its room can still be entered."""

    kind: ClassVar[str] = "drop-scene"
    scene: str


@dataclass(frozen=True, slots=True)
class SetMinutes(Action):
    """Another length: the plan is chosen anew, as far as it was not played."""

    kind: ClassVar[str] = "set-minutes"
    minutes: int


@dataclass(frozen=True, slots=True)
class SetLevel(Action):
    kind: ClassVar[str] = "set-level"
    level: Level


@dataclass(frozen=True, slots=True)
class SetInput(Action):
    """Another input mode, also in the middle of a scene: that is when one notices what the board can't do."""

    kind: ClassVar[str] = "set-input"
    mode: InputMode


@dataclass(frozen=True, slots=True)
class SetClassSize(Action):
    kind: ClassVar[str] = "set-class-size"
    count: int


@dataclass(frozen=True, slots=True)
class SetTimed(Action):
    kind: ClassVar[str] = "set-timed"
    on: bool


@dataclass(frozen=True, slots=True)
class SetCalm(Action):
    kind: ClassVar[str] = "set-calm"
    on: bool


@dataclass(frozen=True, slots=True)
class SceneEntered(Event):
    kind: ClassVar[str] = "scene-entered"
    scene: str


@dataclass(frozen=True, slots=True)
class WordLit(Event):
    """A word of "lights up" comes into the light."""

    kind: ClassVar[str] = "word-lit"
    concept: str


@dataclass(frozen=True, slots=True)
class PlayStarted(Event):
    kind: ClassVar[str] = "play-started"
    scene: str


@dataclass(frozen=True, slots=True)
class RecallStarted(Event):
    """`again`: the item asks for a concept that the class missed earlier in the run."""

    kind: ClassVar[str] = "recall-started"
    item: str
    again: bool


@dataclass(frozen=True, slots=True)
class SeatLit(Event):
    """A seat of the hall and the scene's room light up; `count` rooms are lit now."""

    kind: ClassVar[str] = "seat-lit"
    room: str
    count: int


@dataclass(frozen=True, slots=True)
class HouseShown(Event):
    kind: ClassVar[str] = "house-shown"


@dataclass(frozen=True, slots=True)
class FinaleReached(Event):
    """De zaal is klaar."""

    kind: ClassVar[str] = "finale-reached"


@dataclass(frozen=True, slots=True)
class SceneResult:
    """What is remembered of a scene: class level only."""

    id: str
    kind: str
    done: bool
    score: Score


@dataclass(frozen=True, slots=True)
class ConceptCount:
    id: str
    asked: int
    first_try: int


@dataclass(frozen=True, slots=True)
class Run:
    pack: Pack
    setup: Setup
    plan: tuple[str, ...]
    """Ids of the scenes to play, in order."""
    stage: Stage = Stage.HOUSE
    scene_id: str | None = None
    word: int = 0
    play: SceneState | None = None
    recall: RecallState | None = None
    results: tuple[SceneResult, ...] = ()
    """One for every time a scene was left; the last one of a scene counts."""
    skipped: tuple[str, ...] = ()
    asked: tuple[Question, ...] = ()
    items: tuple[str, ...] = ()
    """Recall items that were used."""
    recalls: int = 0
    """Questions that were asked in this recall flash."""
    probe: ProbeState | None = None
    tallies: tuple[Tally, ...] = ()
    """What the class answered to the probe, before and after."""

    @property
    def phase(self) -> str:
        """What is on the board: probe, house, words, play, because, recall, seat or finale."""
        return BECAUSE if self.card is not None else str(self.stage)

    @property
    def card(self) -> Card | None:
        if self.stage is Stage.PLAY and self.play is not None:
            return self.play.card
        return self.recall.card if self.stage is Stage.RECALL and self.recall is not None else None

    @property
    def scene(self) -> AnyScene:
        """The scene that is played. Raises LookupError in the house and in the finale."""
        return scene_of(self.pack, self.scene_id or "")

    @property
    def words(self) -> tuple[Concept, ...]:
        """The words of "lights up": as many as the length of the run has time for.

        The scene that ends the run teaches nothing new when something was taught: it lights what needs it most.
        """
        known = {concept.id: concept for concept in self.pack.concepts}
        words = _words(self.scene, self.setup)
        if self.scene.kind == plan.LAST and self.taught:
            most_due = (*missed_concepts(self), *bank.still_due(self.taught, self.asked), *self.taught)
            words = tuple(dict.fromkeys(slug for slug in most_due if slug in self.taught))[: len(words)]
        return tuple(known[slug] for slug in words if slug in known)

    @property
    def taught(self) -> tuple[str, ...]:
        """Concepts that were lit so far, in the order in which the class met them."""
        met = (*(scene_of(self.pack, result.id) for result in self.results), *([self.scene] if self.scene_id else []))
        return tuple(
            dict.fromkeys(word for scene in met if scene.kind != plan.LAST for word in _words(scene, self.setup))
        )

    @property
    def met_before(self) -> frozenset[str]:
        """Concepts that this class met in an earlier scene, or in a lesson of another day."""
        here = {scene.id for scene in self.pack.scenes}
        earlier = (*(scene for scene in self.setup.played if scene in here), *(one.id for one in self.results))
        scenes = (scene_of(self.pack, scene) for scene in earlier)
        return frozenset(word for scene in scenes if scene.kind != plan.LAST for word in _words(scene, self.setup))

    @property
    def done(self) -> tuple[str, ...]:
        """Scenes that were played to the end."""
        return tuple(dict.fromkeys(result.id for result in self.results if result.done))

    @property
    def lit(self) -> tuple[str, ...]:
        """Rooms that are lit."""
        return tuple(dict.fromkeys(scene_of(self.pack, scene).room for scene in self.done))


# Facts about a run --------------------------------------------------------------------------------------------


def scene_of(pack: Pack, scene_id: str) -> AnyScene:
    for scene in pack.scenes:
        if scene.id == scene_id:
            return scene
    raise LookupError(scene_id)


def offers(pack: Pack, scene: AnyScene, setup: Setup) -> bool:
    """Whether the scene can be played at this level and for this kind of performance."""
    return setup.level in scene.words and RULES[scene.kind].offers(scene, _scene_setup(pack, setup, scene.id))


def plan_for(pack: Pack, setup: Setup) -> tuple[str, ...]:
    """The scenes that fit the level and the minutes; at least one if any is offered."""
    offered = tuple(scene for scene in pack.scenes if offers(pack, scene, setup))
    if setup.scenes:
        wanted = {scene.id for scene in offered}
        return tuple(scene for scene in dict.fromkeys(setup.scenes) if scene in wanted)
    if setup.visit is VisitRound.AFTER:
        again = tuple(scene for scene in offered if scene.kind in plan.AFTER_THE_VISIT)
        offered = again or offered
    return tuple(scene.id for scene in plan.chosen(offered, setup.minutes, Stream(setup.seed), setup.played))


def _words(scene: AnyScene, setup: Setup) -> tuple[str, ...]:
    return scene.words.get(setup.level, ())[: plan.length_of(setup.minutes).words]


def next_scene(run: Run) -> str | None:
    """The scene that comes next, None when all were played or skipped."""
    over = {*run.done, *run.skipped}
    return next((scene for scene in run.plan if scene not in over), None)


def missed_concepts(run: Run) -> tuple[str, ...]:
    """Concepts whose latest question was not right at the first try, oldest first."""
    return bank.missed(run.asked)


def concept_counts(run: Run) -> tuple[ConceptCount, ...]:
    """How often each concept was asked, and right at the first try, in the order of first asking."""
    tally: dict[str, list[bool]] = {}
    for asked in run.asked:
        tally.setdefault(asked.concept, []).append(asked.first_try)
    return tuple(ConceptCount(concept, len(tries), sum(tries)) for concept, tries in tally.items())


def is_contact(run: Run, action: Action) -> bool:
    """Whether the action is a finger that comes or goes, which is no step that one would undo."""
    return run.setup.input is InputMode.MULTI and isinstance(action, Contact)


def _scene_setup(pack: Pack, setup: Setup, name: str) -> SceneSetup:
    return SceneSetup(
        pack=pack,
        level=setup.level,
        class_size=setup.class_size,
        input=setup.input,
        performance_mode=setup.performance_mode,
        stream=Stream(setup.seed).fork(name),
        timed=setup.timed,
        calm=setup.calm,
        minutes=setup.minutes,
        visit=setup.visit,
        foretold=setup.foretold,
    )


# The rules ----------------------------------------------------------------------------------------------------


def start(pack: Pack, setup: Setup) -> Run:
    """The house, dark. Raises NothingToPlay when the pack has no scene for the level."""
    scenes = plan_for(pack, setup)
    if not scenes:
        raise NothingToPlay(setup.level)
    run = Run(pack=pack, setup=setup, plan=scenes)
    return _probing(run, When.BEFORE if setup.visit is VisitRound.BEFORE else When.AFTER)


def is_complete(run: Run) -> bool:
    return run.stage is Stage.FINALE


def needs_ticks(run: Run) -> bool:
    return run.stage is Stage.PLAY and run.play is not None and _rules(run).needs_ticks(run.play)


def hands_off(run: Run) -> Run:
    """The run without fingers that hold: after undo nobody knows where they are. Latched hands stay."""
    return _nothing_held(run) if run.setup.input is InputMode.MULTI else run


def _nothing_held(run: Run) -> Run:
    if run.play is None:
        return run
    return replace(run, play=_rules(run).hands_off(run.play))


def apply(run: Run, action: Action) -> tuple[Run, tuple[Event, ...]]:
    match action:
        case Advance():
            return _played(run, action) if needs_ticks(run) else (run, ())
        case Release() if run.stage is not Stage.PLAY or type(action) not in _rules(run).ACTIONS:
            return run, ()
        case EnterScene(scene):
            return _enter(run, scene)
        case SkipScene():
            return _skip(run)
        case GoHome():
            return _home(_left(run))
        case StartPlay():
            return _start_play(run)
        case PlanScene(scene, place):
            return _planned(run, scene, place), ()
        case DropScene(scene):
            return _dropped(run, scene), ()
        case SetLevel() | SetInput() | SetClassSize() | SetTimed() | SetCalm() | SetMinutes():
            return _changed(run, action), ()
    match run.stage:
        case Stage.PLAY:
            return _played(run, action)
        case Stage.RECALL:
            return _recalled(run, action)
        case Stage.PROBE:
            return _probe(run, action)
    if isinstance(action, GoOn):
        return _go_on(run)
    raise IllegalAction("not_now")


def moves(run: Run) -> tuple[Action, ...]:
    match run.stage:
        case Stage.PLAY:
            return _rules(run).moves(run.play)
        case Stage.RECALL if run.recall is not None:
            return recall.moves(run.recall)
        case Stage.PROBE if run.probe is not None:
            return probe.moves(run.probe)
        case Stage.FINALE:
            return ()
    return (GoOn(),)


def slips(run: Run) -> tuple[Action, ...]:
    match run.stage:
        case Stage.PLAY:
            return _rules(run).slips(run.play)
        case Stage.RECALL if run.recall is not None:
            return recall.slips(run.recall)
        case Stage.PROBE if run.probe is not None:
            return probe.slips(run.probe)
    return ()


def board_view(run: Run) -> Any:
    """What the board alone tells while a scene is played, None elsewhere."""
    return _rules(run).board_view(run.play) if run.stage is Stage.PLAY else None


def _rules(run: Run) -> Rules:
    return RULES[run.scene.kind]


def _go_on(run: Run) -> tuple[Run, tuple[Event, ...]]:
    match run.stage:
        case Stage.HOUSE:
            following = next_scene(run)
            return _finale(run) if following is None else _enter(run, following)
        case Stage.WORDS:
            return _next_word(run)
        case Stage.SEAT:
            return _home_or_finale(run)
    raise IllegalAction("not_now")


def _enter(run: Run, scene_id: str) -> tuple[Run, tuple[Event, ...]]:
    try:
        scene = scene_of(run.pack, scene_id)
    except LookupError:
        raise IllegalAction("unknown_scene") from None
    if not offers(run.pack, scene, run.setup):
        raise IllegalAction("unknown_scene")
    run = replace(
        _left(run),
        stage=Stage.WORDS,
        scene_id=scene_id,
        skipped=tuple(other for other in run.skipped if other != scene_id),
    )
    if not run.words:
        run, started = _start_play(run)
        return run, (SceneEntered(scene_id), *started)
    return run, (SceneEntered(scene_id), WordLit(run.words[0].id))


def _left(run: Run) -> Run:
    """The run outside any scene; what was asked so far is kept."""
    if run.stage is Stage.PLAY:
        run = _noted(run, done=False)
    return replace(run, stage=Stage.HOUSE, scene_id=None, word=0, play=None, recall=None, recalls=0, probe=None)


def _noted(run: Run, *, done: bool) -> Run:
    """The run that remembers how the play went."""
    if run.play is None:
        return run
    result = SceneResult(run.scene.id, run.scene.kind, done, run.play.score)
    return replace(run, results=(*run.results, result), asked=run.asked + _of_scene(run, run.play.score))


def _of_scene(run: Run, score: Score) -> tuple[Question, ...]:
    return tuple(Question(asked.concept, asked.first_try, run.scene.id) for asked in score.asked)


def _home(run: Run) -> tuple[Run, tuple[Event, ...]]:
    return run, (HouseShown(),)


def _finale(run: Run) -> tuple[Run, tuple[Event, ...]]:
    """De zaal is klaar; a class that measures has its questions after the scenes first."""
    run = _left(run)
    if run.setup.visit is VisitRound.BEFORE and not any(tally.when is When.AFTER for tally in run.tallies):
        probing = _probing(run, When.AFTER)
        if probing.probe is not None:
            return probing, (ProbeAsked(probing.probe.item.id),)
    return replace(run, stage=Stage.FINALE), (FinaleReached(),)


def _home_or_finale(run: Run) -> tuple[Run, tuple[Event, ...]]:
    return _finale(run) if next_scene(run) is None else _home(_left(run))


def _probing(run: Run, when: When) -> Run:
    """The run with the questions of the probe on the board, when it measures and there are any."""
    if not run.setup.measure:
        return run
    taught = tuple(dict.fromkeys(word for scene in run.plan for word in _words(scene_of(run.pack, scene), run.setup)))
    found = probe.pairs(run.pack.items, taught, _scene_setup(run.pack, run.setup, "probe"))
    asked_before = {tally.concept for tally in run.tallies}
    items = tuple(before if when is When.BEFORE else after for before, after in found)
    if when is When.AFTER and run.setup.visit is VisitRound.BEFORE:
        items = tuple(item for item in items if item.concepts[0] in asked_before)
    if not items:
        return run
    return replace(run, stage=Stage.PROBE, probe=probe.start(items, taught, when, run.setup.class_size))


def _probe(run: Run, action: Action) -> tuple[Run, tuple[Event, ...]]:
    if run.probe is None:
        raise IllegalAction("not_now")
    state, events = probe.apply(run.probe, action)
    run = replace(run, probe=state)
    if not state.complete:
        return run, events
    run, following = _probed(run)
    return run, (*events, *following)


def _probed(run: Run) -> tuple[Run, tuple[Event, ...]]:
    """The probe is over, or was skipped; what was counted is kept."""
    state = run.probe
    run = replace(run, stage=Stage.HOUSE, probe=None, tallies=run.tallies + (state.tallies if state else ()))
    if state is not None and state.when is When.AFTER and run.setup.visit is VisitRound.BEFORE:
        return replace(run, stage=Stage.FINALE), (FinaleReached(),)
    return _home(run)


def _skip(run: Run) -> tuple[Run, tuple[Event, ...]]:
    match run.stage:
        case Stage.PROBE:
            return _probed(run)
        case Stage.RECALL:
            return _seat(run)
        case Stage.SEAT:
            return _home_or_finale(run)
        case Stage.WORDS | Stage.PLAY:
            skipped = () if run.scene.id in (*run.skipped, *run.done) else (run.scene.id,)
            return _home_or_finale(replace(_left(run), skipped=(*run.skipped, *skipped)))
    raise IllegalAction("not_now")


def _next_word(run: Run) -> tuple[Run, tuple[Event, ...]]:
    if run.word + 1 >= len(run.words):
        return _start_play(run)
    run = replace(run, word=run.word + 1)
    return run, (WordLit(run.words[run.word].id),)


def _start_play(run: Run) -> tuple[Run, tuple[Event, ...]]:
    if run.stage is not Stage.WORDS:
        raise IllegalAction("not_now")
    # A scene that is played again draws something else than the first time.
    times = sum(result.id == run.scene.id for result in run.results)
    setup = replace(
        _scene_setup(run.pack, run.setup, f"{run.scene.id}/{times}"),
        due=bank.still_due(run.taught, run.asked),
        missed=missed_concepts(run),
        used=run.items,
    )
    play = RULES[run.scene.kind].start(run.scene, setup)
    return replace(run, stage=Stage.PLAY, play=play), (PlayStarted(run.scene.id),)


def _played(run: Run, action: Action) -> tuple[Run, tuple[Event, ...]]:
    play, events = _rules(run).apply(run.play, action)
    run = replace(run, play=play)
    if not _rules(run).is_complete(play):
        return run, events
    run, following = _start_recall(run)
    return run, (*events, *following)


def _start_recall(run: Run) -> tuple[Run, tuple[Event, ...]]:
    # Chosen before this scene is noted: what was missed just now returns later, not at once.
    missed_before = missed_concepts(run)
    run = _noted(run, done=True)
    return _next_recall(run, missed_before)


def _next_recall(run: Run, missed_before: tuple[str, ...]) -> tuple[Run, tuple[Event, ...]]:
    found = _recall_item(run, missed_before)
    if found is None:
        return _seat(run)
    item, again = found
    setup = _scene_setup(run.pack, run.setup, f"recall/{run.scene.id}/{run.recalls}")
    run = replace(
        run,
        stage=Stage.RECALL,
        recall=recall.start(item, setup, again=again),
        items=(*run.items, item.id),
        recalls=run.recalls + 1,
    )
    return run, (RecallStarted(item.id, again),)


def _recall_item(run: Run, missed_before: tuple[str, ...]) -> tuple[Item, bool] | None:
    """The next question of the flash, None when it is over.

    Words of this scene that nobody asked for come first, however many: a word that was lit is asked where it was
    lit. Then one that was missed in another scene, then what is due. With nothing due, one of the scene's own.
    """
    items = bank.bank(run.pack.items, run.setup.level, run.setup.performance_mode)
    stream = Stream(run.setup.seed).fork(f"item/{run.scene.id}/{run.recalls}")
    for concept, again in _flash(run, items, missed_before):
        if (item := bank.pick(items, concept, run.items, stream)) is not None:
            return item, again
    own = [item for item in items if item.id in run.scene.recall]
    fresh = [item for item in own if item.id not in run.items] or own
    if not fresh or run.recalls:
        return None
    drawn, _ = stream.below(len(fresh))
    return fresh[drawn], False


def _flash(run: Run, items: tuple[Item, ...], missed_before: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """Concepts that the flash may ask now, first choice first, and whether they come back."""
    just_asked = run.items[len(run.items) - run.recalls :]
    flashed = {concept for item in items if item.id in just_asked for concept in item.concepts}
    asked = {question.concept for question in run.asked}
    never = [(word.id, False) for word in run.words if word.id not in asked]
    others: list[tuple[str, bool]] = []
    # The last flash of a run takes what the seats had no room for.
    most = plan.length_of(run.setup.minutes).recalls * (2 if run.scene.kind == plan.LAST else 1)
    if run.recalls < most:
        back = [] if flashed & set(missed_before) else [(concept, True) for concept in missed_before]
        others = [*back, *((concept, False) for concept in bank.still_due(run.taught, run.asked))]
    return tuple((concept, again) for concept, again in (*never, *others) if concept not in flashed)


def _recalled(run: Run, action: Action) -> tuple[Run, tuple[Event, ...]]:
    if run.recall is None:
        raise IllegalAction("not_now")
    state, events = recall.apply(run.recall, action)
    run = replace(run, recall=state)
    if not state.complete:
        return run, events
    missed_before = tuple(
        concept
        for concept in missed_concepts(run)
        if not any(question.concept == concept and question.scene == run.scene.id for question in run.asked)
    )
    run = replace(run, asked=run.asked + _of_scene(run, state.score))
    run, following = _next_recall(run, missed_before)
    return run, (*events, *following)


def _seat(run: Run) -> tuple[Run, tuple[Event, ...]]:
    run = replace(run, stage=Stage.SEAT, play=None, recall=None)
    return run, (SeatLit(run.scene.room, len(run.lit)),)


def _changed(run: Run, action: SetLevel | SetInput | SetClassSize | SetTimed | SetCalm | SetMinutes) -> Run:
    match action:
        case SetLevel(level):
            _between_scenes(run)
            return _replanned(run, replace(run.setup, level=level))
        case SetClassSize(count):
            _between_scenes(run)
            if not MIN_CLASS <= count <= MAX_CLASS:
                raise IllegalAction("too_few" if count < MIN_CLASS else "too_many")
            return replace(run, setup=replace(run.setup, class_size=count))
        case SetMinutes(minutes):
            _between_scenes(run)
            if minutes not in plan.LENGTHS:
                raise IllegalAction("not_there")
            return _replanned(run, replace(run.setup, minutes=minutes))
        case SetInput(mode):
            return _told(run, replace(run.setup, input=mode))
        case SetTimed(on):
            return _told(run, replace(run.setup, timed=on))
        case SetCalm(on):
            return _told(run, replace(run.setup, calm=on))


def _between_scenes(run: Run) -> None:
    if run.stage is not Stage.HOUSE:
        raise IllegalAction("between_scenes")


def _replanned(run: Run, setup: Setup) -> Run:
    scenes = plan_for(run.pack, setup)
    if not scenes:
        raise IllegalAction("unknown_scene")
    return replace(run, setup=setup, plan=scenes)


def _planned(run: Run, scene_id: str, place: int) -> Run:
    _between_scenes(run)
    try:
        scene = scene_of(run.pack, scene_id)
    except LookupError:
        raise IllegalAction("unknown_scene") from None
    others = tuple(other for other in run.plan if other != scene_id)
    if not offers(run.pack, scene, run.setup) or not 0 <= place <= len(others):
        raise IllegalAction("not_there")
    wanted = (*others[:place], scene_id, *others[place:])
    ordered = plan.in_order(scene_of(run.pack, one) for one in wanted)
    return replace(
        run,
        plan=tuple(one.id for one in ordered),
        skipped=tuple(other for other in run.skipped if other != scene_id),
    )


def _dropped(run: Run, scene_id: str) -> Run:
    _between_scenes(run)
    left = tuple(other for other in run.plan if other != scene_id)
    if scene_id not in run.plan:
        raise IllegalAction("not_there")
    if not left:
        raise IllegalAction("last_scene")
    return replace(run, plan=left)


def _told(run: Run, setup: Setup) -> Run:
    """The run with another setup, of which the scene that is played hears too."""
    run = replace(run, setup=setup)
    if run.play is None:
        return run
    heard = replace(run.play.setup, input=setup.input, timed=setup.timed, calm=setup.calm)
    return _nothing_held(replace(run, play=changed(run.play, setup=heard)))
