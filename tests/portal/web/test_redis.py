"""Limits that several processes share through Redis, and what is left of them while Redis is away."""

import shutil
import socket
import subprocess
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
    if program is None:
        pytest.skip("redis-server (or valkey-server) is not installed")
    port = free_port()
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL, cwd=tmp_path
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


def test_wrong_guesses_are_counted_together_by_portals_of_one_redis(redis_url: str, tmp_path: Path) -> None:
    statuses = [
        portal.test_client().get(UNKNOWN_PACK).status_code
        for portal in (portal_on(redis_url, tmp_path), portal_on(redis_url, tmp_path))
        for _ in range(12)
    ]

    assert statuses == [404] * 20 + [429] * 4


def test_while_redis_is_away_each_process_goes_on_and_counts_for_itself(tmp_path: Path) -> None:
    portal = portal_on(f"redis://127.0.0.1:{free_port()}", tmp_path)

    statuses = [portal.test_client().get(UNKNOWN_PACK).status_code for _ in range(22)]

    assert portal.test_client().get("/api/v1/offers").status_code == 200
    assert statuses == [404] * 20 + [429] * 2
