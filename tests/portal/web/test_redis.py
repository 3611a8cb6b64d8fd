"""Limits that several processes share through Redis, and what is left of them while Redis is away."""

import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.db import make_engine
from portal.extensions import limiter
from tests.portal.conftest import some_settings
from tests.portal.quick import quick_app
from tests.portal.tables import make_tables

pytest.importorskip("redis", reason="the extra foyer[redis] is not installed")

ROOT = Path(__file__).parents[3]
UNKNOWN_PACK = "/api/v1/visits/AAAA-AAAA/pack"


@pytest.fixture(autouse=True)
def limiter_as_it_was() -> Iterator[None]:
    """There is one for all apps of a process, and it remembers that its storage was away."""
    before = dict(vars(limiter))
    yield
    vars(limiter).update(before)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def redis_url(tmp_path: Path) -> Iterator[str]:
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is not None:
        yield from _served_by(program, tmp_path)
        return
    fakeredis = pytest.importorskip(
        "fakeredis", reason="neither redis-server, valkey-server nor fakeredis is installed"
    )
    pytest.importorskip("lupa", reason="fakeredis needs lupa for the scripts of the limits")
    server = fakeredis.TcpFakeServer(("127.0.0.1", 0))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"redis://127.0.0.1:{server.server_address[1]}?protocol=2"
    server.shutdown()
    server.server_close()


def _served_by(program: str, folder: Path) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL, cwd=folder
    )
    try:
        while True:
            assert process.poll() is None
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def portal_on(redis_url: str, data: Path) -> Flask:
    settings = some_settings(data).model_copy(update={"redis_url": redis_url})
    if not (data / "foyer.sqlite").exists():
        engine = make_engine(settings.database_url)
        make_tables(engine)
        engine.dispose()
    app = quick_app(settings, testing=False)
    app.config["TESTING"] = True
    return app


GUESSES = """
import json, sys
from pathlib import Path
from tests.portal.web.test_redis import UNKNOWN_PACK, portal_on

client = portal_on(sys.argv[1], Path(sys.argv[2])).test_client()
print(json.dumps([client.get(UNKNOWN_PACK).status_code for _ in range(12)]))
"""


def test_wrong_guesses_in_two_processes_are_counted_together(redis_url: str, tmp_path: Path) -> None:
    statuses = []
    for _ in range(2):
        command = [sys.executable, "-c", GUESSES, redis_url, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=True)
        statuses += json.loads(done.stdout)

    assert statuses == [404] * 20 + [429] * 4


def test_while_redis_is_away_each_process_goes_on_and_counts_for_itself(tmp_path: Path) -> None:
    portal = portal_on(f"redis://127.0.0.1:{free_port()}", tmp_path)

    statuses = [portal.test_client().get(UNKNOWN_PACK).status_code for _ in range(22)]

    assert portal.test_client().get("/api/v1/offers").status_code == 200
    assert statuses == [404] * 20 + [429] * 2
