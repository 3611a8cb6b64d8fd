"""Loading a pack from wherever it is, and hearing of everything that is wrong with it at once."""

import copy
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content import load
from content.load import PackError, PackNotOpened, complete, load_pack, shipped
from content.model import Pack
from tests.content.factories import (
    a_choice,
    a_concept,
    a_drawing,
    a_pack,
    a_png,
    an_archive,
    an_image,
    an_item,
    an_option,
    files_of,
    problems_of,
    problems_of_source,
)


@pytest.fixture
def folder(tmp_path):
    """A sound pack folder."""
    place = tmp_path / "pakket"
    for name, content in files_of(a_pack()).items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return place


def rules_in(source) -> set[str]:
    return {problem.rule for problem in problems_of_source(lambda: load_pack(source))}


def test_a_pack_is_the_same_from_a_folder_a_file_its_bytes_and_a_path_as_text(folder, tmp_path):
    data = an_archive(a_pack())
    file = tmp_path / "proef.foyer"
    file.write_bytes(data)

    loaded = load_pack(data)

    assert loaded.pack == Pack.model_validate(a_pack())
    assert loaded == load_pack(folder) == load_pack(file) == load_pack(str(file))
    assert loaded.files == ("images/doek.svg", "pack.json")
    assert loaded.read("images/doek.svg") == a_drawing()


def test_who_points_at_pack_json_means_the_pack(folder):
    assert load_pack(folder / "pack.json") == load_pack(folder)


def test_every_mistake_is_told_at_once_with_its_place():
    """One of each kind that the format promises, spread over the pack."""
    tree = a_pack(colour="rood")
    tree["items"].append(an_item("kaartje"))
    del tree["items"][0]["options"][0]["because"]
    tree["items"][1]["options"][1]["because"] = "x" * 111
    tree["items"][1]["prompt"] = 3
    del tree["concepts"][0]["image"]["alt"]
    tree["concepts"][1]["image"] = an_image("images/Doek.svg")
    tree["concepts"].append(a_concept("extra", image=an_image("../buiten.svg")))
    tree["concepts"].append(a_concept("nog-een", image=an_image("images/weg.svg"), category="eten"))
    tree["scenes"][2]["dilemmas"][0]["options"] = [a_choice("gaan", "right"), a_choice("Gaan")]
    tree["scenes"][0]["kind"] = "dans"

    told = {(problem.rule, problem.path) for problem in problems_of(tree, {"images/film.gif": b"GIF89a"})}

    assert told >= {
        ("schema.unknown-key", "colour"),
        ("schema.missing", "items[0].options[0].because"),
        ("schema.too-long", "items[1].options[1].because"),
        ("schema.type", "items[1].prompt"),
        ("schema.missing", "concepts[0].image.alt"),
        ("schema.choice", "concepts[4].category"),
        ("schema.choice", "scenes[0].kind"),
        ("ids.repeated", "items[2].id"),
        ("files.case", "concepts[1].image.file"),
        ("files.leaves-pack", "concepts[3].image.file"),
        ("files.missing", "concepts[4].image.file"),
        ("options.same", "scenes[2].dilemmas[0].options[1].text"),
        ("files.unknown", ""),
    }


def test_a_broken_part_does_not_make_others_look_broken():
    """The broken question is left out of the lint; what points at it must not be called dangling."""
    tree = a_pack()
    del tree["items"][0]["hint1"]

    assert [(problem.rule, problem.path) for problem in problems_of(tree)] == [("schema.missing", "items[0].hint1")]


def test_an_unknown_key_does_not_hide_what_counts():
    tree = a_pack()
    tree["items"][0]["hnt1"] = "Kijk goed."
    tree["scenes"][2]["rounds"]["L1"] = 9

    assert {problem.rule for problem in problems_of(tree)} == {"schema.unknown-key", "rounds.unfilled"}


def test_places_are_those_in_the_file_when_a_part_before_them_is_broken():
    tree = a_pack()
    tree["items"].insert(0, {"id": "stuk"})
    tree["items"].append(an_item("dubbel", options=[an_option("ja", "right"), an_option("Ja")]))

    told = [problem for problem in problems_of(tree) if problem.rule == "options.same"]

    assert [problem.path for problem in told] == ["items[3].options[1].text"]
    assert told[0].message.startswith("Vraag 'dubbel', antwoord 2")


