"""A show's own words join the scenes that play with any word."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from content.load import SHIPPED, PackError, complete, load_pack
from content.model import Pack, PairsScene, WhisperScene
from game.rules.activity import SceneSetup
from game.rules.pairs import start as lay
from game.rules.whisper import start as whisper
from tests.game.packs import a_play

OWN = {"vuurtoren", "misthoorn", "lens", "live_muziek"}


def scenes(pack: Pack) -> tuple[PairsScene, WhisperScene]:
    pairs = next(scene for scene in pack.scenes if isinstance(scene, PairsScene))
    guesses = next(scene for scene in pack.scenes if isinstance(scene, WhisperScene))
    return pairs, guesses


def test_the_lighthouse_brings_its_words_to_the_wings_and_to_the_prompter() -> None:
    core, show = load_pack("theatercode").pack, complete(load_pack("vuurtoren")).pack

    for before, after in zip(scenes(core), scenes(show), strict=True):
        words = {one.concept for one in (after.pairs if isinstance(after, PairsScene) else after.guesses)}
        known = {one.concept for one in (before.pairs if isinstance(before, PairsScene) else before.guesses)}
        assert words == known | OWN


@pytest.mark.parametrize("kind", ["coulissengeheugen", "de-souffleur"])
def test_a_word_of_the_show_that_was_lit_is_played_with(kind: str) -> None:
    pack = complete(load_pack("vuurtoren")).pack
    state = a_play(pack, kind, level="L2")
    setup: SceneSetup = state.setup
    due = SceneSetup(**{name: getattr(setup, name) for name in setup.__slots__} | {"due": ("misthoorn",)})

    again: Any = (lay if kind == "coulissengeheugen" else whisper)(state.scene, due)

    assert "misthoorn" in (again.cards if kind == "coulissengeheugen" else again.queue)


def show_with(folder: Path, **parts: Any) -> Path:
    shutil.copytree(SHIPPED / "vuurtoren", folder)
    pack = json.loads((folder / "pack.json").read_text("utf-8"))
    pack["id"] = "andere-show"
    (folder / "pack.json").write_text(json.dumps(pack | parts), "utf-8")
    return folder


def test_an_own_pair_of_a_word_that_is_there_takes_its_place(tmp_path: Path) -> None:
    pair = {"concept": "gong", "levels": ["L2"], "because": "Bij ons is het een misthoorn."}
    core = {one.concept for one in scenes(load_pack("theatercode").pack)[0].pairs}

    pairs, _ = scenes(complete(load_pack(show_with(tmp_path / "show", pairs=[pair]))).pack)

    assert "gong" in core
    assert [one.because for one in pairs.pairs if one.concept == "gong"] == ["Bij ons is het een misthoorn."]


@pytest.mark.parametrize(
    ("parts", "rule"),
    [
        ({"pairs": [{"concept": "lens", "levels": ["L1"], "because": "Want."}]}, "pairs.no-detail"),
        ({"pairs": [{"concept": "weg", "levels": ["L2"], "because": "Want."}]}, "concept.unknown"),
        (
            {"guesses": [{"concept": "lens", "levels": ["L4"], "forbidden": ["glas"], "tip": "Kijk."}]},
            "whisper.too-few-forbidden",
        ),
    ],
)
def test_own_words_are_judged_as_those_of_a_scene(tmp_path: Path, parts: dict[str, Any], rule: str) -> None:
    with pytest.raises(PackError) as refused:
        load_pack(show_with(tmp_path / "show", **parts))

    assert rule in {problem.rule for problem in refused.value.problems}
