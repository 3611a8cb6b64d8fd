"""The commands as people type them, in processes of their own."""

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.demo.prepare import DEMO_PASSWORD

ROOT = Path(__file__).parents[2]


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FOYER_")}
    kept.pop("DISPLAY", None)
    return {**kept, "FOYER_DATA_DIR": str(data), "PYTHONPATH": str(ROOT), **more}


def foyer(*words: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal.cli", *words]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment(data, **more), timeout=120, check=False, cwd=data
    )


@contextmanager
def demo(data: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A demo that runs, and its address."""
    command = [sys.executable, "-u", "-m", "portal.cli", "demo", "--port", "0", "--no-browser"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(data), cwd=data
    )
    try:
        yield _address(process), process
    finally:
        process.kill()
        process.wait()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if found := re.search(r"draait op (http://[0-9.:]+)", line):
            return found[1]
    raise AssertionError("".join(said))


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that a demo has filled and left with TERM."""
    data = tmp_path_factory.mktemp("data")
    with demo(data) as (address, process):
        assert json.loads(get(f"{address}/readyz")) == {"status": "ok"}
        assert json.loads(get(f"{address}/api/v1/offers?limit=1"))["total"] >= 150
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
    return data


def test_a_first_start_makes_the_region_and_stops_cleanly(made: Path) -> None:
    assert (made / "foyer.sqlite").exists()
    assert not list(made.glob("*.making*"))


def test_a_second_start_keeps_the_data(made: Path) -> None:
    code = sqlite3.connect(made / "foyer.sqlite").execute("SELECT visit_code FROM booking").fetchall()

    with demo(made) as (address, _process):
        get(f"{address}/healthz")

    assert sqlite3.connect(made / "foyer.sqlite").execute("SELECT visit_code FROM booking").fetchall() == code


def test_a_taken_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        answer = foyer("demo", "--port", port, data=tmp_path)

    assert answer.returncode == 1
    assert port in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "foyer.sqlite").exists()


@pytest.mark.parametrize("content", [b"not a database at all " * 100, b"SQLite format 3\x00" + b"\x00" * 5000])
def test_a_file_that_is_no_database_is_left_alone_and_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "foyer.sqlite").write_bytes(content)

    answer = foyer("demo", "--port", "0", "--no-browser", data=tmp_path)

    assert answer.returncode == 1
    assert "Traceback" not in answer.stderr
    assert "--data" in answer.stderr
    assert (tmp_path / "foyer.sqlite").read_bytes() == content


def test_a_half_made_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "foyer.sqlite") as half:
        half.execute("CREATE TABLE offer (id INTEGER)")

    answer = foyer("demo", "--port", "0", "--no-browser", data=tmp_path)

    assert answer.returncode == 1
    assert "niet afgewerkt" in answer.stderr


def test_a_start_that_is_killed_half_way_leaves_nothing_that_looks_done(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "portal.cli", "demo", "--port", "0", "--no-browser"]
    process = subprocess.Popen(
        command, env=environment(tmp_path), cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not (tmp_path / "foyer.sqlite.making").exists():
            assert process.poll() is None
            time.sleep(0.01)
    finally:
        process.kill()
        process.wait()

    assert not (tmp_path / "foyer.sqlite").exists()
    with demo(tmp_path) as (address, _process):
        assert json.loads(get(f"{address}/readyz")) == {"status": "ok"}


def test_serving_needs_a_secret_and_a_database_of_this_version(tmp_path: Path) -> None:
    assert "FOYER_SECRET_KEY" in foyer("portal", "serve", data=tmp_path).stderr

    answer = foyer("portal", "serve", "--port", "0", data=tmp_path, FOYER_SECRET_KEY="s" * 40)
    assert answer.returncode == 1
    assert "foyer portal migrate" in answer.stderr


def test_migrate_then_check_tells_that_all_is_well(tmp_path: Path) -> None:
    data = tmp_path / "new" / "folder"

    assert foyer("portal", "migrate", data=tmp_path, FOYER_DATA_DIR=str(data)).returncode == 0
    answer = foyer("portal", "check", data=tmp_path, FOYER_DATA_DIR=str(data))

    assert answer.returncode == 0, answer.stdout
    assert answer.stdout.count("ok ") == 4


def test_every_bad_setting_is_named_at_once(tmp_path: Path) -> None:
    answer = foyer("portal", "check", data=tmp_path, FOYER_LOG="loud", FOYER_BASE_URL="nowhere")

    assert answer.returncode == 1
    assert "FOYER_LOG" in answer.stderr
    assert "FOYER_BASE_URL" in answer.stderr


def test_the_ledger_is_in_agreement_and_prints_who_booked(made: Path) -> None:
    assert foyer("portal", "ledger", "verify", data=made).returncode == 0
    rows = json.loads(foyer("portal", "ledger", "--format", "json", data=made).stdout)
    assert rows
    assert all(row["reference"] for row in rows)


def test_an_account_and_a_token_open_the_api(made: Path) -> None:
    email = "nieuw@demo.example"
    wanted = ("--email", email, "--role", "teacher", "--school", "de-zilverberk")
    assert foyer("portal", "user", "create", *wanted, data=made).returncode == 0
    assert "al een account" in foyer("portal", "user", "create", *wanted, data=made).stderr

    token = foyer("portal", "token", "create", "--email", email, data=made).stdout.strip().splitlines()[-1]

    with demo(made) as (address, _process):
        request = urllib.request.Request(f"{address}/api/v1/bookings", headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    ("content", "code"), [(b"", 1), (b"PK\x03\x04 cut off", 1), (b"just some text", 1), (None, 2)]
)
def test_a_title_that_is_no_book_is_refused_with_its_reason(
    made: Path, tmp_path: Path, content: bytes | None, code: int
) -> None:
    file = tmp_path / "book.epub"
    if content is not None:
        file.write_bytes(content)

    answer = foyer("portal", "title", "add", str(file), data=made)

    assert answer.returncode == code
    assert answer.stderr.strip()
    assert "Traceback" not in answer.stderr


def test_the_demo_prints_its_accounts_and_the_visit_of_its_class(made: Path) -> None:
    command = [sys.executable, "-u", "-m", "portal.cli", "demo", "--port", "0", "--no-browser"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment(made), cwd=made
    )
    assert process.stdout is not None
    said = ""
    try:
        for line in process.stdout:
            said += line
            if "Geen scherm" in line:
                break
    finally:
        process.kill()
        process.wait()

    code = sqlite3.connect(made / "foyer.sqlite").execute(
        "SELECT visit_code FROM booking WHERE request_key = 'demo-journey'"
    )
    assert f"foyer game --code {code.fetchone()[0]} --portal" in said
    assert DEMO_PASSWORD in said
    assert said.count("@demo.example") == 6