@pytest.mark.parametrize(
    ("change", "rule", "path"),
    [
        ({"format": None}, "schema.choice", "format"),
        ({"format": "1"}, "schema.choice", "format"),
        ({"format": 2}, "format.newer", "format"),
        ({"format": 0}, "format.unknown", "format"),
        ({"format": -1}, "format.unknown", "format"),
        ({"id": "Mijn Pakket"}, "schema.pattern", "id"),
        ({"version": "1.0"}, "schema.pattern", "version"),
        ({"locales": ["nederlands"]}, "schema.pattern", "locales[0]"),
        ({"locales": []}, "schema.too-few", "locales"),
        ({"title": ""}, "schema.too-short", "title"),
        ({"title": 5}, "schema.type", "title"),
        ({"items": "geen"}, "schema.type", "items"),
        ({"items": [3]}, "schema.type", "items[0]"),
        ({"items": None}, "schema.type", "items"),
        ({"show": []}, "schema.type", "show"),
        ({"scenes": [{}]}, "schema.missing", "scenes[0].kind"),
        ({"scenes": [{"kind": 5}]}, "schema.choice", "scenes[0].kind"),
    ],
)
def test_a_mistake_at_the_top_is_told(change, rule, path):
    assert (rule, path) in {(problem.rule, problem.path) for problem in problems_of(a_pack(**change))}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"minutes": 0}, "schema.range"),
        ({"minutes": 31}, "schema.range"),
        ({"minutes": "8"}, "schema.type"),
        ({"minutes": 8.5}, "schema.type"),
        ({"minutes": True}, "schema.type"),
        ({"teacher": {"say": ["a"] * 3}}, "schema.too-many"),
        ({"words": {"L9": ["ticket"]}}, "schema.choice"),
        ({"words": []}, "schema.type"),
        ({"because": {"plafond": "Daarom."}}, "schema.choice"),
    ],
)
def test_a_mistake_in_a_scene_is_told(change, rule):
    tree = a_pack()
    tree["scenes"][0].update(change)

    problems = problems_of(tree)

    assert rule in {problem.rule for problem in problems}
    assert all(".seat" not in problem.path and "[key]" not in problem.path for problem in problems)


def test_a_wrong_number_is_not_quietly_made_right():
    """A loader that accepts "5" for 5 would accept what the JSON Schema refuses."""
    tree = a_pack()
    tree["scenes"][0]["places"][0]["rows"] = "3"

    assert {problem.rule for problem in problems_of(tree)} == {"schema.type"}


def test_a_mistyped_key_is_told_with_the_one_that_was_meant():
    tree = a_pack()
    tree["items"][0]["promt"] = tree["items"][0].pop("prompt")

    unknown, missing = sorted(problems_of(tree), key=lambda problem: problem.rule, reverse=True)

    assert unknown.fix == "Bedoelde je 'prompt'? Haal de sleutel anders weg."
    assert missing.message == "Vraag 'kaartje': 'prompt' ontbreekt."


def test_a_missing_because_is_told_why_it_matters():
    tree = a_pack()
    del tree["items"][0]["options"][1]["because"]

    (problem,) = problems_of(tree)

    assert problem.message == "Vraag 'kaartje', antwoord 2: 'because' ontbreekt."
    assert problem.fix.startswith("Schrijf waarom, ook bij een fout antwoord")
    assert problem.told_in("en").fix.startswith("Write why")


def test_a_newer_format_says_what_to_do():
    (problem,) = problems_of({"format": 7, "anders": True})

    assert "Werk Foyer bij" in problem.fix


def test_what_is_not_there_is_not_a_broken_pack(tmp_path):
    for source in (tmp_path / "weg", tmp_path / "weg.foyer", "geen-meegeleverd-pakket", "a\0b"):
        with pytest.raises(PackNotOpened):
            load_pack(source)


def test_what_can_not_be_opened_is_not_a_broken_pack(folder):
    with pytest.raises(PackNotOpened) as refusal:
        load_pack(folder / "images" / "doek.svg" / "pakket")

    assert [problem.rule for problem in refusal.value.problems] == ["pack.not-readable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pijp.foyer")

    with pytest.raises(PackNotOpened):
        load_pack(tmp_path / "pijp.foyer")


