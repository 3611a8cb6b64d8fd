"""What the search of offers costs: `python -m tests.bench.offers`. Printed, never asserted: machines differ.

Limits: the filter with all facets 3 ms (median) and 20 ms (99th percentile) before rendering, page and API 15 ms
in-process, at any size; through HTTP, at 2 000 offers, 8 ms of the server's CPU for the API and 15 ms for the page; a
change and a booking seen in another process within a second. Times are CPU time, because a shared computer stretches
the clock, except where something is waited for. Each stands with its ratio to a bare look-up by primary key through
the driver, in the same run.

    python -m tests.bench.offers --offers 2000 --database sqlite
    python -m tests.bench.offers --keep DIR         # sow once, measure again
"""

import json
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from tests.bench.offers.server import postgres

_ROOT = Path(__file__).resolve().parents[3]
SIZES = (1_000, 2_000, 10_000, 100_000)
PARTS = ("search", "http", "news")
LIMITS = {
    "filter, median": 3.0,
    "filter, 99th percentile": 20.0,
    "page, in-process": 15.0,
    "API, in-process": 15.0,
    "a change seen elsewhere": 1000.0,
    "a booking seen elsewhere": 1000.0,
}
HTTP_LIMITS = {"API through HTTP": 8.0, "page through HTTP": 15.0}
"""For 2 000 offers."""


def main() -> None:
    chosen = _arguments()
    if chosen.part:
        from tests.bench.offers import measure

        print(json.dumps(getattr(measure, chosen.part)()))
        return
    for database in chosen.database:
        for offers in chosen.offers:
            with _folder(chosen.keep, database, offers) as folder, _server(database, Path(folder)) as url:
                _measure(database, offers, Path(folder), url)


def _arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.bench.offers", description=__doc__.splitlines()[0])
    parser.add_argument("--offers", nargs="+", type=int, default=list(SIZES))
    parser.add_argument("--database", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--keep", help="a folder to sow in, and to find again what was sown before")
    parser.add_argument("--part", choices=PARTS, help="one measurement as JSON, of the database of the environment")
    return parser.parse_args()


def _folder(keep: str | None, database: str, offers: int) -> AbstractContextManager[str]:
    if keep is None:
        return tempfile.TemporaryDirectory(prefix="foyer-bench-", ignore_cleanup_errors=True)
    folder = Path(keep).absolute() / f"{database}-{offers}"
    folder.mkdir(parents=True, exist_ok=True)
    return nullcontext(str(folder))


def _server(database: str, folder: Path) -> AbstractContextManager[str]:
    return postgres(folder) if database == "postgresql" else nullcontext(f"sqlite:///{folder / 'foyer.sqlite'}")


def _measure(database: str, offers: int, folder: Path, url: str) -> None:
    env = os.environ | {
        "FOYER_DATA_DIR": str(folder),
        "FOYER_DATABASE_URL": url,
        "FOYER_SECRET_KEY": "for this bench alone, for this bench alone",
        "PYTHONPATH": str(_ROOT),
    }
    sown = folder / "sown"
    portal = [sys.executable, "-m", "portal"]
    # What was kept may be of before the last migration.
    subprocess.run([*portal, "migrate"], env=env, cwd=_ROOT, check=True)
    if not sown.exists():
        subprocess.run([*portal, "seed", "--offers", str(offers), "--seed", "1"], env=env, cwd=_ROOT, check=True)
        sown.write_text(str(offers), encoding="ascii")
    found: dict[str, Any] = {}
    for part in PARTS:
        command = [sys.executable, "-m", "tests.bench.offers", "--part", part]
        done = subprocess.run(command, env=env, cwd=_ROOT, stdout=subprocess.PIPE, text=True, check=True)
        found |= json.loads(done.stdout.splitlines()[-1])
    _print(database, offers, found)


def _print(database: str, offers: int, found: dict[str, Any]) -> None:
    bare = found.pop("bare look-up")
    limits = LIMITS | (HTTP_LIMITS if offers <= 2_000 else {})
    print(f"\n## {offers} offers, {found.pop('performances')} performances, {database}\n")
    print(f"A bare look-up: {bare * 1000:.0f} µs. Index: built in {found.pop('build_s'):.1f} s, ", end="")
    print(f"{found.pop('memory_mb'):.0f} MB.\n\n| | ms | limit | bare look-ups |\n|---|---|---|---|")
    for name, ms in found.items():
        limit = limits.get(name)
        late = " !" if limit is not None and ms > limit else ""
        print(f"| {name} | {ms:.2f}{late} | {f'{limit:g}' if limit else ''} | {ms / bare:.0f} |", flush=True)


if __name__ == "__main__":
    main()
