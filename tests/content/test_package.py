"""What the package may lean on: it must load in the game, in the portal and on any board."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import content
from content.schema import json_schema

SOURCES = sorted(path for path in Path(content.__file__).parent.rglob("*.py") if "tools" not in path.parts)
ALLOWED = {"content", "pydantic", "pydantic_core", *sys.stdlib_module_names}


def imported(source: Path) -> Iterator[str]:
    """The top-level names of all modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "house style: no relative imports"
            yield str(node.module).split(".")[0]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_only_the_command_line_needs_more_than_python_and_pydantic(source):
    allowed = ALLOWED | ({"click"} if source.name == "cli.py" else set())

    assert set(imported(source)) <= allowed


def test_the_schema_tells_what_the_fields_mean():
    schema = json_schema()

    assert "stand under this one" in schema["properties"]["base"]["description"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["format"]["const"] == 1