def test_a_folder_without_pack_json_is_told_in_one_line(tmp_path):
    for number in range(30):
        (tmp_path / f"vakantie-{number}.txt").write_text("x")

    assert [problem.rule for problem in problems_of_source(lambda: load_pack(tmp_path))] == ["pack.missing"]


def test_a_folder_around_the_pack_is_told_where_the_pack_is(folder):
    (problem,) = problems_of_source(lambda: load_pack(folder.parent))

    assert (problem.rule, problem.fix) == ("pack.inside", "Pak de inhoud van 'pakket' in, niet de map zelf.")


def test_links_in_a_folder_are_refused_and_not_followed(folder, tmp_path):
    outside = tmp_path / "geheim"
    outside.mkdir()
    (outside / "a.svg").write_bytes(a_drawing())
    (folder / "images" / "link.svg").symlink_to(outside / "a.svg")
    (folder / "sounds").symlink_to(outside, target_is_directory=True)

    problems = problems_of_source(lambda: load_pack(folder))

    assert [(problem.rule, problem.file) for problem in problems] == [
        ("files.link", "sounds"),
        ("files.link", "images/link.svg"),
    ]


def test_the_same_limits_hold_for_a_folder(folder):
    (folder / "images" / "groot.svg").write_bytes(b" " * (1024 * 1024 + 1))
    (folder / "images" / "reus.png").write_bytes(a_png(9000, 9000))
    (folder / "spel.exe").write_bytes(b"MZ")
    (folder / "images" / "DOEK.svg").write_bytes(a_drawing())
    (folder / ".DS_Store").write_bytes(b"Bud1")

    assert {"files.too-large", "media.huge", "files.program", "files.same-name"} <= rules_in(folder)


def test_a_refused_file_is_not_called_missing_too(folder):
    (folder / "images" / "doek.svg").write_bytes(b" " * (1024 * 1024 + 1))

    assert rules_in(folder) == {"files.too-large"}


def test_pack_json_in_capitals_is_told(folder):
    (folder / "pack.json").rename(folder / "Pack.json")

    assert rules_in(folder) == {"files.case"}


@pytest.fixture
def a_shelf(tmp_path, monkeypatch):
    """Shipped packs of the test's own: `onder`, for others to stand on."""
    shelf = tmp_path / "shelf"
    base = a_pack(id="onder")
    del base["show"]
    for name, content in files_of(base).items():
        (shelf / "onder" / name).parent.mkdir(parents=True, exist_ok=True)
        (shelf / "onder" / name).write_bytes(content)
    monkeypatch.setattr(load, "SHIPPED", shelf)
    load._shipped.cache_clear()
    yield shelf
    load._shipped.cache_clear()


def test_a_pack_stands_on_its_base(a_shelf):
    own = {
        **a_pack(id="boven", base="onder"),
        "concepts": [a_concept("gong", definition="Een grote bel."), a_concept("tent")],
        "items": [an_item("kaartje", prompt="Wat heb je bij je?")],
        "scenes": [],
    }
    above = load_pack(an_archive(own, {"images/doek.svg": a_drawing("<g/>")}))

    whole = complete(above)

    assert [concept.id for concept in whole.pack.concepts] == ["ticket", "gong", "loge", "tent"]
    assert whole.pack.concepts[1].definition == "Een grote bel."
    assert whole.pack.items[0].prompt == "Wat heb je bij je?"
    assert [scene.id for scene in whole.pack.scenes] == ["naar-je-stoel", "decorwissel", "wat-doe-jij"]
    assert whole.pack.show == above.pack.show
    assert whole.digest == above.digest
    assert whole.read("images/doek.svg") == a_drawing("<g/>")


def test_a_pack_without_a_base_is_complete():
    loaded = load_pack(an_archive(a_pack()))

    assert complete(loaded) is loaded


def test_a_shipped_pack_is_known_by_its_id(a_shelf):
    assert shipped() == ("onder",)
    assert load_pack("onder").pack.id == "onder"


