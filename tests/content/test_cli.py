"""`foyer pack`: what an author sees and what a script relies on."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from content.archive import read_archive
from content.cli import pack
from content.load import load_pack
from tests.content.factories import a_pack, an_archive, an_item, files_of


def run(*words: object):
    return CliRunner().invoke(pack, [str(word) for word in words])


@pytest.fixture
def folder(tmp_path):
    """A pack made by `new`."""
    assert run("new", "de-wolk", "--into", tmp_path).exit_code == 0
    return tmp_path / "de-wolk"


def spoil(folder, **changes) -> None:
    file = folder / "pack.json"
    tree = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**tree, **changes}), encoding="utf-8")


def test_a_new_pack_is_sound_and_bears_its_name(folder):
    result = run("check", folder)

    assert result.exit_code == 0
    assert result.output.startswith("de-wolk 0.1.0: geen problemen")
    assert load_pack(folder).pack.id == "de-wolk"


def test_a_new_pack_shows_how_everything_is_written(folder):
    made = load_pack(folder).pack

    assert made.show is not None
    assert made.venue is not None
    assert made.themes
    assert made.inspirations
    assert made.concepts
    assert made.items
    assert made.scenes
    assert "voorbeeld" in made.title
    assert "Voorbeeld" in made.show.company


def test_a_new_pack_does_not_touch_what_is_there(folder):
    (folder / "pack.json").write_text("mijn werk")

    result = run("new", "de-wolk", "--into", folder.parent)

    assert result.exit_code == 1
    assert "bestaat al" in result.stderr
    assert (folder / "pack.json").read_text() == "mijn werk"


@pytest.mark.parametrize("name", ["Mijn Show", "../buiten", "", "a" * 61, "é"])
def test_a_new_pack_needs_a_plain_name(tmp_path, name):
    result = run("new", "--into", tmp_path, "--", name)

    assert result.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_new_pack_where_nothing_can_be_written_is_refused(tmp_path):
    (tmp_path / "bestand").write_text("x")

    result = run("new", "de-wolk", "--into", tmp_path / "bestand" / "map")

    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_the_name_of_a_shipped_pack_is_taken(tmp_path):
    assert run("new", "theatercode", "--into", tmp_path).exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_problems_are_listed_with_place_reason_and_remedy(folder):
    spoil(folder, version="een", kleur="rood")

    result = run("check", folder)

    assert result.exit_code == 1
    assert "pack.json kleur  [schema.unknown-key]\n  De sleutel 'kleur' bestaat hier niet.\n  Haal" in result.stdout
    assert "[schema.pattern]" in result.stdout
    assert result.stderr == "2 problemen.\n"


def test_problems_are_listed_in_english_on_request(folder):
    spoil(folder, kleur="rood")

    result = run("check", folder, "--language", "en")

    assert "The key 'kleur' does not exist here.\n  Remove this key." in result.stdout
    assert result.stderr == "1 problem.\n"


def test_problems_as_json_have_the_promised_shape(folder):
    spoil(folder, version="een")

    result = run("check", folder, "--format", "json")

    assert result.exit_code == 1
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem.keys() == {"rule", "file", "path", "message", "fix"}
    assert (problem["rule"], problem["file"], problem["path"]) == ("schema.pattern", "pack.json", "version")


def test_a_sound_pack_as_json_has_no_problems(folder):
    result = run("check", folder, "--format", "json")

    assert (result.exit_code, json.loads(result.stdout)) == (0, {"problems": []})


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_path_that_is_not_there_is_wrong_usage(tmp_path, form):
    result = run("check", tmp_path / "weg", "--format", form)

    assert result.exit_code == 2
    assert "Er is geen pakket" in result.stderr
    if form == "json":
        assert json.loads(result.stdout)["problems"][0]["rule"] == "pack.not-found"


def test_an_empty_or_foreign_file_is_found_wanting(tmp_path):
    for content in (b"", b"hallo", b"PK\x03\x04"):
        (tmp_path / "x.foyer").write_bytes(content)

        result = run("check", tmp_path / "x.foyer")

        assert result.exit_code == 1
        assert "Traceback" not in result.output


def test_a_built_pack_is_the_same_pack_and_the_same_bytes(folder, tmp_path):
    one, two = tmp_path / "een.foyer", tmp_path / "twee.foyer"

    assert run("build", folder, "--out", one).exit_code == 0
    assert run("build", folder, "--out", two).exit_code == 0

    assert one.read_bytes() == two.read_bytes()
    assert load_pack(one) == load_pack(folder)
    assert run("check", one).exit_code == 0
    assert load_pack(one).digest in run("build", folder, "--out", one).stdout


def test_a_pack_with_problems_is_not_built(folder, tmp_path):
    spoil(folder, version="een")
    out = tmp_path / "uit.foyer"
    out.write_bytes(b"van gisteren")

    result = run("build", folder, "--out", out)

    assert result.exit_code == 1
    assert "schema.pattern" in result.stderr
    assert out.read_bytes() == b"van gisteren"


@pytest.mark.parametrize("out", ["uit.zip", "weg/uit.foyer", "de-wolk/uit.foyer"])
def test_a_place_that_can_not_be_written_is_wrong_usage(folder, tmp_path, out):
    before = set(tmp_path.rglob("*"))

    result = run("build", folder, "--out", tmp_path / out)

    assert result.exit_code == 2
    assert set(tmp_path.rglob("*")) == before


def test_a_folder_that_is_not_there_can_not_be_built(tmp_path):
    assert run("build", tmp_path / "weg", "--out", tmp_path / "uit.foyer").exit_code == 2


def test_a_folder_in_the_way_of_a_shipped_name_is_the_one_that_is_checked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "theatercode").mkdir()

    assert run("check", "theatercode").exit_code == 1


def test_the_schema_accepts_what_loads_and_refuses_what_does_not(folder):
    judge = Draft202012Validator(json.loads(run("schema").stdout))
    Draft202012Validator.check_schema(judge.schema)
    no_because = a_pack()
    del no_because["items"][0]["options"][0]["because"]

    assert judge.is_valid(a_pack())
    assert judge.is_valid(json.loads((folder / "pack.json").read_text(encoding="utf-8")))
    assert not judge.is_valid(no_because)
    assert not judge.is_valid(a_pack(kleur="rood"))
    assert not judge.is_valid(a_pack(items=[an_item("a", levels=["L9"])]))


def test_a_pack_that_was_built_elsewhere_can_be_checked(tmp_path):
    file = tmp_path / "proef.foyer"
    file.write_bytes(an_archive(a_pack()))

    assert run("check", file).exit_code == 0
    assert read_archive(file.read_bytes()) == files_of(a_pack())


def test_it_also_runs_as_a_module(tmp_path):
    made = subprocess.run(
        [sys.executable, "-m", "content", "new", "de-wolk", "--into", str(tmp_path)], capture_output=True, check=False
    )
    wrong = subprocess.run([sys.executable, "-m", "content", "check"], capture_output=True, check=False)

    assert made.returncode == 0
    assert (tmp_path / "de-wolk" / "pack.json").exists()
    assert wrong.returncode == 2
