"""Nothing lies in assets/ without a maker, a source and a licence."""

import tomllib
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
CREDITS = ASSETS / "credits.toml"


def credited() -> list[str]:
    groups = tomllib.loads(CREDITS.read_text(encoding="utf-8"))["group"]
    return [name for group in groups for name in group["files"]]


def test_every_file_is_credited_once_and_nothing_else_is():
    present = sorted(
        path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*") if path.is_file() and path != CREDITS
    )

    assert sorted(credited()) == present


def test_every_group_names_source_licence_and_author():
    groups = tomllib.loads(CREDITS.read_text(encoding="utf-8"))["group"]

    for group in groups:
        assert all(group[key].strip() for key in ("title", "source", "licence", "author")), group["title"]