def test_no_shelf_means_no_shipped_packs(tmp_path, monkeypatch):
    monkeypatch.setattr(load, "SHIPPED", tmp_path / "weg")

    assert shipped() == ()


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_pack_has_no_problems(name):
    assert problems_of_source(lambda: load_pack(load.SHIPPED / name)) == ()


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_pack_is_the_same_by_its_id_and_from_its_folder(name):
    judged, quick = load_pack(load.SHIPPED / name), load_pack(name)

    assert quick == judged
    assert quick.files == judged.files
    assert dict(quick.contents) == dict(judged.contents)


def test_the_files_of_a_whole_pack_are_those_of_both(a_shelf):
    own = {**a_pack(id="boven", base="onder"), "scenes": []}
    above = load_pack(an_archive(own, {"images/doek.svg": a_drawing("<g/>")}))

    whole = complete(above)

    assert whole.files == tuple(sorted({*above.files, *load_pack("onder").files}))
    assert len(whole.contents) == len(whole.files)
    assert whole.read("pack.json") == above.read("pack.json")
    assert "images/doek.svg" in whole.contents
    assert "images/weg.svg" not in whole.contents


def test_a_shipped_pack_that_does_not_fit_the_models_is_refused(a_shelf):
    (a_shelf / "onder" / "pack.json").write_text('{"format": 1}', encoding="utf-8")

    assert "schema.missing" in problems_of_source(lambda: load_pack("onder"))[0].rule


def test_a_loaded_pack_can_not_be_changed():
    loaded = load_pack(an_archive(a_pack()))

    with pytest.raises(TypeError):
        loaded.contents["pack.json"] = b""  # type: ignore[index]
    with pytest.raises(PackError):
        load_pack(b"niets")


@pytest.mark.parametrize(
    "change",
    [
        {f"sleutel{number}": number for number in range(100_000)},
        {"licence": "a" * 1_900_000},
        {"licence": "a@" * 900_000},
        {"licence": "00 11 " * 300_000},
        {"authors": ["."] * 400_000},
        {"concepts": [{"id": str(number)} for number in range(100_000)]},
        {"concepts": [a_concept(f"c{number}", definition="Gong loge ticket.") for number in range(500)]},
        {"x" * 1_900_000: 1},
    ],
    ids=list("abcdefgh"),
)
def test_a_file_full_of_nonsense_is_soon_refused(change):
    """Each of these once kept a search, or the phrasing of a million problems, busy for minutes or hours."""
    problems = problems_of(a_pack(**change))

    assert 0 < len(problems) <= 1100


odd_values = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1,
        2.5,
        10**17,
        "",
        "x",
        "L1",
        "kaartje",
        "../x",
        "images/doek.svg",
        "seat",
        [],
        {},
        [[]],
        [{}],
    ]
) | st.text(max_size=8)


def places(value, place=()):
    """Every place in a tree, from the top down."""
    yield place
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        yield from places(inner, (*place, step))


PLACES = [place for place in places(a_pack()) if place]


def bend(tree, place, how, value) -> None:
    """Change one place, unless an earlier change took it away."""
    *way, last = place
    part = tree
    for step in way:
        part = part.get(step) if isinstance(part, dict) else part[step] if step_is_in(part, step) else None
    if isinstance(part, dict) and last in part:
        if how == "set":
            part[last] = value
        elif how == "mistype":
            part[f"{last}x"] = part.pop(last)
        else:
            del part[last]
    elif step_is_in(part, last):
        if how == "set":
            part[last] = value
        elif how == "double":
            part.append(copy.deepcopy(part[last]))
        else:
            del part[last]


def step_is_in(part, step) -> bool:
    return isinstance(part, list) and isinstance(step, int) and step < len(part)


ways_to_bend = st.lists(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(["set", "drop", "double", "mistype"]), odd_values),
    min_size=1,
    max_size=4,
)


@given(ways_to_bend)
@settings(max_examples=300, deadline=None)
def test_a_pack_bent_anywhere_is_refused_or_read_and_nothing_else(bends):
    """Values of any kind at any place, parts dropped and doubled, keys mistyped."""
    tree = a_pack()
    for place, how, value in bends:
        bend(tree, place, how, value)

    problems = problems_of(tree)

    assert all(problem.message and problem.fix and problem.rule for problem in problems)
    assert problems or load_pack(an_archive(tree)).pack == Pack.model_validate(tree)
