"""`foyer portal round verify FILE`, as anybody runs it on a file that was downloaded."""

import pytest
from click.testing import CliRunner

from portal.bookings.rounds.lottery import Date, Wish
from portal.bookings.rounds.protocol import FILE_MAX_BYTES, Seed, protocol_text, sha256, wishes_digest
from portal.cli import main


@pytest.fixture
def text():
    wishes = [Wish(number, number, 20, (1,)) for number in (1, 2)]
    return protocol_text(
        {"title": "Seizoen"}, [Date(1, 1, "2027-01-12", 30)], {}, wishes, Seed("s", wishes_digest(wishes))
    )


def verify(path):
    return CliRunner().invoke(main, ["portal", "round", "verify", str(path)])


def test_a_published_file_verifies_with_its_fingerprint(tmp_path, text) -> None:
    path = tmp_path / "verdeling.json"
    path.write_text(text, encoding="utf-8")

    answer = verify(path)

    assert answer.exit_code == 0
    assert "Seizoen: 2 groepen" in answer.output
    assert sha256(text) in answer.output
    assert "Alles klopt" in answer.output


def test_a_file_in_which_somebody_else_got_the_place_is_found_wanting(tmp_path, text) -> None:
    path = tmp_path / "verdeling.json"
    winner = '"allocation": [\n  {\n   "group": '
    other = {"1": "2", "2": "1"}[text.split(winner)[1][0]]
    path.write_text(text.replace(winner + text.split(winner)[1][0], winner + other), encoding="utf-8")

    answer = verify(path)

    assert answer.exit_code == 1
    assert "KLOPT NIET: wie wat kreeg" in answer.output
    assert "klopt: elke beurt" in answer.output


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b" " * (FILE_MAX_BYTES + 2), None])
def test_what_is_no_such_file_is_wrong_usage_and_no_traceback(tmp_path, data) -> None:
    path = tmp_path / "iets.json"
    if data is not None:
        path.write_bytes(data)

    answer = verify(path)

    assert answer.exit_code == 2
    assert isinstance(answer.exception, SystemExit)
