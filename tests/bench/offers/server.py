"""A PostgreSQL of the bench's own, from Debian's binaries, in the folder of the data."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.portal.conftest import _as_somebody_else, _free_port, postgres_binaries


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    binaries = postgres_binaries()
    if binaries is None:
        raise SystemExit("PostgreSQL's initdb and pg_ctl are not installed.")
    somebody, home = _as_somebody_else(), folder / "postgres"
    home.mkdir(exist_ok=True)
    folder.chmod(0o755)
    if somebody:
        os.chown(home, somebody["user"], somebody["group"])
    data, port = home / "data", _free_port()
    run: dict[str, Any] = {"check": True, "capture_output": True, "cwd": home, **somebody}
    if not data.exists():
        subprocess.run([binaries / "initdb", "-D", data, "-U", "foyer", "-A", "trust", "-E", "UTF8"], **run)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} -c shared_buffers=512MB"
    subprocess.run([binaries / "pg_ctl", "-D", data, "-l", home / "log", "-o", options, "-w", "start"], **run)
    try:
        yield f"postgresql+psycopg://foyer@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([binaries / "pg_ctl", "-D", data, "-m", "fast", "stop"], **run)
