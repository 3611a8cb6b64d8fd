"""The pictures of the core pack are what the scripts draw, and no word and no person is without."""

from content.load import load_pack
from content.model import Concept
from game.tools import draw_pack
from game.view.pictures import catalogue, natural_size


def concepts() -> tuple[Concept, ...]:
    return load_pack("theatercode").pack.concepts


def people() -> list[str]:
    return [concept.id for concept in concepts() if concept.category == "mens"]


def test_the_scripts_draw_the_committed_pictures_byte_for_byte(tmp_path):
    for name, draw in reversed(draw_pack.PICTURES.items()):
        draw_pack.cut(name, draw, tmp_path)

    drawn = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    committed = {path.name: path.read_bytes() for path in draw_pack.PACK.glob("*.svg")}
    assert sorted(drawn) == sorted(committed)
    assert [name for name in drawn if drawn[name] != committed[name]] == []


def test_every_word_of_the_core_pack_has_a_picture():
    assert [concept.id for concept in concepts() if concept.image is None] == []


def test_every_person_of_the_theatre_is_a_puppet_with_a_tool():
    wanted = [f"{kind}_{name}" for name in people() for kind in ("person", "tool")]

    assert [name for name in wanted if name not in catalogue()] == []


def test_the_people_are_of_one_scale_and_the_tools_of_one_size():
    assert {natural_size(f"person_{name}")[1] for name in people()} == {460}
    assert {natural_size(f"tool_{name}") for name in people()} == {(300, 300)}
