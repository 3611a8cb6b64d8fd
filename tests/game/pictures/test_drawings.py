"""The pictures in assets/ are what the scripts draw: nobody edits the one without the other."""

from pathlib import Path

from game.tools import draw_all, paper

COMMITTED = Path(__file__).resolve().parents[3] / "assets" / "pictures"


def test_the_scripts_draw_the_committed_pictures_byte_for_byte(tmp_path, monkeypatch):
    monkeypatch.setattr(paper, "PICTURES", tmp_path)

    draw_all.draw_pictures()

    drawn = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()
    }
    committed = {path.relative_to(COMMITTED).as_posix(): path.read_bytes() for path in COMMITTED.rglob("*.*")}
    assert sorted(drawn) == sorted(committed)
    assert [name for name in drawn if drawn[name] != committed[name]] == []
