"""The tree is the one that was agreed, and nothing of elsewhere is in it."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
AGREED = {"pyproject.toml", "README.md", "LICENSE", "CONTRIBUTING.md", "game", "portal", "content", "tests", "assets"}
TEXT = {".py", ".md", ".toml", ".json", ".css", ".js", ".html", ".svg", ".txt", ".csv", ".mako", ".xml"}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name]


def test_the_top_level_is_the_agreed_one() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}

    assert {name for name in top if not name.startswith(".")} == AGREED


def test_no_file_names_a_download_host_or_a_path_of_a_machine() -> None:
    hosts = re.compile(r"registry\.|files\.python|pypi\.(org|python)|npmjs|/home/\w+/|/wor[k]/|/Users/\w+/")
    found = {
        str(path.relative_to(ROOT))
        for path in tracked()
        if path.suffix in TEXT and path != Path(__file__) and hosts.search(path.read_text(encoding="utf-8"))
    }

    assert found == set()


def test_tests_are_no_packages() -> None:
    """`tests/game/__init__.py` would shadow the real `game`."""
    assert [path for path in tracked() if path.name == "__init__.py" and "tests" in path.parts] == []


def test_no_file_is_larger_than_two_megabytes() -> None:
    assert [path for path in tracked() if path.exists() and path.stat().st_size > 2_000_000] == []
