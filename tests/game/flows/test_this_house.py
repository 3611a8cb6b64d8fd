"""What a pack tells of this very house and this very show: a welcome, its rooms, its name, a sound."""

from dataclasses import replace
from typing import Any

import pytest

from content.load import LoadedPack, complete, load_pack
from game.rules import run as rules
from game.rules.run import EnterScene, StartPlay
from game.scenes.finale import Finale
from game.scenes.whisper import pages

WELCOME = "Welkom in De Lantaarn! Onze zaalwachters dragen een gele sjaal."


@pytest.fixture(scope="module")
def vuurtoren() -> LoadedPack:
    return complete(load_pack("vuurtoren"))


def play(klas: Any, pack: LoadedPack, kind: str, level: str = "L3", **wishes: Any) -> None:
    klas.begin(pack, level=level, minutes=50, touch="turns", **wishes)
    run = klas.run
    klas.lesson.perform(EnterScene(next(s.id for s in run.pack.scenes if s.kind == kind)))
    klas.seconds(3)
    klas.lesson.perform(StartPlay())
    klas.seconds(4)


def shown(klas: Any) -> list[str]:
    """The words on the board."""
    type_ = klas.app.desk.screen.type
    klas.app.still_frame()
    return [" ".join(type_._blocks[key].lines) for key in type_.used]


def test_sou_says_the_welcome_of_the_house_where_the_class_looks_for_its_seat(
    klas: Any, vuurtoren: LoadedPack
) -> None:
    play(klas, vuurtoren, "seat")

    assert klas.scene == "whisper"
    assert WELCOME in shown(klas)
    klas.tap("ok")
    klas.seconds(1)
    assert "Vraag hun gerust alles, ook waar je even rustig kan zitten." in shown(klas)
    klas.tap("ok")
    assert klas.scene == "activity"
    assert klas.app.desk.screen.type.unfit == []


def test_a_long_welcome_is_said_in_whole_sentences_that_fit() -> None:
    said = pages("Een korte zin. " + "woord " * 60 + "slot. En nog een.")

    assert " ".join(said).split() == ("Een korte zin. " + "woord " * 60 + "slot. En nog een.").split()
    assert max(map(len, said)) <= 110
    assert said[0] == "Een korte zin."


def test_the_map_says_which_room_this_house_does_not_have(klas: Any, vuurtoren: LoadedPack) -> None:
    assert vuurtoren.pack.venue is not None
    rooms = tuple(room for room in vuurtoren.pack.venue.rooms if room != "vestiaire")
    bare = vuurtoren.pack.venue.model_copy(update={"rooms": rooms})

    klas.begin(vuurtoren, level="L3", minutes=50)
    assert rules.scene_of(klas.run.pack, rules.next_scene(klas.run) or "").room == "vestiaire"
    assert not any("Andere wel!" in line for line in shown(klas))
    klas.lesson.close()
    klas.begin(replace(vuurtoren, pack=vuurtoren.pack.model_copy(update={"venue": bare})), level="L3", minutes=50)

    assert "Dit huis heeft geen vestiaire. Andere wel!" in shown(klas)
    assert klas.app.desk.screen.type.unfit == []


def test_the_full_hall_says_where_the_class_is_expected(klas: Any, vuurtoren: LoadedPack) -> None:
    klas.begin(vuurtoren, level="L3")
    klas.app.desk.stack.push(Finale(klas.app.desk))

    assert "Tot in Cultuurhuis De Lantaarn!" in shown(klas)


@pytest.mark.parametrize("calm", [False, True])
def test_what_inspired_the_makers_is_heard_when_its_curtain_opens(
    klas: Any, vuurtoren: LoadedPack, calm: bool
) -> None:
    play(klas, vuurtoren, "veil", "L4", calm=calm)
    with_sound = [question for question in klas.run.play.questions if question.sound is not None]

    def opened() -> bool:
        return klas.run.stage != rules.Stage.PLAY or "sounds/misthoorn.wav" in klas.app.desk.sounds.played

    klas.play_on(klas.tap, opened)

    assert with_sound
    assert klas.app.desk.sounds.caption(klas.app.desk.motion.now_s) == "Een misthoorn, ver weg"
