"""What a run tells the teacher's visit: counts of a class, nothing about persons."""

from typing import Any

from game.rules.probe import Tally
from game.rules.run import Run, SceneResult, concept_counts, scene_of

SMALLEST_GROUP = 8
"""Counts of smaller groups would be counts of persons: they are shown on the board and sent nowhere."""


def visit_results(run: Run, *, run_id: str, app_version: str) -> dict[str, Any]:
    """The body of `POST /visits/{code}/results`. A random `run_id` makes repeated posts count once."""
    return {
        "run_id": run_id,
        "pack": {"id": run.pack.id, "version": run.pack.version, "digest": run.setup.digest},
        "level": str(run.setup.level),
        "mode": str(run.setup.input),
        "class_size": run.setup.class_size,
        "scenes": [_scene(run, scene) for scene in _scenes(run)],
        "concepts": [
            {"id": count.id, "asked": count.asked, "first_try": count.first_try} for count in concept_counts(run)
        ],
        "round": str(run.setup.visit),
        "probes": [_probe(tally) for tally in run.tallies if tally.answered >= SMALLEST_GROUP],
        "app_version": app_version,
    }


def _probe(tally: Tally) -> dict[str, Any]:
    return {
        "item": tally.item,
        "concept": tally.concept,
        "phase": str(tally.when),
        "control": tally.control,
        "right": tally.right,
        "answered": tally.answered,
    }


def _scenes(run: Run) -> tuple[str, ...]:
    """The scenes of the plan, and those that the teacher jumped to besides."""
    return tuple(dict.fromkeys((*run.plan, *(result.id for result in run.results))))


def _scene(run: Run, scene: str) -> dict[str, Any]:
    """The counts of the best known time: the last one that was played to the end, else the last one."""
    played = [result for result in run.results if result.id == scene]
    result = next((one for one in reversed(played) if one.done), played[-1] if played else None)
    if result is None:
        return _counts(scene, scene_of(run.pack, scene).kind, None)
    return _counts(scene, result.kind, result)


def _counts(scene: str, kind: str, result: SceneResult | None) -> dict[str, Any]:
    return {
        "id": scene,
        "kind": kind,
        "done": result is not None and result.done,
        "rounds": result.score.rounds if result else 0,
        "first_try": result.score.first_try if result else 0,
        "hints": result.score.hints if result else 0,
        "together": result.score.together if result else 0,
    }
