"""A house that sends photos sees them in the game; another one sees our drawings."""

import json
import shutil
from pathlib import Path
from typing import Any

import pygame
import pytest

from content.load import SHIPPED, LoadedPack, PackError, complete, load_pack
from game.rules import run as rules
from game.rules.run import EnterScene, Stage
from game.rules.seat import SeatPhase
from tests.game.flows.playing import settled

COLOURS = {"inkomhal": (20, 250, 250), "vestiaire": (250, 20, 250), "zaal": (20, 250, 20)}
"""Photos of one colour each, that nothing of ours has."""


def a_show(folder: Path, colours: dict[str, tuple[int, int, int]]) -> Path:
    """The folder of a show whose house sent photos of these rooms."""
    shutil.copytree(SHIPPED / "vuurtoren", folder)
    pack = json.loads((folder / "pack.json").read_text("utf-8"))
    pack["id"] = "show-met-fotos"
    # A word of welcome would lie over the photo that is looked for.
    del pack["venue"]["welcome"]
    pack["venue"]["photos"] = {
        room: {"file": f"images/{room}.png", "alt": f"De {room} van het huis.", "credit": "eigen foto"}
        for room in colours
    }
    for room, colour in colours.items():
        photo = pygame.Surface((400, 300))
        photo.fill(colour)
        pygame.image.save(photo, str(folder / "images" / f"{room}.png"))
    (folder / "pack.json").write_text(json.dumps(pack), "utf-8")
    return folder


@pytest.fixture
def with_photos(tmp_path: Path) -> LoadedPack:
    return complete(load_pack(a_show(tmp_path / "show", COLOURS)))


def seen(klas: Any) -> set[str]:
    """The rooms whose photo is on the board now, large enough to be looked at."""
    settled(klas)
    window = klas.window
    enough = window.get_width() * window.get_height() // 60
    near = (9, 9, 9, 255)
    return {room for room, c in COLOURS.items() if pygame.mask.from_threshold(window, c, near).count() > enough}


def in_the_scene(klas: Any, pack: LoadedPack, **wishes: Any) -> Any:
    klas.begin(pack, minutes=50, touch="turns", **wishes)
    klas.lesson.perform(EnterScene("naar-je-stoel"))
    return klas


def words(klas: Any) -> dict[str, set[str]]:
    """What hangs with each word that is lit."""
    found = {}
    while klas.run.stage is Stage.WORDS:
        found[klas.run.words[klas.run.word].id] = seen(klas)
        klas.lesson.perform(rules.moves(klas.run)[0])
    return found


def test_a_word_for_a_room_of_the_house_comes_with_its_photo(klas: Any, with_photos: LoadedPack) -> None:
    lit = words(in_the_scene(klas, with_photos, level="L3"))

    assert lit.pop("vestiaire") == {"vestiaire"}
    assert set().union(*lit.values()) == set()


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_clues_show_where_they_lead_in_this_house(klas: Any, with_photos: LoadedPack, mirrored: bool) -> None:
    words(in_the_scene(klas, with_photos, level="L4", mirrored=mirrored))

    shown = {"": seen(klas)}
    while klas.run.play.phase is not SeatPhase.SEAT:
        klas.lesson.perform(rules.moves(klas.run)[0])
        play = klas.run.play
        shown[play.open or ("" if play.phase is SeatPhase.CLUES else f"at the {play.phase}")] = seen(klas)

    assert shown[""] == shown["door"] == {"inkomhal"}
    assert shown["coat"] == {"vestiaire"}
    assert shown["row"] == shown["seat"] == {"zaal"}
    assert shown["at the door"] == {"inkomhal"}


def test_a_house_without_photos_gets_drawings(klas: Any) -> None:
    vuurtoren = complete(load_pack("vuurtoren"))

    lit = words(in_the_scene(klas, vuurtoren, level="L3"))

    assert set().union(*lit.values(), seen(klas)) == set()
    assert klas.app.desk.screen.pictures.missing == set()


def test_a_photo_of_a_room_that_no_house_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError) as refused:
        load_pack(a_show(tmp_path / "show", {"zolder": (1, 2, 3)}))

    assert [problem.rule for problem in refused.value.problems] == ["room.unknown"]
