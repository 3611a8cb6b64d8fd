"""What a machine reads of the logs: one JSON object a line, whatever happened."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.logs import configure
from portal.settings import SettingsProblem, load_settings


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    before = (root.level, list(root.handlers))
    yield
    root.setLevel(before[0])
    root.handlers[:] = before[1]


def test_json_is_one_object_a_line_also_with_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(load_settings({"FOYER_LOG_FORMAT": "json", "FOYER_LOG": "warning"}, data_dir=tmp_path))
    log = logging.getLogger("portal.work")

    log.info("not grave enough")
    try:
        raise OSError("schijf vol")
    except OSError:
        log.exception("de ronde van %s", "acht")

    (line,) = capsys.readouterr().err.splitlines()
    told = json.loads(line)
    assert (told["level"], told["logger"], told["message"]) == ("error", "portal.work", "de ronde van acht")
    assert told["error"].endswith("OSError: schijf vol")
    assert told["at"].endswith("+00:00")


def test_text_is_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    configure(load_settings({}, data_dir=tmp_path))

    logging.getLogger("portal.work").info("opgeruimd")

    assert capsys.readouterr().err.endswith(" INFO portal.work: opgeruimd\n")


def test_another_form_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem, match=r"FOYER_LOG_FORMAT moet een van deze zijn: 'text', 'json'"):
        load_settings({"FOYER_LOG_FORMAT": "xml"}, data_dir=tmp_path)
