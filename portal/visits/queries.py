"""What a visit shows of the game: sums of the class."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from content.load import PackError, complete, load_pack
from content.measure import Answers, Known, Measure, measure
from portal.visits.models import Phase, ProbeCount, Round, VisitRun


@dataclass(frozen=True)
class SceneLine:
    title: str
    done: bool
    rounds: int
    first_try: int
    together: int


@dataclass(frozen=True)
class WordLine:
    """A word of the theatre; `share` (0-100) of the times it was asked the class knew it at once."""

    word: str
    asked: int
    first_try: int

    @property
    def share(self) -> int:
        return round(100 * self.first_try / self.asked) if self.asked else 0


@dataclass(frozen=True)
class RunCard:
    """One run of the class, in sums."""

    received_at: datetime
    level: str
    class_size: int
    scenes: tuple[SceneLine, ...]
    words: tuple[WordLine, ...]
    is_after_visit: bool = False
    measure: Measure | None = None

    @property
    def scenes_done(self) -> int:
        return sum(scene.done for scene in self.scenes)

    @property
    def together(self) -> int:
        return sum(scene.together for scene in self.scenes)

    @property
    def known(self) -> tuple[WordLine, ...]:
        return tuple(word for word in self.words if word.asked and word.first_try == word.asked)

    @property
    def to_talk_about(self) -> tuple[WordLine, ...]:
        """Words that were not known at once every time, the hardest first."""
        missed = (word for word in self.words if word.first_try < word.asked)
        return tuple(sorted(missed, key=lambda word: (word.share, word.word)))


@dataclass(frozen=True)
class Names:
    """What the ids in a report are called in its pack; an id that the pack no longer has names itself."""

    scenes: Mapping[str, str]
    words: Mapping[str, str]

    def scene(self, scene_id: str) -> str:
        return self.scenes.get(scene_id, scene_id.replace("-", " "))

    def word(self, concept_id: str) -> str:
        return self.words.get(concept_id, concept_id.replace("-", " "))


_known_names: dict[bytes, Names] = {}
NAMES_KEPT = 200


def names_in(pack_data: bytes) -> Names:
    """The Dutch names of a pack's scenes and words, those of the pack it stands on among them.

    Kept by fingerprint, because a pack is checked anew whenever it is opened, which a page should not wait for twice;
    the names alone, because the bytes of 200 packs would fill the machine.
    """
    fingerprint = hashlib.sha256(pack_data).digest()
    if fingerprint not in _known_names:
        if len(_known_names) >= NAMES_KEPT:
            _known_names.clear()
        _known_names[fingerprint] = _read_names(pack_data)
    return _known_names[fingerprint]


def _read_names(pack_data: bytes) -> Names:
    try:
        pack = complete(load_pack(pack_data)).pack
    except PackError:
        # The page is worth more than its nicest words.
        return Names({}, {})
    return Names(
        {scene.id: scene.title for scene in pack.scenes},
        {concept.id: concept.terms.get("nl", concept.id) for concept in pack.concepts},
    )


def runs_of(session: Session, booking_id: int) -> list[VisitRun]:
    """The runs of a visit with their measure, the newest first; two statements."""
    return list(
        session.scalars(
            select(VisitRun)
            .where(VisitRun.booking_id == booking_id)
            .order_by(VisitRun.id.desc())
            .options(selectinload(VisitRun.probes))
        )
    )


def run_cards(runs: Iterable[VisitRun], names: Names) -> list[RunCard]:
    return [
        RunCard(
            received_at=run.received_at,
            level=run.level,
            class_size=run.class_size,
            scenes=tuple(
                SceneLine(names.scene(one["id"]), one["done"], one["rounds"], one["first_try"], one["together"])
                for one in run.scenes
            ),
            words=tuple(
                WordLine(names.word(one["id"]), one["asked"], one["first_try"])
                for one in run.concepts
                if one["asked"]
            ),
            is_after_visit=run.round == Round.AFTER_VISIT,
            measure=measure(_known(run.probes, names)),
        )
        for run in runs
    ]


def _known(probes: Iterable[ProbeCount], names: Names) -> list[Known]:
    """The words of one run in the order they were asked, each with its answers before and after."""
    asked: dict[str, dict[Phase, Answers]] = {}
    controls = set()
    for one in probes:
        asked.setdefault(one.concept, {})[one.phase] = Answers(one.correct, one.answered)
        if one.is_control:
            controls.add(one.concept)
    return [
        Known(names.word(concept), concept in controls, answers.get(Phase.BEFORE), answers.get(Phase.AFTER))
        for concept, answers in asked.items()
    ]
